"""A PDF in the making, on reportlab's canvas: everything drawn on it is either tagged content or declared decoration.

reportlab writes pages, cross references and outlines; it cannot tag. Here the marks, the structure tree, links a
screen reader can follow, the fonts, and the archive metadata are added through its own objects, in one pass.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import TimeStamp
from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObjectReference
from reportlab.pdfgen.canvas import Canvas

from handout.tagged.color_profile import SRGB
from handout.tagged.embedding import DocumentFont
from handout.tagged.face import Cluster, Face
from handout.tagged.metadata import CREATOR, PRODUCER, About, xmp_packet
from handout.tagged.objects import Literal, Stream, number, text_string
from handout.tagged.structure import Element, Ink, Place, write_tree

Span = tuple[Face, float, tuple[Cluster, ...]]
"""A face, where its text starts (points from the left edge), and the clusters to draw."""


class TaggedDocument:
    """One document with its structure tree, whose root is `root`. Pages are `width` by `height` points.

    Marks do not nest and do not cross pages: drawing wrongly is a RuntimeError, never a document that cannot be read.
    """

    def __init__(self, about: About, width: float, height: float) -> None:
        self.root = Element("Document")
        self._about = about
        self._buffer = io.BytesIO()
        self._canvas = Canvas(
            self._buffer,
            pagesize=(width, height),
            pageCompression=1,
            pdfVersion=(1, 7),
            invariant=1,
            lang=about.language,
        )
        # Every canvas begins with Helvetica, which is not embedded and so not allowed: no page may name it.
        self._canvas._preamble = "1 0 0 1 0 0 cm"
        self._canvas._doc.idToObject[pdfdoc.BasicFonts].dict.clear()
        self._canvas._doc._timeStamp = _moment(about.epoch)
        self._canvas.setTitle(about.title)
        self._canvas.setAuthor(about.author)
        self._canvas.setSubject(about.subject)
        self._canvas.setCreator(CREATOR)
        self._canvas.setProducer(PRODUCER)
        self._fonts: dict[int, DocumentFont] = {}
        self._open = ""
        self._marked: list[list[Element]] = [[]]
        self._links: list[tuple[Any, Element]] = []
        self._bookmarks = 0

    @property
    def page(self) -> int:
        """The page that is drawn on, from 1."""
        return len(self._marked)

    @contextmanager
    def mark(self, element: Element) -> Iterator[Any]:
        """Draw the content of an element: yields the canvas, its state is put back afterwards."""
        self._begin(element.tag)
        mark = len(self._marked[-1])
        self._marked[-1].append(element)
        element.children.append(Ink(self.page, mark))
        with self._drawn(f"/{element.tag} <</MCID {mark}>> BDC"):
            yield self._canvas

    @contextmanager
    def artifact(self, kind: str = "Layout", part: str = "") -> Iterator[Any]:
        """Draw what is not read aloud: rules, backgrounds, running headers (kind Pagination, part Header or Footer)."""
        self._begin("Artifact")
        subtype = f" /Subtype /{part}" if part else ""
        with self._drawn(f"/Artifact <</Type /{kind}{subtype}>> BDC"):
            yield self._canvas

    def show(self, spans: list[Span], baseline: float, size: float, color: str) -> None:
        """Set text inside an open mark. `baseline` is in points from the foot of the page, `color` is #RRGGBB."""
        red, green, blue = HexColor(color).rgb()
        self._show(spans, baseline, size, f"{number(red)} {number(green)} {number(blue)} rg")

    def show_outline(self, spans: list[Span], baseline: float, size: float, color: str) -> None:
        """Set only the outlines of text, so that what stands on it stays easy to read."""
        red, green, blue = HexColor(color).rgb()
        self._show(spans, baseline, size, f"{number(red)} {number(green)} {number(blue)} RG 0.8 w 1 Tr")

    def link(self, element: Element, target: str, area: tuple[float, float, float, float], words: str) -> None:
        """Make an area of the page (left, bottom, right, top in points) a link of a Link element. `words` say where
        it goes.
        """
        name = f"Link{len(self._links)}"
        annotation = PDFDictionary(
            {
                "Type": PDFName("Annot"),
                "Subtype": PDFName("Link"),
                "Rect": PDFArray([round(edge, 2) for edge in area]),
                "Border": PDFArray([0, 0, 0]),
                "F": 4,
                "Contents": text_string(words),
                "A": PDFDictionary({"S": PDFName("URI"), "URI": pdfdoc.PDFString(target)}),
            }
        )
        self._links.append((annotation, element))
        self._canvas._addAnnotation(annotation, name)
        element.children.append(Place(self.page, self._canvas._doc.annotationName(name)))

    def bookmark(self, title: str, level: int, top: float) -> None:
        """Add a heading to the outline. Level 0 is the outermost; a level is at most one deeper than the one before."""
        self._bookmarks += 1
        key = f"bookmark{self._bookmarks}"
        self._canvas.bookmarkHorizontal(key, 0, top)
        self._canvas.addOutlineEntry(title, key, level, closed=0)

    def turn_page(self) -> None:
        """Go on to the next page."""
        self._end_page()
        self._marked.append([])

    def finish(self) -> bytes:
        """The file. The document cannot be used afterwards."""
        self._end_page()
        document = self._canvas._doc
        for font in self._fonts.values():
            font.write(document)
        self._number_pages(document)
        self.root.pruned()
        write_tree(self.root, document)
        self._write_catalog(document)
        self._canvas.save()
        return self._buffer.getvalue()

    def _show(self, spans: list[Span], baseline: float, size: float, look: str) -> None:
        if not self._open:
            raise RuntimeError("text stands in a mark or an artifact")
        code: list[str] = ["q", "BT", look]
        for face, left, clusters in spans:
            font = self._font(face)
            code.append(f"/{font.name} {number(size)} Tf")
            code.append(f"1 0 0 1 {number(left)} {number(baseline)} Tm")
            code.append(f"[{_shown(font, clusters)}] TJ")
        self._canvas._code.extend([*code, "ET", "Q"])

    def _begin(self, what: str) -> None:
        if self._open:
            raise RuntimeError(f"{what} inside {self._open}: marks do not nest")
        self._open = what

    @contextmanager
    def _drawn(self, opening: str) -> Iterator[None]:
        self._canvas._code.append(opening)
        self._canvas.saveState()
        try:
            yield
        finally:
            self._canvas.restoreState()
            self._canvas._code.append("EMC")
            self._open = ""

    def _end_page(self) -> None:
        if self._open:
            raise RuntimeError(f"{self._open} is still open at the end of the page")
        self._canvas.showPage()

    def _font(self, face: Face) -> DocumentFont:
        if id(face) not in self._fonts:
            self._fonts[id(face)] = DocumentFont(face, f"Face{len(self._fonts) + 1}")
        return self._fonts[id(face)]

    def _number_pages(self, document: Any) -> None:
        for index, page in enumerate(document.Pages.pages):
            # reportlab writes only the keys it knows; the page object itself is told the others.
            page.__NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = index, PDFName("S")
            drawn = page.stream if isinstance(page.stream, str) else "\n".join(page.stream)
            page.Contents = Stream(drawn.encode("latin-1"))
            document.updateSignature(drawn)

    def _write_catalog(self, document: Any) -> None:
        parents: list[Any] = []
        for index, elements in enumerate(self._marked):
            parents += [index, PDFArray([element.reference for element in elements])]
        for place, (annotation, element) in enumerate(self._links, len(self._marked)):
            annotation["StructParent"] = place
            parents += [place, element.reference]
        tree = {
            "Type": PDFName("StructTreeRoot"),
            "K": self.root.reference,
            "ParentTree": document.Reference(PDFDictionary({"Nums": PDFArray(parents)}), "ParentTree"),
            "ParentTreeNextKey": len(self._marked) + len(self._links),
        }
        document.Reference(PDFDictionary(tree), "StructTreeRoot")
        profile = document.Reference(Stream(SRGB, {"N": 3}), "sRGB")
        intent = {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": text_string("sRGB IEC61966-2.1"),
            "Info": text_string("sRGB IEC61966-2.1"),
            "DestOutputProfile": profile,
        }
        catalog = document.Catalog
        catalog.__NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents"]
        catalog.StructTreeRoot = PDFObjectReference("StructTreeRoot")
        catalog.MarkInfo = PDFDictionary({"Marked": Literal("true")})
        catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": Literal("true")})
        entries = {"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}
        catalog.Metadata = Stream(xmp_packet(self._about), entries, packed=False)
        catalog.OutputIntents = PDFArray([PDFDictionary(intent)])


def _shown(font: DocumentFont, clusters: tuple[Cluster, ...]) -> str:
    parts: list[str] = []
    codes = ""
    for cluster in clusters:
        codes += font.code(cluster)
        kern = (cluster.advance - cluster.nominal) * font.face.scale
        if kern:
            parts.append(f"<{codes}>{number(-kern)}")
            codes = ""
    return "".join(parts) + (f"<{codes}>" if codes else "")


def _moment(epoch: int) -> Any:
    stamp = TimeStamp(1)
    stamp.t, stamp.lt, stamp.tzname, stamp.dhh, stamp.dmm = epoch, None, "UTC", 0, 0
    stamp.YMDhms = tuple(dt.datetime.fromtimestamp(epoch, dt.UTC).timetuple())[:6]
    return stamp
