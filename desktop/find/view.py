"""The find-or-do panel: one field, up to eight rows, Enter goes there."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter

from desktop.find.presenter import FindPresenter, FindState, Hit, Kind
from desktop.icons import paint_icon
from desktop.theme import current_theme
from desktop.widgets.labels import PlainLabel
from desktop.widgets.overlay import Overlay, Side
from desktop.widgets.painting import paint_text, text_width
from desktop.widgets.row_list import AnyIndex, RowDelegate, RowList, RowModel
from desktop.widgets.text_field import TextField

_WIDTH = 640
_ROW = 44
_ICONS = {Kind.PATIENT: "user", Kind.QUESTION: "help-circle", Kind.OPTION: "pill", Kind.COMMAND: "keyboard"}
_NAMES = {Kind.PATIENT: "Patient", Kind.QUESTION: "Question", Kind.OPTION: "Option", Kind.COMMAND: "Command"}


class FindPanel(Overlay):
    """Shows what was found."""

    def __init__(self, presenter: FindPresenter) -> None:
        super().__init__(self.tr("Find or do"), side=Side.MIDDLE, width=_WIDTH)
        self.setObjectName("find_panel")
        self._presenter = presenter
        theme = current_theme()
        self._field = TextField(
            self.tr("Find or do"),
            placeholder=self.tr("A patient, question, option or command"),
            tall=True,
            icon="search",
        )
        self._field.setObjectName("find_field")
        self._field.textEdited.connect(presenter.search)
        self._field.installEventFilter(self)
        self._model: RowModel[Hit] = RowModel(_spoken, lambda hit: hit.text)
        self._list = RowList(self.tr("Found"))
        self._list.setObjectName("find_list")
        self._list.setModel(self._model)
        self._list.setItemDelegate(_HitDelegate(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.row_chosen.connect(presenter.decide)
        self._nothing = PlainLabel("", "muted", wrap=True)
        self.body.setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(12))
        self.body.setSpacing(theme.px(10))
        self.body.addWidget(self._field)
        self.body.addWidget(self._list)
        self.body.addWidget(self._nothing)
        presenter.setParent(self)
        presenter.changed.connect(self.show_state)
        presenter.decided.connect(lambda _hit: self.left.emit())
        self.show_state(presenter.state)

    def show_state(self, state: FindState) -> None:
        """Shows a state, any number of times."""
        self._model.set_rows(state.hits)
        self._list.setVisible(bool(state.hits))
        self._list.setFixedHeight(len(state.hits) * current_theme().px(_ROW))
        if state.hits:
            self._list.setCurrentIndex(self._model.index(state.chosen))
        nothing = "" if state.hits else self.tr("Nothing here is called “{0}”.").format(state.query)
        self._nothing.set_text(state.problem or nothing)
        self._nothing.setVisible(bool(self._nothing.text()))
        self.body.activate()
        self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down move in the list while the keyboard stays in the field; Enter goes there."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self._presenter.move(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._presenter.decide()
                return True
        return super().eventFilter(watched, event)


class _HitDelegate(RowDelegate):
    def row_height(self, _index: AnyIndex) -> int:
        return current_theme().px(_ROW)

    def paint_row(self, painter: QPainter, box: QRectF, index: AnyIndex, *, hovered: bool) -> None:
        model, view = index.model(), self.parent()
        if not isinstance(model, RowModel) or not isinstance(view, RowList):
            return
        hit: Hit = model.row(index)
        theme = current_theme()
        if view.currentIndex().row() == index.row():
            painter.fillRect(box, theme.color("tint"))
            painter.fillRect(QRectF(box.left(), box.top(), theme.px(4), box.height()), theme.color("primary"))
        elif hovered:
            painter.fillRect(box, theme.color("sunken"))
        side = theme.px(18)
        left = box.left() + theme.px(14)
        icon = QRectF(left, box.center().y() - side / 2, side, side)
        paint_icon(painter, _ICONS[hit.kind], icon, theme.color("primary"))
        small = theme.font("small")
        end = box.right() - theme.px(14)
        if hit.key:
            width = text_width(small, hit.key)
            paint_text(
                painter, QRectF(end - width, box.top(), width, box.height()), hit.key, small, theme.color("muted")
            )
            end -= width + theme.px(12)
        left += side + theme.px(10)
        body = theme.font("body", 600 if hit.kind is Kind.PATIENT else None)
        # The words keep most of the row; what tells two alike apart is beside them
        room = end - left
        words = min(float(text_width(body, hit.text)), room * (0.66 if hit.detail else 1.0))
        paint_text(painter, QRectF(left, box.top(), words, box.height()), hit.text, body, theme.color("text"))
        rest = QRectF(left + words + theme.px(10), box.top(), end - left - words - theme.px(10), box.height())
        paint_text(painter, rest, hit.detail, small, theme.color("muted"))


def _spoken(hit: Hit) -> str:
    return ", ".join(part for part in (_NAMES[hit.kind], hit.text, hit.detail, hit.key) if part)
