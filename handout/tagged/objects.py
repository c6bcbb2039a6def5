"""The few PDF objects that reportlab does not write as an archive needs them."""

from __future__ import annotations

import zlib
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFObject, PDFStream, PDFString


class Stream(PDFStream):  # type: ignore[misc]  # reportlab ships no types
    """A stream whose data is followed by a line end. reportlab leaves it out, which PDF/A (ISO 19005-2, 6.1.7.1)
    forbids.

    The line end is CR LF, so that data which itself ends in CR stays unambiguous.
    """

    def __init__(self, content: bytes, entries: dict[str, Any] | None = None, *, packed: bool = True) -> None:
        super().__init__(PDFDictionary(entries or {}), content)
        self._packed = packed

    def format(self, document: Any) -> bytes:
        """The stream as it is written into the file."""
        data: bytes = self.content
        entries = PDFDictionary(self.dictionary.dict.copy())
        if self._packed:
            data = zlib.compress(data, 9)
            entries["Filter"] = PDFName("FlateDecode")
        entries["Length"] = len(data)
        written: bytes = pdfdoc.format(entries, document)
        return written + b"\nstream\n" + data + b"\r\nendstream\n"


class Literal(PDFObject):  # type: ignore[misc]  # reportlab ships no types
    """PDF syntax written as it is: `true`, an inline dictionary."""

    def __init__(self, syntax: str) -> None:
        self._syntax = syntax.encode("ascii")

    def format(self, document: Any) -> bytes:  # noqa: ARG002  # the signature is reportlab's
        """The syntax, unchanged."""
        return self._syntax


def text_string(text: str) -> Any:
    """Text for a reader or an assistive tool. Beyond ASCII it is written as UTF-16 with its mark."""
    return PDFString(text) if text.isascii() else PDFString(b"\xfe\xff" + text.encode("utf-16-be"), escape=1)


def number(value: float) -> str:
    """A number as PDF writes it: at most three decimals, no exponent, no negative zero."""
    written = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if written in ("", "-0") else written
