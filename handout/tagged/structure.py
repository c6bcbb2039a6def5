"""The tree that tells a screen reader what each piece of ink is: heading, list, cell, picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObjectReference

from handout.tagged.objects import Literal, text_string


@dataclass(frozen=True, slots=True)
class Ink:
    """Marked content on a page: page number from 1, and the number of the mark on that page."""

    page: int
    mark: int


@dataclass(frozen=True, slots=True)
class Place:
    """A link's active area: page number from 1 and the name of the annotation."""

    page: int
    annotation: str


class Element:
    """One element of the tree, filled while the sheet is laid out and drawn. `tag` is a standard type of PDF 1.7 (H1,
    P, LBody …).

    Children stay in reading order: an element is made where it is read, whenever it may be drawn.
    """

    __slots__ = ("alternative", "attributes", "children", "language", "parent", "reference", "tag")

    def __init__(
        self,
        tag: str,
        parent: Element | None = None,
        *,
        alternative: str = "",
        language: str = "",
        attributes: tuple[str, ...] = (),
    ) -> None:
        self.tag = tag
        self.parent = parent
        self.alternative = alternative
        self.language = language
        self.attributes = attributes
        self.children: list[Element | Ink | Place] = []
        self.reference: Any = None
        if parent is not None:
            parent.children.append(self)

    def child(
        self, tag: str, *, alternative: str = "", language: str = "", attributes: tuple[str, ...] = ()
    ) -> Element:
        """A new last child."""
        return Element(tag, self, alternative=alternative, language=language, attributes=attributes)

    def pruned(self) -> None:
        """Drop every element that was never drawn, except empty table cells: they keep the table's shape."""
        for child in tuple(self.children):
            if isinstance(child, Element):
                child.pruned()
                if not child.children and child.tag != "TD":
                    self.children.remove(child)


def write_tree(root: Element, document: Any) -> None:
    """Write the tree into a reportlab document. Every element gets its object, numbered in reading order."""
    _number(root, 0)
    _write(root, document)


def _number(element: Element, count: int) -> int:
    count += 1
    element.reference = PDFObjectReference(f"Element{count}")
    for child in element.children:
        if isinstance(child, Element):
            count = _number(child, count)
    return count


def _write(element: Element, document: Any) -> None:
    first_page = next((child.page for child in element.children if not isinstance(child, Element)), None)
    parent = element.parent.reference if element.parent else PDFObjectReference("StructTreeRoot")
    entries: dict[str, Any] = {"Type": PDFName("StructElem"), "S": PDFName(element.tag), "P": parent}
    if first_page is not None:
        entries["Pg"] = PDFObjectReference(f"Page{first_page}")
    kids: list[Any] = []
    for child in element.children:
        if isinstance(child, Element):
            _write(child, document)
            kids.append(child.reference)
        else:
            kids.append(_content(child, first_page))
    if kids:
        entries["K"] = kids[0] if len(kids) == 1 else PDFArray(kids)
    if element.alternative:
        entries["Alt"] = text_string(element.alternative)
    if element.language:
        entries["Lang"] = text_string(element.language)
    if element.attributes:
        entries["A"] = PDFArray([Literal(attribute) for attribute in element.attributes])
    document.Reference(PDFDictionary(entries), element.reference.name)


def _content(child: Ink | Place, first_page: int | None) -> Any:
    page = PDFObjectReference(f"Page{child.page}")
    if isinstance(child, Place):
        entry = {"Type": PDFName("OBJR"), "Pg": page, "Obj": PDFObjectReference(child.annotation)}
        return PDFDictionary(entry)
    if child.page == first_page:
        return child.mark
    return PDFDictionary({"Type": PDFName("MCR"), "Pg": page, "MCID": child.mark})
