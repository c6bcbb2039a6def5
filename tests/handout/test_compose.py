"""Which parts a sheet has, in which order, and that nothing typed is lost on the way to paper."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from handout.clinic import Clinic
from handout.compose import SECTIONS
from handout.pdf import typeset
from handout.sheet import Bullets, ComparisonTable, Handout, Heading, IconArray, Numbered, Paragraph
from handout.typography import PageStyle
from handout.visit import letter, options_by_default
from tests.handout.demonstration_sheets import (
    ELEANOR,
    IMANI,
    MEI_LING,
    PATIENTS,
    SAM,
    WALTER,
    boxes,
    demonstration,
    options,
    said,
    section,
    sheet_of,
    visit_of,
    worked_up,
)

ODD_NAME = 'Nurse <Anna> & "Co"'


def ids(sheet: Handout) -> list[str]:
    return [part.id for part in sheet.sections]


def on_paper(sheet: Handout) -> str:
    """The text of the PDF without white space, so that line ends do not count."""
    pages = PdfReader(BytesIO(typeset(sheet, PageStyle()).pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.mark.parametrize("patient", PATIENTS)
def test_the_parts_stand_in_the_fixed_order(patient: str) -> None:
    parts = [part for part in ids(demonstration(patient)) if part != "note"]
    assert parts == [name for name in SECTIONS if name in parts]
    assert {"about", "card", "known", "options", "call_us", "contacts", "words", "sources"} <= set(parts)


def test_every_part_but_the_call_list_can_be_left_out() -> None:
    visit = visit_of(ELEANOR, handout={"note": ""})
    bare = sheet_of(replace(visit, handout=replace(visit.handout, left_out=frozenset(SECTIONS))))
    assert ids(bare) == ["call_us"]


def test_a_typed_note_is_printed_even_when_the_next_steps_are_left_out() -> None:
    sheet = sheet_of(visit_of(ELEANOR, handout={"left_out": ["next_steps"], "note": "Bring Tom."}))
    assert "next_steps" not in ids(sheet)
    assert "Bring Tom." in said(sheet, "note")


def test_options_are_lettered_in_the_order_they_were_chosen() -> None:
    chosen = ["capecitabine", "fulvestrant"]
    told = options(sheet_of(visit_of(ELEANOR, handout={"options": chosen})))
    assert [(option.letter, option.name) for option in told] == [
        ("A", "Capecitabine chemotherapy tablets"),
        ("B", "Fulvestrant hormone injections"),
    ]


def test_letters_go_on_after_z() -> None:
    assert [letter(place) for place in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]


def test_two_or_three_options_stand_side_by_side() -> None:
    one = sheet_of(visit_of(ELEANOR, handout={"options": ["fulvestrant"]}))
    assert "comparison" not in ids(one)
    (table,) = [b for b in section(demonstration(ELEANOR), "comparison").blocks if isinstance(b, ComparisonTable)]
    assert table.letters == ("A", "B", "C")
    assert "We do not have a good number for this." in said(demonstration(ELEANOR), "comparison")


def test_a_figure_is_drawn_only_where_the_card_has_one() -> None:
    tamoxifen, conjugate = options(
        sheet_of(visit_of(ELEANOR, handout={"options": ["tamoxifen", "trastuzumab_deruxtecan_her2_low"]}))
    )
    assert not [block for block in tamoxifen.blocks if isinstance(block, IconArray)]
    (picture,) = [block for block in conjugate.blocks if isinstance(block, IconArray)]
    assert (picture.people, picture.out_of) == (54, 100)
    assert picture.label.startswith("About 54 in 100 people")


def test_a_figure_counted_with_another_medicine_is_not_drawn() -> None:
    (switched,) = options(sheet_of(visit_of(WALTER, handout={"options": ["cdk46_switch_after_progression"]})))
    assert not [block for block in switched.blocks if isinstance(block, IconArray)]
    assert "palbociclib" not in said(demonstration(WALTER), "comparison")
    (palbociclib,) = options(sheet_of(visit_of(WALTER, handout={"options": ["cdk46_palbociclib"]})))
    assert [block for block in palbociclib.blocks if isinstance(block, IconArray)]


def test_an_effect_that_only_one_medicine_has_is_drawn_too() -> None:
    (zoledronic,) = options(sheet_of(visit_of(WALTER, handout={"options": ["zoledronic_acid"]})))
    (picture,) = [block for block in zoledronic.blocks if isinstance(block, IconArray)]
    assert picture.label.startswith("About 30 in 100 people have flu-like days")


def test_the_time_stands_in_the_table_or_else_with_its_option() -> None:
    lines = "Treatment visits: 3 in the first month, then 1 a month"
    (table,) = [b for b in section(demonstration(ELEANOR), "comparison").blocks if isinstance(b, ComparisonTable)]
    (row,) = [row for row in table.rows if row.header == "Time this takes"]
    assert "".join(run.text for run in row.cells[0]).splitlines()[0] == lines
    assert lines not in said(demonstration(ELEANOR), "options")
    alone = sheet_of(visit_of(ELEANOR, handout={"options": ["fulvestrant"]}))
    assert lines in said(alone, "options")
    left_out = sheet_of(visit_of(ELEANOR, handout={"left_out": ["comparison"]}))
    assert lines in said(left_out, "options")


def test_an_option_of_the_same_kind_tells_its_own_time_where_it_differs() -> None:
    bones = sheet_of(visit_of(WALTER, handout={"options": ["zoledronic_acid", "denosumab"]}))
    assert "Treatment visits: 1 to 4 in 3 months" in said(bones, "options")
    assert "Treatment visits: 1 a month" in said(bones, "options")
    same = sheet_of(visit_of(WALTER, handout={"options": ["cdk46_ribociclib", "cdk46_palbociclib"]}))
    assert said(same, "options").count("At home: tablets, with days off in between") == 1


def test_the_call_list_and_the_table_name_both_options_of_one_kind() -> None:
    bones = sheet_of(visit_of(WALTER, handout={"options": ["zoledronic_acid", "denosumab"]}))
    assert "With option A or B, also call us" in said(bones, "call_us")
    assert "Option B is the same kind of treatment as option A." in said(demonstration(WALTER), "comparison")


def test_two_options_of_one_kind_share_the_card_of_the_first() -> None:
    first, second, _ = options(demonstration(WALTER))
    assert len(second.blocks) < len(first.blocks)
    assert "This is the same kind of treatment as option A." in said(demonstration(WALTER), "options")


def test_an_option_that_is_not_safe_now_is_told_with_its_reason_only() -> None:
    _, ovaries, tablets = options(demonstration(MEI_LING))
    for option in (ovaries, tablets):
        (box,) = boxes(option.blocks)
        assert box.title == "Not safe for you now"
        assert option.blocks == (box,)
    assert "This can harm an unborn baby." in said(demonstration(MEI_LING), "options")


def test_cautions_and_checks_before_the_start_are_told_in_plain_words() -> None:
    told = said(demonstration(IMANI), "options")
    assert "Your hands or feet are numb. This can make it worse." in told
    told = said(demonstration(ELEANOR), "options")
    assert "if your body can break down the medicine (DPYD test)" in told


def test_a_wish_against_a_treatment_stands_beside_the_option() -> None:
    sheet = sheet_of(visit_of(WALTER, handout={"options": ["capecitabine"]}))
    assert "You told us that you do not want this kind of treatment right now." in said(sheet, "options")


def test_a_license_that_is_not_full_is_told_in_plain_words() -> None:
    fulvestrant, vinorelbine = options(sheet_of(visit_of(ELEANOR, handout={"options": ["fulvestrant", "vinorelbine"]})))
    title = Heading(4, "Is it approved?")
    assert title not in fulvestrant.blocks
    place = vinorelbine.blocks.index(title)
    approved = "This treatment is approved, but not for exactly this use. Ask us what that means for you."
    assert vinorelbine.blocks[place + 1] == Paragraph(f"{approved} This is what was known in June 2026.")


def test_the_alert_of_today_comes_first_when_to_call() -> None:
    blocks = section(demonstration(IMANI), "call_us").blocks
    assert isinstance(blocks[0], Heading)
    assert blocks[0].text == "For you, right now"
    assert "a new cough, a fever or trouble breathing" in said(demonstration(IMANI), "call_us")


def test_a_sign_stands_once_where_it_is_most_urgent() -> None:
    lines = said(demonstration(ELEANOR), "call_us").splitlines()
    assert lines.count("you have a fever of 38 C (100.4 F) or more, or shivers") == 1
    assert not [line for line in lines if line.startswith("you have a fever") and line.endswith("call at any hour")]
    assert "you have bad side effects in the first few days; stop the tablets: call at any hour" in lines


def test_a_sign_that_two_options_share_stands_with_each_of_them() -> None:
    sheet = sheet_of(visit_of(ELEANOR, handout={"options": ["anthracycline", "everolimus_endocrine"]}))
    assert said(sheet, "call_us").splitlines().count("your mouth is too sore to eat or drink") == 2


def test_an_emergency_of_an_option_stands_among_the_emergencies() -> None:
    blocks = section(demonstration(MEI_LING), "call_us").blocks
    emergencies = blocks[blocks.index(Heading(3, "Get emergency help at once if")) + 1]
    assert isinstance(emergencies, Bullets)
    assert "you are pregnant and you bleed, or your water breaks" in emergencies.items


@pytest.mark.parametrize(("region", "number"), [("us", "Call 911."), ("eu", "Call 112.")])
def test_the_emergency_number_is_that_of_the_region(region: str, number: str) -> None:
    assert number in said(sheet_of(visit_of(SAM, region=region)), "call_us")


def test_the_emergency_number_of_the_clinic_wins() -> None:
    assert "Call 144." in said(sheet_of(visit_of(SAM), Clinic(emergency_number="144")), "call_us")


def test_without_contacts_the_sheet_has_lines_to_write_them_on() -> None:
    sheet = sheet_of(visit_of(SAM), Clinic())
    assert "Ask us for our names and numbers. Write them here." in said(sheet, "contacts")
    assert sheet.header_left == "Your cancer clinic"


def test_the_name_is_left_off_when_the_room_wants_it_off() -> None:
    visit = visit_of(ELEANOR, handout={"show_name": False})
    sheet = sheet_of(visit)
    everything = "\n".join((said(sheet), sheet.header_right, sheet.footer, sheet.subject, sheet.author))
    assert "Winterbourne" not in everything
    assert "Eleanor" not in everything


def test_no_name_stands_in_what_can_be_seen_without_opening_the_document() -> None:
    sheet = demonstration(ELEANOR)
    assert "Winterbourne" not in "".join((sheet.title, sheet.subject, sheet.author))


def test_only_a_demonstration_sheet_is_marked() -> None:
    visit = visit_of(ELEANOR)
    assert demonstration(ELEANOR).mark == "Demonstration: not a real person"
    assert sheet_of(replace(visit, patient=replace(visit.patient, demonstration=False))).mark == ""


def test_a_man_is_not_asked_to_call_about_a_pregnancy_of_his_own() -> None:
    assert "pregnant" not in said(demonstration(WALTER), "call_us")
    assert "you think you may be pregnant" not in said(demonstration(WALTER))


def test_an_option_outside_the_scope_is_not_told() -> None:
    sheet = sheet_of(visit_of(ELEANOR, findings={"disease_setting": "early_stage", "metastatic_sites": []}))
    assert options(sheet) == ()
    assert "This sheet cannot list options for you." in said(sheet, "options")
    assert "spread. Yours has not" in said(sheet, "about")


def test_the_sheet_without_a_choice_tells_of_relevant_and_cautious_options() -> None:
    workup = worked_up(visit_of(ELEANOR))
    chosen = options_by_default(workup)
    assert "fulvestrant" in chosen
    assert "capecitabine" not in chosen


def test_a_test_under_way_is_told_with_its_day() -> None:
    told = said(demonstration(ELEANOR), "known")
    assert "a change called ESR1. We sent this test on 24 November 2026." in told
    assert told.count("ESR1") == 1


@pytest.mark.parametrize("patient", PATIENTS)
def test_what_was_typed_stands_on_the_sheet_as_it_was_typed(patient: str) -> None:
    visit = visit_of(patient)
    told = said(demonstration(patient))
    for typed in (*visit.handout.next_steps, visit.handout.note, visit.own_words):
        assert typed in told


def test_typed_text_is_never_read_as_markup_or_as_a_place_to_fill_in() -> None:
    typed = f"{ODD_NAME} {{date}} {{name}} <b>bold</b> %s \\n {{0}}"
    sheet = sheet_of(
        visit_of(
            ELEANOR,
            patient={"given_name": ODD_NAME, "family_name": "{clinician} Łódź-O'Brien"},
            clinician=ODD_NAME,
            handout={"next_steps": [typed], "note": typed, "own_words": typed},
        )
    )
    assert said(sheet).count(typed) == 4
    assert section(sheet, "note").blocks == (Paragraph(typed),)
    assert any(isinstance(block, Numbered) and block.items == (typed,) for block in section(sheet, "next_steps").blocks)
    assert f"For {ODD_NAME} {{clinician}} Łódź-O'Brien, after your visit with {ODD_NAME} on 24" in sheet.subtitle


def test_odd_names_reach_the_paper_letter_by_letter() -> None:
    sheet = sheet_of(visit_of(SAM, clinician=ODD_NAME, handout={"note": ODD_NAME, "next_steps": [ODD_NAME]}))
    assert on_paper(sheet).count("".join(ODD_NAME.split())) >= 3


@pytest.mark.parametrize("patient", PATIENTS)
def test_every_word_of_a_demonstration_sheet_reaches_the_paper(patient: str) -> None:
    sheet = demonstration(patient)
    paper = on_paper(sheet)
    lost = [text for text in said(sheet).splitlines() if "".join(text.split()) not in paper]
    # A text that runs over the end of a page is cut by the running lines; its halves are looked for.
    assert [text for text in lost if not _in_two_parts(text, paper)] == []


def _in_two_parts(text: str, paper: str) -> bool:
    words = text.split()
    return any("".join(words[:cut]) in paper and "".join(words[cut:]) in paper for cut in range(1, len(words)))


def test_the_same_visit_gives_the_same_bytes() -> None:
    sheet = demonstration(SAM)
    assert typeset(sheet, PageStyle()).pdf == typeset(sheet_of(visit_of(SAM)), PageStyle()).pdf
