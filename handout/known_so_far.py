"""What we know and do not know yet: the cancer, earlier treatments, tests under way and tests that could help."""

from collections.abc import Iterator

from guidance.consultation import MarkKind
from guidance.finding import FindingId
from guidance.option import MedicalTest
from guidance.treatment import Treatment
from guidance.verdict import Verdict
from handout.sheet import Block, Bullets, Heading, Paragraph, Run, Section, Text
from handout.visit import Visit

_CANCER: tuple[tuple[FindingId, ...], ...] = (
    ("disease_setting", "metastatic_presentation"),
    ("metastatic_sites",),
    ("hormone_receptor_status", "estrogen_receptor_percent"),
    ("her2_status",),
    ("disease_status",),
    ("pregnancy",),
)
"""What a sheet tells of the cancer: one bullet a group, in this order. The rest of the intake is the clinic's."""

_ON_THE_CARD: frozenset[FindingId] = frozenset(
    {"metastatic_sites", "hormone_receptor_status", "estrogen_receptor_percent", "her2_status"}
)
"""What stands on the card to cut out; it is told here only when the card is left out."""

_GENES: tuple[FindingId, ...] = (
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
)
_NO_CHANGE = frozenset(
    {"negative", "not_detected", "not_detected_in_tissue", "not_detected_after_latest_progression", "none_found", "no"}
)
"""Results that are told together in one line. A result that settles nothing is told in its own words."""

_OPEN = frozenset((*(finding for group in _CANCER[:-2] for finding in group), *_GENES, "her2_ihc"))
"""What is told when it is not known. The last two groups are asked in every visit, and open is no news."""
_BASIC: tuple[FindingId, ...] = ("disease_setting", "metastatic_sites", "estrogen_receptor_percent", "her2_ihc")
"""Said to be open whenever they are, even when no option waits for them."""

_MOST = 5
_MOST_TESTS = 3
"""The clinician sees every open fact and test; a tired reader takes in a few."""

_UNRESOLVED = "unresolved"


def known_so_far(visit: Visit) -> Section:
    """The section; every part of it says so when there is nothing to tell."""
    blocks: list[Block] = []
    if visit.workup.guidance.conflicts:
        blocks.append(Paragraph(visit.says("known", "conflict")))
    known = tuple(_known(visit))
    blocks += [Bullets(known)] if known else [Paragraph(visit.says("known", "nothing"))]
    blocks += _treatments(visit)
    under_way = _under_way(visit)
    blocks.append(Heading(3, visit.says("known", "unknown")))
    unknown = _unknown(visit)
    if not unknown:
        blocks.append(Paragraph(visit.says("known", "all_known")))
    if unknown or under_way:
        blocks.append(Bullets((*unknown, *under_way)))
    tests = _next_tests(visit)
    if tests:
        blocks += [Heading(3, visit.says("known", "next_tests")), Bullets(tests)]
    return Section("known", visit.says("headings", "known"), tuple(blocks))


def _known(visit: Visit) -> Iterator[str]:
    carded = frozenset() if "card" in visit.choices.left_out else _ON_THE_CARD
    for group in _CANCER:
        said = [sentence for finding in group if finding not in carded for sentence in _sentences(visit, finding)]
        if said:
            yield " ".join(said)
    values = {gene: value for gene in _GENES if (value := visit.value(gene)) is not None}
    unchanged = [gene for gene, value in values.items() if value in _NO_CHANGE and gene in visit.lists("genes")]
    for gene in values:
        if gene not in unchanged:
            yield " ".join(visit.tells(gene))
    if unchanged:
        names = ", ".join(dict.fromkeys(visit.says("genes", gene) for gene in unchanged))
        yield visit.says("known", "unchanged", genes=names)


def _sentences(visit: Visit, finding: FindingId) -> tuple[str, ...]:
    if finding == "estrogen_receptor_percent" and _receptors_negative(visit):
        return ()
    if finding == "pregnancy" and visit.value(finding) == "not_pregnant":
        return ()
    if finding not in visit.workup.knowledge.derived:
        return visit.tells(finding)
    value = visit.workup.guidance.facts.derived_value(finding)
    return () if value in (None, _UNRESOLVED) else (visit.follows(finding),)


def _receptors_negative(visit: Visit) -> bool:
    """Whether the number of cells adds nothing to "no hormone receptors"."""
    return visit.workup.guidance.facts.derived_value("hormone_receptor_status") == "negative"


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
    """Open facts that could change the talk, those of the options that were talked about first, then the most awaited,
    without those whose test is under way. What a test that could help next would tell is said there.
    """
    sent = _sent(visit)
    awaited = {f for option in visit.options() for f in option.assessment.missing}
    hidden = visit.workup.hidden
    matter = [f for f in visit.workup.answers_that_matter if f in _OPEN and f not in hidden]
    basic = [f for f in _BASIC if visit.value(f) is None and f not in hidden]
    tested = {f for test in _worthwhile(visit)[:_MOST_TESTS] for f in test.fills}
    ordered = dict.fromkeys((*basic, *(f for f in matter if f in awaited), *(f for f in matter if f not in tested)))
    return tuple(dict.fromkeys(visit.wording.unknown(f) for f in ordered if f not in sent))[:_MOST]


def _under_way(visit: Visit) -> tuple[str, ...]:
    said = []
    for finding, on in _sent(visit).items():
        sent = visit.says("known", "sent", date=visit.on(on)) if on else visit.says("known", "sent_undated")
        said.append(f"{visit.wording.unknown(finding)} {sent}")
    return tuple(said)


def _worthwhile(visit: Visit) -> list[MedicalTest]:
    """Tests whose result bears on what the sheet tells or on an option of the talk; a question that is not put to this
    patient asks for no test.
    """
    # `workup.next_tests` also works out what each result would change. The sheet does not tell that, and it is drawn
    # again at every keystroke of the note.
    awaited = {f for option in visit.options() for f in option.assessment.missing}
    worth = (_OPEN | awaited) - set(_sent(visit)) - visit.workup.hidden
    rank = {f: place for place, f in enumerate(visit.workup.answers_that_matter) if f in worth}
    facts = visit.workup.guidance.facts
    tests = [
        test
        for test in visit.workup.knowledge.tests.values()
        if rank.keys() & set(test.fills) and (test.when is None or facts.judge(test.when).verdict is Verdict.MET)
    ]
    return sorted(tests, key=lambda test: min(rank[f] for f in test.fills if f in rank))


def _next_tests(visit: Visit) -> tuple[Text, ...]:
    said: list[Text] = []
    for test in _worthwhile(visit)[:_MOST_TESTS]:
        words = visit.wording.test(test.id)
        said.append((Run(f"{words.label}. ", bold=True), Run(words.text)))
    return tuple(said)
