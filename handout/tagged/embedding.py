"""A face as one document uses it: a code for each cluster, the embedded subset, and the exact map back to text."""

from __future__ import annotations

import hashlib
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName

from handout.tagged.face import Cluster, Face
from handout.tagged.glyphs import subset
from handout.tagged.objects import Literal, Stream, number

_SYSTEM = "<< /Registry (Adobe) /Ordering ({}) /Supplement 0 >>"

_MAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{}endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""

_SYMBOLIC = 4
_STEM = 80  # nobody reads the stem width of an embedded font, but the entry is required


class DocumentFont:
    """Hands out a code for each distinct cluster of one face, and writes the font objects when the document is
    finished.
    """

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self._codes: dict[tuple[str, int, tuple[tuple[int, int, int], ...]], int] = {}
        self._clusters: list[Cluster] = []

    def code(self, cluster: Cluster) -> str:
        """The four hexadecimal digits that show this cluster."""
        key = (cluster.text, cluster.nominal, cluster.glyphs)
        if key not in self._codes:
            self._clusters.append(cluster)
            self._codes[key] = len(self._clusters)
        return f"{self._codes[key]:04X}"

    def write(self, document: Any) -> None:
        """Write the font into a reportlab document under its name."""
        program, glyphs = subset(self.face, self._clusters)
        base = PDFName(f"{self._prefix(program)}+{self.face.name}")
        codes_to_glyphs = bytes(2) + b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)
        widths = " ".join(number(cluster.nominal * self.face.scale) for cluster in self._clusters)
        descriptor = {
            "Type": PDFName("FontDescriptor"),
            "FontName": base,
            "Flags": _SYMBOLIC,
            "FontBBox": PDFArray(self.face.box),
            "ItalicAngle": 0,
            "Ascent": round(self.face.ascent),
            "Descent": round(self.face.descent),
            "CapHeight": round(self.face.cap_height),
            "StemV": _STEM,
            "FontFile2": self._add(document, "program", Stream(program, {"Length1": len(program)})),
        }
        descendant = {
            "Type": PDFName("Font"),
            "Subtype": PDFName("CIDFontType2"),
            "BaseFont": base,
            "CIDSystemInfo": Literal(_SYSTEM.format("Identity")),
            "DW": 0,
            "W": Literal(f"[ 1 [ {widths} ] ]"),
            "FontDescriptor": self._add(document, "descriptor", PDFDictionary(descriptor)),
            "CIDToGIDMap": self._add(document, "glyphs", Stream(codes_to_glyphs)),
        }
        font = {
            "Type": PDFName("Font"),
            "Subtype": PDFName("Type0"),
            "BaseFont": base,
            "Encoding": PDFName("Identity-H"),
            "DescendantFonts": PDFArray([self._add(document, "descendant", PDFDictionary(descendant))]),
            "ToUnicode": self._add(document, "text", Stream(self._map())),
        }
        fonts = document.idToObject[pdfdoc.BasicFonts].dict
        fonts[self.name] = document.Reference(PDFDictionary(font), self.name)

    def _add(self, document: Any, part: str, value: Any) -> Any:
        return document.Reference(value, f"{self.name}-{part}")

    @staticmethod
    def _prefix(program: bytes) -> str:
        return "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(program).digest()[:6])

    def _map(self) -> bytes:
        rows = [
            f"<{code:04X}> <{cluster.text.encode('utf-16-be').hex().upper()}>\n"
            for code, cluster in enumerate(self._clusters, 1)
        ]
        blocks = (rows[start : start + 100] for start in range(0, len(rows), 100))
        return _MAP.format("".join(f"{len(b)} beginbfchar\n{''.join(b)}endbfchar\n" for b in blocks)).encode("ascii")
