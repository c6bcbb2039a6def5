"""The part of a font that a sheet uses, with composite glyphs added for clusters of several glyphs.

A cluster that is drawn by several glyphs, or by a moved one (stacked accents, or the box for a missing character),
becomes one glyph of its own. So every cluster is one code in the PDF with its full text, and every reader extracts it
right. Tables and flags are those of the OpenType specification (glyf, loca, hmtx, maxp).
"""

from __future__ import annotations

import struct

import uharfbuzz as hb

from handout.tagged.face import Cluster, Face

# Tables a PDF viewer does not need; shaping is done, and the text is in the ToUnicode map.
_DROPPED = (
    "GSUB",
    "GPOS",
    "GDEF",
    "DSIG",
    "STAT",
    "HVAR",
    "MVAR",
    "meta",
    "BASE",
    "gasp",
    "cmap",
    "OS/2",
    "name",
    "post",
)

_WORDS, _XY, _MORE = 0x0001, 0x0002, 0x0020


def subset(face: Face, clusters: list[Cluster]) -> tuple[bytes, list[int]]:
    """A font file with the glyphs of these clusters, and the glyph number of each cluster in it, in their order."""
    wanted = {glyph for cluster in clusters for glyph, _, _ in cluster.glyphs} | {0}
    choice = hb.SubsetInput()
    choice.sets(hb.SubsetInputSets.GLYPH_INDEX).update(wanted)
    choice.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(_tag(name) for name in _DROPPED)
    choice.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    plan = hb.SubsetPlan(face.face, choice)
    renumbered = dict(plan.old_to_new_glyph_mapping)
    font = plan.execute()
    tables = {name: bytes(font.reference_table(name).data) for name in font.table_tags}
    composites: list[Cluster] = []
    numbers: list[int] = []
    for cluster in clusters:
        if cluster.plain:
            numbers.append(renumbered[cluster.glyphs[0][0]])
        else:
            numbers.append(font.glyph_count + len(composites))
            composites.append(cluster)
    if composites:
        _append(tables, font.glyph_count, composites, renumbered)
    return _file(tables), numbers


def _append(tables: dict[str, bytes], count: int, composites: list[Cluster], renumbered: dict[int, int]) -> None:
    offsets = _offsets(tables, count)
    outlines = bytearray(tables["glyf"][: offsets[-1]])
    metrics = _metrics(tables, count)
    deepest = 1
    for cluster in composites:
        outlines += bytes(-len(outlines) % 4)
        offsets[-1] = len(outlines)
        parts = [(renumbered[glyph], right, up) for glyph, right, up in cluster.glyphs]
        inked = [part for part in parts if offsets[part[0] + 1] > offsets[part[0]]]
        deepest = max(deepest, len(inked))
        left = 0
        if inked:
            box = _box(outlines, offsets, inked)
            left = box[0]
            outlines += struct.pack(">h4h", -1, *box)
            for index, (glyph, right, up) in enumerate(inked):
                flags = _WORDS | _XY | (_MORE if index + 1 < len(inked) else 0)
                outlines += struct.pack(">HHhh", flags, glyph, right, up)
        offsets.append(len(outlines))
        metrics.append((cluster.advance, left))
    tables["glyf"] = bytes(outlines)
    tables["loca"] = struct.pack(f">{len(offsets)}I", *offsets)
    tables["hmtx"] = b"".join(struct.pack(">Hh", advance, left) for advance, left in metrics)
    tables["hhea"] = tables["hhea"][:34] + struct.pack(">H", len(metrics))
    tables["head"] = tables["head"][:50] + b"\0\1" + tables["head"][52:]
    tables["maxp"] = _limits(tables["maxp"], len(metrics), deepest)


def _offsets(tables: dict[str, bytes], count: int) -> list[int]:
    if tables["head"][50:52] == b"\0\0":
        return [2 * half for half in struct.unpack(f">{count + 1}H", tables["loca"][: 2 * count + 2])]
    return list(struct.unpack(f">{count + 1}I", tables["loca"][: 4 * count + 4]))


def _metrics(tables: dict[str, bytes], count: int) -> list[tuple[int, int]]:
    full = int.from_bytes(tables["hhea"][34:36], "big")
    table = tables["hmtx"]
    metrics: list[tuple[int, int]] = [struct.unpack_from(">Hh", table, 4 * glyph) for glyph in range(full)]
    last = metrics[-1][0]
    for glyph in range(full, count):
        metrics.append((last, struct.unpack_from(">h", table, 4 * full + 2 * (glyph - full))[0]))
    return metrics


def _box(outlines: bytearray, offsets: list[int], parts: list[tuple[int, int, int]]) -> tuple[int, int, int, int]:
    boxes = []
    for glyph, right, up in parts:
        low_x, low_y, high_x, high_y = struct.unpack_from(">4h", outlines, offsets[glyph] + 2)
        boxes.append((low_x + right, low_y + up, high_x + right, high_y + up))
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _limits(maxp: bytes, count: int, deepest: int) -> bytes:
    table = bytearray(maxp)

    def entry(place: int) -> int:
        return int.from_bytes(table[place : place + 2], "big")

    raised = {
        4: count,
        10: max(
            entry(10), entry(6) * deepest
        ),  # points and contours of a composite: at most all parts at their largest
        12: max(entry(12), entry(8) * deepest),
        28: max(entry(28), deepest),
        30: entry(30) + 1,
    }
    for place, value in raised.items():
        table[place : place + 2] = min(value, 0xFFFF).to_bytes(2, "big")
    return bytes(table)


def _file(tables: dict[str, bytes]) -> bytes:
    names = sorted(tables)
    power = len(names).bit_length() - 1
    head = b"\0\1\0\0" + struct.pack(">4H", len(names), 16 << power, power, 16 * len(names) - (16 << power))
    place = 12 + 16 * len(names)
    directory, body = b"", b""
    adjustment = 0
    for name in names:
        table = tables[name]
        if name == "head":
            table = table[:8] + bytes(4) + table[12:]
            adjustment = place + len(body) + 8
        padded = table + bytes(-len(table) % 4)
        directory += name.encode("ascii") + struct.pack(">3I", _checksum(padded), place + len(body), len(table))
        body += padded
    font = bytearray(head + directory + body)
    whole = (0xB1B0AFBA - _checksum(bytes(font))) & 0xFFFFFFFF
    font[adjustment : adjustment + 4] = whole.to_bytes(4, "big")
    return bytes(font)


def _checksum(table: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(table) // 4}I", table)
    return sum(words) & 0xFFFFFFFF


def _tag(name: str) -> int:
    return int.from_bytes(name.ljust(4).encode("ascii"), "big")
