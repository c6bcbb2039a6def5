"""What we know and do not know yet: the cancer, earlier treatments, tests under way and tests that could help."""

from collections.abc import Iterator

from guidance.consultation import MarkKind
from guidance.finding import FindingId
from guidance.treatment import Treatment
from handout.sheet import Block, Bullets, Heading, Paragraph, Run, Section, Text
from handout.visit import Visit

_CANCER: tuple[FindingId, ...] = (
    "disease_setting",
    "metastatic_presentation",
    "metastatic_sites",
    "hormone_receptor_status",
    "estrogen_receptor_percent",
    "her2_status",
    "germline_brca",
    "germline_palb2",
    "somatic_brca",
    "pik3ca",
    "akt1",
    "pten",
    "esr1",
    "pd_l1_cps_22c3",
    "microsatellite_status",
    "tumor_mutational_burden",
    "gene_fusion",
    "braf_v600e",
    "erbb2_mutation",
    "dpyd",
    "disease_status",
)
"""What a sheet tells of the cancer, in the order it is told. The rest of the intake is the clinic's."""

_BASIC: tuple[FindingId, ...] = ("disease_setting", "metastatic_sites", "estrogen_receptor_percent", "her2_ihc")
"""Said to be open whenever they are, even when no option waits for them."""

_MOST = 7
"""No list on the sheet is longer: that is what a tired reader takes in."""

_MOST_TESTS = 4
_UNRESOLVED = "unresolved"


def known_so_far(visit: Visit) -> Section:
    """The section; every part of it says so when there is nothing to tell."""
    blocks: list[Block] = []
    if visit.workup.guidance.conflicts:
        blocks.append(Paragraph(visit.says("known", "conflict")))
    known = tuple(_known(visit))
    blocks.append(Heading(3, visit.says("known", "known")))
    blocks += [Bullets(known)] if known else [Paragraph(visit.says("known", "nothing"))]
    blocks += _treatments(visit)
    blocks.append(Heading(3, visit.says("known", "unknown")))
    unknown = _unknown(visit)
    if unknown:
        blocks += [Paragraph(visit.says("known", "unknown_lead")), Bullets(unknown)]
    else:
        blocks.append(Paragraph(visit.says("known", "all_known")))
    under_way = _under_way(visit)
    if under_way:
        blocks += [Heading(3, visit.says("known", "under_way")), Bullets(under_way)]
    tests = _next_tests(visit)
    if tests:
        blocks += [Heading(3, visit.says("known", "next_tests")), Bullets(tests)]
    return Section("known", visit.says("headings", "known"), tuple(blocks))


def _known(visit: Visit) -> Iterator[str]:
    derived = visit.workup.knowledge.derived
    for finding in _CANCER:
        if finding in derived:
            value = visit.workup.guidance.facts.derived_value(finding)
            if value is not None and value != _UNRESOLVED:
                yield visit.follows(finding)
        else:
            yield from visit.tells(finding)


def _treatments(visit: Visit) -> list[Block]:
    said = tuple(dict.fromkeys(_treatment(visit, entry) for entry in visit.workup.profile.treatments))
    title = Heading(3, visit.says("known", "treatments"))
    if said:
        return [title, Bullets(said)]
    if visit.value("no_treatment_yet_for_metastatic_disease") == "yes":
        return [title, Paragraph(visit.says("known", "treatments_none"))]
    return []


def _treatment(visit: Visit, entry: Treatment) -> str:
    name = visit.wording.treatment(entry.treatment)
    said = f"{name} ({entry.name})." if entry.name else f"{name}."
    if entry.outcome == "progressed":
        return f"{said} {visit.says('known', 'grew')}"
    if entry.outcome == "ongoing":
        return f"{said} {visit.says('known', 'ongoing')}"
    return said


def _sent(visit: Visit) -> dict[FindingId, str]:
    marks = visit.consultation.marks
    return {f: mark.on for f, mark in marks.items() if mark.kind is MarkKind.SENT and visit.value(f) is None}


def _unknown(visit: Visit) -> tuple[str, ...]:
    """Open facts that could change the talk, the most awaited first, without those whose test is under way."""
    sent = _sent(visit)
    matter = [f for f in visit.workup.answers_that_matter if f in _CANCER or f in _BASIC]
    basic = [f for f in _BASIC if visit.value(f) is None and f not in visit.workup.hidden]
    said = (visit.wording.unknown(f) for f in dict.fromkeys((*basic, *matter)) if f not in sent)
    return tuple(dict.fromkeys(said))[:_MOST]


def _under_way(visit: Visit) -> tuple[str, ...]:
    said = []
    for finding, on in _sent(visit).items():
        sent = visit.says("known", "sent", date=visit.on(on)) if on else visit.says("known", "sent_undated")
        said.append(f"{visit.wording.unknown(finding)} {sent}")
    return tuple(said)


def _next_tests(visit: Visit) -> tuple[Text, ...]:
    sent = _sent(visit)
    tests = [item.test for item in visit.workup.next_tests if not set(item.findings) <= set(sent)]
    said: list[Text] = []
    for test in tests[:_MOST_TESTS]:
        words = visit.wording.test(test.id)
        said.append((Run(f"{words.label}. ", bold=True), Run(words.text)))
    return tuple(said)
