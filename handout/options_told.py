"""The options of the talk, each with the same headings in the same order, and two or three of them side by side.

An option that is not safe now is told with its reason only. Nothing here ranks: letters follow the order of the talk.
"""

from collections.abc import Iterable, Iterator

from guidance.card import CardPart, EffectNumber, compared_effect
from guidance.finding import FindingId
from guidance.option import Part, Standing
from guidance.time_told import TimeLine, time_told
from handout.sheet import (
    Block,
    Bullets,
    Callout,
    Checklist,
    ComparisonTable,
    Heading,
    IconArray,
    Numbered,
    OptionBlock,
    Paragraph,
    Run,
    Section,
    Simple,
    Style,
    TableRow,
)
from handout.visit import TalkedAbout, Visit

_TOLD_ELSEWHERE = frozenset({CardPart.WHAT_IT_IS, CardPart.QUESTIONS, CardPart.CALL_THE_SAME_DAY})
"""Parts of a card that stand in another part of the sheet, or go together with the next one."""

_FEWEST, _MOST = 2, 3
_DECLINED_BY = {
    "chemotherapy": frozenset({"chemotherapy"}),
    "hormonal_therapy": frozenset({"hormonal_therapy"}),
    "ovarian_suppression": frozenset({"ovarian_suppression_injections", "removal_of_ovaries"}),
    "cdk46_inhibitor": frozenset({"cdk46_inhibitors"}),
    "radiotherapy": frozenset({"radiation_therapy"}),
    "surgery": frozenset({"surgery"}),
}
"""What the patient does not want, and the kinds and classes of treatment it means."""

_COMPANIONS: tuple[frozenset[str], ...] = (
    frozenset({"pregnancy_test", "contraception", "partner_contraception", "stop_breastfeeding", "obstetric_team"}),
    frozenset(
        {
            "antiemetic_prophylaxis",
            "antihistamine_prophylaxis",
            "fever_plan",
            "gcsf_prophylaxis",
            "ild_plan",
            "immune_reaction_education",
            "loperamide_plan",
            "loperamide_prophylaxis",
            "mouth_care",
            "eye_care",
            "steroid_mouthwash",
        }
    ),
    frozenset(
        {
            "blood_count_monitoring",
            "bone_density_check",
            "cardiology_review",
            "dental_check",
            "dpyd_test",
            "ecg_monitoring",
            "ejection_fraction_monitoring",
            "estradiol_check",
            "glucose_monitoring",
            "hepatitis_b_test",
            "interaction_check",
            "lipid_monitoring",
            "liver_test_monitoring",
            "thyroid_and_cortisol_monitoring",
        }
    ),
)
"""Companions that are told in one item: unborn children, trouble that is kept away, routine checks. Any other is told
first.
"""

_TESTED = {"dpyd_test": "dpyd", "hepatitis_b_test": "hepatitis_b"}
"""Companions that are a test, with the finding that the test tells."""

_INTRAVENOUS = "intravenous_treatment"
_DRIP = "droplet"


def options_told(visit: Visit) -> Section:
    """Every option of the talk, what is checked before any of them, and the choices that are always there."""
    options = visit.options()
    blocks: list[Block] = []
    if visit.consultation.discussed and not options:
        blocks.append(Paragraph(visit.says("options", "out_of_scope")))
    elif options:
        blocks.append(Paragraph(visit.says("options", "lead")))
    else:
        blocks.append(Paragraph(visit.says("options", "none")))
    blocks += [_option(visit, option) for option in options]
    blocks += _shared_checks(visit, options)
    blocks += [Heading(3, visit.says("options", "choices_title")), Bullets(visit.lists("options", "choices"))]
    blocks += [Heading(3, visit.says("options", "cycle_title")), Numbered(visit.lists("options", "cycle"))]
    return Section("options", visit.says("headings", "options"), tuple(blocks))


def comparison(visit: Visit) -> Section | None:
    """Two or three options side by side; None when there are fewer or more, or they share one card."""
    options = _compared(visit)
    if not options:
        return None
    cards = [option.card for option in options]

    def row(name: str) -> TableRow:
        return TableRow(visit.says("comparison", name), tuple(str(getattr(card, name)) for card in cards))

    # What an option does is told under its name; here only where that is left out.
    told = "options" not in visit.choices.left_out
    time = TableRow(visit.says("comparison", "time"), tuple(_time_cell(_time(visit, option)) for option in options))
    rows = [*([] if told else [row("does")]), row("how"), time]
    effect = _compared_effect(options)
    if effect:
        figures = tuple(_figure(visit, _number(option, effect)) for option in options)
        rows.append(TableRow(visit.says("comparison", "effect", effect), figures))
    rows.append(row("effects"))
    table = ComparisonTable(
        visit.says("comparison", "caption"),
        tuple(option.name for option in options),
        tuple(rows),
        tuple(option.letter for option in options),
    )
    notes = [
        visit.says("comparison", "same", letter=option.letter, other=option.same_as)
        for option in visit.options()
        if option.same_as and option.assessment.standing is not Standing.UNSUITABLE
    ]
    notes += [visit.says("comparison", "note")] if effect else []
    blocks: tuple[Block, ...] = (table, *(Paragraph(text, Style.QUIET) for text in notes))
    return Section("comparison", visit.says("headings", "comparison"), blocks)


def _compared(visit: Visit) -> list[TalkedAbout]:
    """The options that can stand side by side; none when there are too few or too many for that."""
    options = [o for o in visit.options() if o.assessment.standing is not Standing.UNSUITABLE and not o.same_as]
    return options if _FEWEST <= len(options) <= _MOST else []


def _time(visit: Visit, option: TalkedAbout) -> tuple[TimeLine, ...]:
    time = visit.workup.knowledge.time_at_home(option.assessment.id)
    return time_told(time, option.card.visits, visit.wording)


def _time_cell(lines: tuple[TimeLine, ...]) -> tuple[Run, ...]:
    """The lines below each other; what each is about stands out, for in a narrow column they break."""
    ends = ["\n"] * (len(lines) - 1) + [""]
    runs = [(Run(line.lead, bold=True), Run(line.text + end)) for line, end in zip(lines, ends, strict=True)]
    return tuple(run for pair in runs for run in pair if run.text)


def _time_told(visit: Visit, option: TalkedAbout) -> Iterator[Simple]:
    yield Heading(4, visit.says("comparison", "time"))
    yield Bullets(tuple(line.said for line in _time(visit, option)))


def _other_time(visit: Visit, option: TalkedAbout) -> Iterator[Simple]:
    """The time of an option that shares the card of an earlier one and takes another time."""
    told = next(other for other in visit.options() if other.letter == option.same_as)
    if _time(visit, option) != _time(visit, told):
        yield from _time_told(visit, option)


def _number(option: TalkedAbout, effect: str) -> EffectNumber | None:
    return option.card.number(effect, option.assessment.id)


def _compared_effect(options: list[TalkedAbout]) -> str:
    return compared_effect([(option.card, option.assessment.id) for option in options])


def _figure(visit: Visit, number: EffectNumber | None) -> str:
    if number is None:
        return visit.says("comparison", "no_number")
    people, out_of = str(number.people), str(number.out_of)
    return visit.says("comparison", "number", people=people, out_of=out_of, label=number.label)


def _option(visit: Visit, option: TalkedAbout) -> OptionBlock:
    if option.assessment.standing is Standing.UNSUITABLE:
        return OptionBlock(option.letter, option.name, (_unsuitable(visit, option),))
    blocks: list[Simple | Callout] = [*_standing(visit, option)]
    if _declined(visit, option):
        blocks.append(Paragraph(visit.says("options", "declined")))
    if option.same_as:
        blocks.append(Paragraph(visit.says("options", "same_card", letter=option.same_as)))
        blocks += _other_time(visit, option)
    else:
        blocks += _card(visit, option)
    if option.assessment.shown_apart:
        blocks += [
            Heading(4, visit.says("options", "license_title")),
            Paragraph(_license(visit, option)),
        ]
    companions = _companions(visit, option)
    if companions:
        blocks += [Heading(4, visit.says("options", "companions_title")), Bullets(companions)]
    checks = _checks(visit, option.assessment.checks_before)
    if checks:
        blocks += [Heading(4, visit.says("options", "checks_title")), Checklist(checks)]
    if not option.same_as:
        blocks.append(Paragraph(visit.says("options", "call_us", letter=option.letter)))
    return OptionBlock(option.letter, option.name, tuple(blocks))


def _license(visit: Visit, option: TalkedAbout) -> str:
    """Whether it is approved, and when that was looked at."""
    edition = visit.workup.guidance.knowledge.edition
    said = visit.wording.license(option.assessment.license)
    return f"{said} {visit.wording.evidence_of(edition.evidence_until)}"


def _companions(visit: Visit, option: TalkedAbout) -> tuple[str, ...]:
    """What goes with an option, in at most four items: what is taken and known, what protects an unborn child, what
    keeps trouble away, and the routine checks together.
    """
    grouped: dict[int, dict[str, None]] = {place: {} for place in range(len(_COMPANIONS) + 1)}
    asked = frozenset(option.assessment.checks_before)
    for name in option.assessment.companions:
        if _TESTED.get(name) in asked:
            continue  # it stands among the things that are checked before the start
        place = next((place for place, kind in enumerate(_COMPANIONS, 1) if name in kind), 0)
        grouped[place][visit.wording.companion(name)] = None
    return tuple(" ".join(said) for said in grouped.values() if said)


def _card(visit: Visit, option: TalkedAbout) -> Iterator[Simple]:
    card = option.card
    side_by_side = "comparison" not in visit.choices.left_out and option in _compared(visit)
    for section in card.sections:
        if section.id in _TOLD_ELSEWHERE:
            continue
        paragraphs, heading = section.paragraphs, section.heading
        if section.id is CardPart.WHAT_IT_IS_FOR:
            paragraphs = (" ".join((*card.section(CardPart.WHAT_IT_IS).paragraphs, *paragraphs)),)
            heading = visit.says("options", "what_it_is_title")
        yield Heading(4, heading)
        yield from (Paragraph(text) for text in paragraphs)
        if section.bullets:
            yield Bullets(section.bullets)
        if section.id is CardPart.HOW_IT_IS_GIVEN and not side_by_side:
            yield from _time_told(visit, option)
        number = _number(option, _compared_effect([option]))
        if section.id is CardPart.COMMON_SIDE_EFFECTS and number is not None:
            yield _picture(visit, number)


def _picture(visit: Visit, number: EffectNumber) -> IconArray:
    people, out_of = str(number.people), str(number.out_of)
    others = str(number.out_of - number.people)
    return IconArray(
        number.people,
        number.out_of,
        visit.says("options", "icon_label", people=people, out_of=out_of, others=others, label=number.label),
        visit.says("options", "icon_alternative", people=people, out_of=out_of),
    )


def _unsuitable(visit: Visit, option: TalkedAbout) -> Callout:
    return Callout(
        visit.says("options", "unsuitable_title"),
        (
            Paragraph(visit.says("options", "unsuitable")),
            Bullets(_clauses(visit, option, (Part.STOPS,), "met")),
            Paragraph(visit.says("options", "unsuitable_after")),
        ),
    )


def _standing(visit: Visit, option: TalkedAbout) -> Iterator[Callout]:
    """What stands between this option and the patient today, if anything does."""
    standing = option.assessment.standing
    reasons: tuple[str, ...] = ()
    match standing:
        case Standing.CAUTION:
            told = set(option.assessment.cautions)
            reasons = _clauses(visit, option, (Part.CAUTIONS,), "met", told)
            if reasons:
                yield Callout(visit.says("options", "caution_title"), (Bullets(reasons),))
            return
        case Standing.LATER:
            reasons = _clauses(visit, option, (Part.TIMING,), "not_met")
        case Standing.NOT_EXPECTED:
            reasons = _clauses(visit, option, (Part.FITS, Part.TIMING), "not_met")
        case Standing.DEPENDS:
            reasons = _clauses(visit, option, (Part.FITS, Part.TIMING), "unknown")
        case _:
            return
    lead = Paragraph(visit.says("options", standing.value))
    yield Callout(visit.says("options", f"{standing.value}_title"), (lead, Bullets(reasons)))


def _clauses(
    visit: Visit, option: TalkedAbout, parts: tuple[Part, ...], verdict: str, only: Iterable[str] | None = None
) -> tuple[str, ...]:
    judged = visit.workup.guidance.explain(option.assessment.option)
    said = (
        visit.wording.clause(option.assessment.id, item.clause, verdict)
        for item in judged
        if item.clause.part in parts and item.verdict == verdict and (only is None or item.clause.id in only)
    )
    return tuple(dict.fromkeys(said))


def _declined(visit: Visit, option: TalkedAbout) -> bool:
    declined = visit.value("declines")
    if not isinstance(declined, tuple):
        return False
    kinds = {option.assessment.option.modality, option.assessment.option.treatment_class}
    return any(_DECLINED_BY.get(wish, frozenset()) & kinds for wish in declined) or (
        _INTRAVENOUS in declined and option.card.icon == _DRIP
    )


def _checks(visit: Visit, findings: Iterable[FindingId]) -> tuple[str, ...]:
    """What is checked before a start, in plain words. A finding without words of its own is still announced."""
    known = visit.wording.words["handout"]["checks"]
    return tuple(dict.fromkeys(visit.says("checks", f if f in known else "other") for f in findings))


def _shared_checks(visit: Visit, options: tuple[TalkedAbout, ...]) -> list[Block]:
    able = [option.assessment for option in options if option.assessment.standing is not Standing.UNSUITABLE]
    first = {check for a in able for check in _checks(visit, a.checks_before)}
    baseline = [
        finding for finding in visit.workup.knowledge.findings if any(finding in a.baseline_checks for a in able)
    ]
    checks = tuple(check for check in _checks(visit, baseline) if check not in first)
    return [Heading(3, visit.says("options", "shared_checks_title")), Checklist(checks)] if checks else []
