"""What a sheet has to say to be a decision aid and not only a leaflet, and what it must never say.

The names Q1 to Q6 and C1 to C6 are the items of the IPDAS checklist, version 4, that a machine can look for.
"""

import re
from dataclasses import replace

import pytest

from guidance.option import Standing
from guidance.pack.readability import measure
from handout.clinic import Clinic
from handout.sheet import Bullets, Checklist, CutOutCard, GlossaryList, Heading, Numbered, Paragraph
from tests.handout.demonstration_sheets import (
    ELEANOR,
    IMANI,
    MEI_LING,
    PATIENTS,
    ROSA,
    SAM,
    WALTER,
    demonstration,
    knowledge,
    options,
    said,
    section,
    sheet_of,
    visit_of,
    worked_up,
)

ABLE = [ELEANOR, ROSA, IMANI, WALTER, SAM]
CARD_HEADINGS = [
    "What it is and what it is for",
    "How it is given",
    "How it may help",
    "Common side effects",
    "What daily life looks like",
]


def known_words() -> set[str]:
    """Names of medicines and the words of the glossary: long, but explained."""
    words = knowledge().words["en"]
    found = {word for term in words["glossary"].values() for word in (term["term"], *term.get("also", ()))}
    found |= {name for table in words["treatments"]["treatments"].values() for name in table["names"]}
    return found | {table["clinician"] for table in words["names"]["options"].values()}


@pytest.mark.parametrize("patient", [ELEANOR, ROSA, IMANI, WALTER, MEI_LING])
def test_q1_the_sheet_names_the_illness_and_this_type(patient: str) -> None:
    about = said(demonstration(patient), "about")
    assert "You have breast cancer that has spread." in about
    assert "HER2" in about


@pytest.mark.parametrize("patient", PATIENTS)
def test_q2_the_sheet_names_the_decision(patient: str) -> None:
    assert "You and your team are choosing what to do next" in said(demonstration(patient), "about")


@pytest.mark.parametrize("patient", PATIENTS)
def test_q3_the_choices_that_are_always_there_are_named(patient: str) -> None:
    told = said(demonstration(patient), "options")
    for choice in ("No treatment for now", "Care for symptoms only", "A second opinion", "A trial"):
        assert choice in told


@pytest.mark.parametrize("patient", ABLE)
def test_q4_to_q6_each_option_tells_of_good_and_bad_points_and_of_daily_life(patient: str) -> None:
    told = []
    for option in options(demonstration(patient)):
        headings = [block.text for block in option.blocks if isinstance(block, Heading)]
        if "How it is given" in headings:
            told.append(option.letter)
            assert [heading for heading in headings if heading in CARD_HEADINGS] == CARD_HEADINGS
            pointer = f"“When to call us” lists the signs that cannot wait, also those of option {option.letter}."
            assert option.blocks[-1] == Paragraph(pointer)
    assert told


@pytest.mark.parametrize("patient", ABLE)
def test_c1_the_options_are_told_at_about_the_same_length(patient: str) -> None:
    workup = worked_up(visit_of(patient))
    cards = {option.treatment_class for o in visit_of(patient).discussed if (option := knowledge().options[o])}
    assert workup.guidance.options
    words = []
    for card in cards:
        sections = knowledge().words["en"]["patient"][card]["sections"]
        words.append(sum(len(" ".join((*s["paragraphs"], *s["bullets"])).split()) for s in sections))
    assert max(words) / min(words) <= 1.4


@pytest.mark.parametrize("patient", PATIENTS)
def test_c2_to_c6_sources_dates_certainty_and_money_are_told(patient: str) -> None:
    told = said(demonstration(patient), "sources")
    for sentence in (
        "This sheet supports your talk with the team. It does not replace it.",
        "No clinician has approved this edition yet.",
        "made on 24 November 2026 with Plainly, edition 2026.11. It uses evidence up to 25 June 2026.",
        "looked at again by 31 May 2027",
        "They cannot tell what will happen to you.",
        "Who paid for it.",
        "Ask us for the full list of sources.",
    ):
        assert sentence in told


def test_who_paid_is_told_when_the_clinic_says_so() -> None:
    told = said(sheet_of(visit_of(SAM), Clinic(paid_by="The city of Example")), "sources")
    assert "The city of Example paid for this sheet." in told


@pytest.mark.parametrize("patient", PATIENTS)
def test_no_sheet_recommends_ranks_promises_or_doses(patient: str) -> None:
    told = said(demonstration(patient))
    for word in (
        r"recommend\w*",
        "best",
        r"strongest",
        "cures",
        "cured",
        "survival",
        "median",
        r"\d+ ?(?:mg|ml|mcg|Gy)",
    ):
        assert not re.search(rf"\b{word}\b", told, re.IGNORECASE), word
    typed = visit_of(patient)
    for text in (typed.handout.note, typed.own_words):
        told = told.replace(text, "") if text else told
    assert "!" not in told


@pytest.mark.parametrize("patient", PATIENTS)
def test_no_percentage_stands_outside_the_words_of_the_report(patient: str) -> None:
    lines = [line for line in said(demonstration(patient)).splitlines() if "%" in line]
    assert all(line.startswith("ER ") for line in lines)


@pytest.mark.parametrize("patient", [ELEANOR, ROSA, IMANI, WALTER, MEI_LING])
def test_the_aim_is_honest_about_cure(patient: str) -> None:
    first = section(demonstration(patient), "about").blocks[0]
    assert first.text == "Treatment can hold the cancer back and help you feel well. It is not expected to cure it."


def test_nothing_is_said_to_be_so_while_it_is_not_known() -> None:
    told = said(demonstration(SAM))
    assert "that has spread." not in said(demonstration(SAM), "about", "card", "call_us")
    assert told.count("We do not know yet.") == 4
    assert "no hormone receptors" not in told
    assert "negative" not in told


def test_a_receptor_number_of_none_is_not_told_twice() -> None:
    assert "0 in 100 cancer cells" not in said(demonstration(IMANI))


def test_a_possible_pregnancy_is_part_of_what_is_open() -> None:
    assert "A pregnancy test comes first. It helps us keep you safe." in said(demonstration(MEI_LING), "known")


def test_a_sheet_offers_no_test_whose_question_is_not_put_to_this_patient() -> None:
    assert "pd_l1_sp142" in worked_up(visit_of(IMANI)).hidden
    told = said(demonstration(IMANI), "known")
    assert "SP142" not in told


@pytest.mark.parametrize("patient", PATIENTS)
def test_the_call_list_is_always_there_with_its_three_grades(patient: str) -> None:
    visit = visit_of(patient)
    everything = frozenset(part.id for part in demonstration(patient).sections)
    bare = sheet_of(replace(visit, handout=replace(visit.handout, left_out=everything)))
    told = said(bare, "call_us")
    for title in ("Get emergency help at once if", "Call us at any hour, day or night, if", "Call us the same day if"):
        assert title in told
    assert "you have a fever of 38 C (100.4 F) or more, or shivers" in told


@pytest.mark.parametrize("patient", PATIENTS)
def test_every_warning_sign_of_every_option_is_on_the_call_list(patient: str) -> None:
    told = said(demonstration(patient), "call_us")
    pregnancy = "you think you may be pregnant"
    workup = worked_up(visit_of(patient))
    for name in visit_of(patient).discussed:
        assessment = workup.guidance.options[name]
        if assessment.standing is Standing.UNSUITABLE:
            continue
        sections = knowledge().words["en"]["patient"][assessment.option.treatment_class]["sections"]
        (signs,) = [s["bullets"] for s in sections if s["heading"] == "Call us the same day if"]
        for sign in signs:
            bare = sign.removesuffix(": call at any hour").removesuffix(": get emergency help at once")
            assert bare in told or (bare == pregnancy and "pregnancy" in workup.hidden)


@pytest.mark.parametrize("patient", PATIENTS)
def test_only_words_of_the_sheet_are_explained_and_at_most_eight(patient: str) -> None:
    sheet = demonstration(patient)
    (glossary,) = [block for block in section(sheet, "words").blocks if isinstance(block, GlossaryList)]
    words = [term.word for term in glossary.terms]
    assert 0 < len(words) <= 8
    assert words == sorted(words, key=str.casefold)


@pytest.mark.parametrize("patient", PATIENTS)
def test_no_list_of_the_fixed_parts_is_too_long_for_a_tired_reader(patient: str) -> None:
    for part in demonstration(patient).sections:
        if part.id in ("about", "matters", "next_steps", "questions", "call_us"):
            lists = [block for block in part.blocks if isinstance(block, Bullets | Numbered | Checklist)]
            assert all(len(block.items) <= 7 for block in lists), part.id


@pytest.mark.parametrize("patient", PATIENTS)
def test_a_whole_sheet_is_easy_to_read(patient: str) -> None:
    sheet = demonstration(patient)
    parts = tuple(part.id for part in sheet.sections if part.id != "sources")
    read = measure(said(sheet, *parts).replace("\n", "\n\n"), "en", known_words())
    assert read.judged.flesch_kincaid is not None
    assert read.judged.flesch_kincaid <= 4.5
    assert read.raw.flesch_kincaid is not None
    assert read.raw.flesch_kincaid <= 4.5


@pytest.mark.parametrize("patient", PATIENTS)
def test_nothing_that_goes_with_an_option_is_lost_when_it_is_told_in_four_items(patient: str) -> None:
    told = said(demonstration(patient), "options")
    words = knowledge().words["en"]["companions"]
    guidance = worked_up(visit_of(patient)).guidance
    for name in visit_of(patient).discussed:
        assessment = guidance.options.get(name)
        if assessment is None or assessment.standing is Standing.UNSUITABLE:
            continue
        for companion in assessment.companions:
            checked = {"dpyd_test": "dpyd", "hepatitis_b_test": "hepatitis_b"}.get(companion)
            assert checked in assessment.checks_before or words[companion]["patient"] in told
    for option in options(demonstration(patient)):
        title = Heading(4, "What goes with it")
        if title in option.blocks:
            listed = option.blocks[option.blocks.index(title) + 1]
            assert isinstance(listed, Bullets)
            assert len(listed.items) <= 4


@pytest.mark.parametrize("patient", PATIENTS)
def test_what_the_card_tells_is_told_again_only_when_the_card_is_left_out(patient: str) -> None:
    visit = visit_of(patient)
    (card,) = section(demonstration(patient), "card").blocks
    assert isinstance(card, CutOutCard)
    facts = [str(fact.value) for fact in card.facts]
    known = said(demonstration(patient), "known")
    told_in_both = [fact for fact in facts if fact in known.splitlines() and "gene" not in fact]
    assert told_in_both == []
    without = sheet_of(replace(visit, handout=replace(visit.handout, left_out=frozenset({"card"}))))
    sites = [fact for fact in facts if fact.startswith("The cancer has spread to")]
    assert all(site in said(without, "known") for site in sites)


@pytest.mark.parametrize("patient", ABLE)
def test_a_patient_is_asked_to_read_at_most_six_questions(patient: str) -> None:
    lists = [b for b in section(demonstration(patient), "questions").blocks if isinstance(b, Checklist)]
    assert all(len(block.items) <= 6 for block in lists)


def test_the_source_of_a_figure_is_the_one_it_was_counted_in() -> None:
    told = said(sheet_of(visit_of(ROSA, handout={"options": ["trastuzumab_deruxtecan_pertuzumab"]})), "sources")
    assert "DESTINY-Breast09" in told
    assert "DESTINY-Breast04" not in told


def test_a_second_option_of_one_card_names_the_source_of_its_own_figures() -> None:
    both = ["trastuzumab_deruxtecan_her2_low", "trastuzumab_deruxtecan_pertuzumab"]
    told = said(sheet_of(visit_of(ELEANOR, handout={"options": both})), "sources")
    assert "DESTINY-Breast04" in told
    assert "DESTINY-Breast09" in told
