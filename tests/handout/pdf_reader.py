"""Reads a printed sheet as a screen reader does: along the structure tree, each code turned back into text."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream


@dataclass
class Node:
    """An element with its own text (in order of its marks) and its children."""

    tag: str
    language: str = ""
    alternative: str = ""
    scope: str = ""
    text: str = ""
    children: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """This element and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def outline(self, depth: int = 0) -> str:
        """The tags, one a line, indented."""
        return "\n".join(["  " * depth + self.tag, *(child.outline(depth + 1) for child in self.children)])

    def spoken(self) -> str:
        """All text in reading order; a line end stands between two blocks."""
        inner = "".join(child.spoken() for child in self.children)
        own = self.text + inner
        return own if self.tag in ("Span", "Link") else own + "\n"


def open_pdf(pdf: bytes) -> PdfReader:
    """The file, read strictly."""
    return PdfReader(io.BytesIO(pdf), strict=True)


def structure(pdf: bytes) -> Node:
    """The tree of the document."""
    reader = open_pdf(pdf)
    marks = {(page.indirect_reference.idnum, mark): text for page in reader.pages for mark, text in _marks(page)}
    return _node(reader.trailer["/Root"]["/StructTreeRoot"]["/K"], marks)


def running_text(pdf: bytes) -> list[str]:
    """The text of each page that is not read aloud: header, footer, mark, repeated table heads."""
    return ["".join(text for mark, text in _marks(page, artifacts=True)) for page in open_pdf(pdf).pages]


def _node(entry: Any, marks: dict[tuple[int, int], str]) -> Node:
    entry = entry.get_object()
    attributes = entry.get("/A", [])
    scope = next((str(one["/Scope"])[1:] for one in attributes if "/Scope" in one), "")
    node = Node(str(entry["/S"])[1:], str(entry.get("/Lang", "")), str(entry.get("/Alt", "")), scope)
    kids = entry.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object()
        if isinstance(kid, int):
            _add(node, marks[(entry.raw_get("/Pg").idnum, int(kid))])
        elif kid.get("/Type") == "/MCR":
            _add(node, marks[(kid.raw_get("/Pg").idnum, int(kid["/MCID"]))])
        elif kid.get("/Type") != "/OBJR":
            node.children.append(_node(kid, marks))
    return node


def _add(node: Node, text: str) -> None:
    """Own text after an inline child is kept in its place by a nameless child."""
    if node.children:
        node.children.append(Node("Span", text=text))
    else:
        node.text += text


def _marks(page: Any, *, artifacts: bool = False) -> Iterator[tuple[int, str]]:
    maps = {name: _map(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}
    font: dict[int, str] = {}
    mark: int | None = None
    text = ""
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        match operator:
            case b"BDC":
                mark, text = int(operands[1].get("/MCID", -1)), ""
            case b"EMC":
                if mark is not None and (mark < 0) == artifacts:
                    yield mark, text
                mark = None
            case b"Tf":
                font = maps[operands[0]]
            case b"TJ":
                assert mark is not None, "text outside any mark"
                codes = b"".join(_bytes(part) for part in operands[0] if not isinstance(part, int | float))
                text += "".join(font[int.from_bytes(codes[at : at + 2], "big")] for at in range(0, len(codes), 2))


def _bytes(part: Any) -> bytes:
    return part if isinstance(part, bytes) else part.original_bytes


def _map(font: Any) -> dict[int, str]:
    table = font["/ToUnicode"].get_data().decode("ascii")
    pairs = re.findall(r"^<([0-9A-F]{4})> <([0-9A-F]+)>$", table, re.MULTILINE)
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs if len(text) >= 4}
