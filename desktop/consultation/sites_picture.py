"""The body map beside the list of sites: it shows what the list says and can be clicked instead."""

from collections.abc import Sequence

from desktop.consultation.body_map import BodyMap, Site
from desktop.consultation.presenter import ConsultationPresenter
from desktop.consultation.single_keys import keys_of
from desktop.consultation.state import VisitState
from desktop.widgets.choice_list import ChoiceList
from guidance.finding import Finding
from guidance.wording import Wording


class SitesPicture:
    """Joins the map, the list and the verbs of the visit."""

    def __init__(self, presenter: ConsultationPresenter, finding: Finding, wording: Wording, sites: ChoiceList) -> None:
        self._presenter, self._finding = presenter, finding
        keys = keys_of(finding, finding.choices)
        places = [Site(value, wording.choice(finding.id, value), keys[value]) for value in finding.choices]
        self.map = BodyMap(
            wording.label(finding.id),
            places,
            (sites.tr("Patient’s right"), sites.tr("Patient’s left")),
        )
        self.map.toggled.connect(self._toggle)
        sites.hovered.connect(self.map.ring)

    def show_state(self, state: VisitState) -> None:
        """Shows the ticked sites."""
        visit = state.workup.consultation
        self.map.set_ticked(self._chosen(), unknown=self._finding.id in visit.marks)
        self.map.setEnabled(not state.read_only)

    def _chosen(self) -> Sequence[str]:
        value = self._presenter.consultation.answers.get(self._finding.id)
        return value if isinstance(value, tuple) else ()

    def _toggle(self, site: str) -> None:
        chosen = self._chosen()
        after = tuple(other for other in chosen if other != site) if site in chosen else (*chosen, site)
        if after:
            self._presenter.answer(self._finding.id, after)
        else:
            self._presenter.clear(self._finding.id)
