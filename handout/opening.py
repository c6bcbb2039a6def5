"""The top of the sheet: what treatment can do, the visit in short, and the card to cut out."""

from collections.abc import Iterator

from guidance.finding import FindingId
from handout.sheet import Bullets, CutOutCard, Fact, Paragraph, Section, Style, Tone
from handout.visit import Visit

_GENES: tuple[FindingId, ...] = (
    "germline_brca",
    "germline_palb2",
    "somatic_brca",
    "pik3ca",
    "akt1",
    "pten",
    "esr1",
    "microsatellite_status",
    "gene_fusion",
    "braf_v600e",
    "erbb2_mutation",
)
_CHANGED = frozenset({"pathogenic", "mutated", "altered", "unstable_or_repair_deficient", "ntrk", "ret", "nrg1", "yes"})
_REPORT: tuple[FindingId, ...] = (
    "estrogen_receptor_percent",
    "progesterone_receptor_percent",
    "hormone_receptor_report",
    "her2_ihc",
    "her2_ish",
)
_UNRESOLVED = "unresolved"


def about(visit: Visit) -> Section:
    """The decision, the aim, and the visit in short."""
    setting = visit.value("disease_setting")
    aim = visit.says("about", f"aim_{setting}" if setting else "aim_unknown")
    return Section(
        "about",
        visit.says("headings", "about"),
        (
            Paragraph(aim, Style.LEAD),
            Paragraph(visit.says("about", "decision_spread" if visit.has_spread else "decision")),
            Bullets(tuple(_in_short(visit))),
        ),
        Tone.CALM,
    )


def _in_short(visit: Visit) -> Iterator[str]:
    kind = visit.follows("subtype")
    if kind:
        yield kind
    options = visit.options()
    if options:
        names = [f"{option.letter}: {option.name}" for option in options]
        yield visit.says("about", "short_options", options="; ".join(names))
    else:
        yield visit.says("about", "short_no_options")
    steps = visit.choices.next_steps if "next_steps" not in visit.choices.left_out else ()
    if steps:
        yield visit.says("about", "short_step", step=steps[0])
    yield visit.says("about", "short_call")


def cut_out_card(visit: Visit) -> Section:
    """The type of the cancer on a card for the purse, in plain words and in those of the report."""
    return Section(
        "card",
        visit.says("headings", "card"),
        (CutOutCard(visit.says("card", "title_spread" if visit.has_spread else "title"), tuple(_facts(visit))),),
    )


def _facts(visit: Visit) -> Iterator[Fact]:
    not_known = visit.says("card", "not_known")

    def fact(row: str, value: str) -> Fact:
        return Fact(visit.says("card", row), value or not_known)

    if visit.patient_name:
        yield fact("name", visit.says("card", "name_and_date", name=visit.patient_name, date=visit.today))
    else:
        yield fact("date", visit.today)
    yield fact("receptors", visit.follows("hormone_receptor_status"))
    her2 = visit.workup.guidance.facts.derived_value("her2_status")
    yield fact("her2", "" if her2 == _UNRESOLVED else visit.follows("her2_status"))
    yield fact("genes", _genes(visit))
    yield fact("sites", " ".join(visit.tells("metastatic_sites")))
    report = _report(visit)
    if report:
        yield fact("report", report)
    yield fact("treatment", visit.says("card", "treatment_blank"))
    yield fact("phone", visit.clinic.phone or visit.says("card", "phone_blank"))


def _genes(visit: Visit) -> str:
    """The gene changes that were found; that none was found, when a test is back; else nothing."""
    known = {gene: value for gene in _GENES if (value := visit.value(gene)) is not None}
    changed = [gene for gene, value in known.items() if value in _CHANGED]
    if changed:
        return " ".join(phrase for gene in changed for phrase in visit.tells(gene))
    return visit.says("card", "genes_none") if known else ""


def _report(visit: Visit) -> str:
    words = visit.for_clinicians()
    return ", ".join(words.phrase(f, value) for f in _REPORT if (value := visit.value(f)) is not None)
