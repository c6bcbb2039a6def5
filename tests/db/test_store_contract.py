"""What every store promises, said against the protocol alone, so that another store can be held to the same words."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from guidance.consultation import Consultation, Patient, Status
from guidance.store import ChangedElsewhere, ConsultationStore, NoSuchConsultation, SheetEvent, StoreUnreachable

Start = Callable[..., Consultation]
Finish = Callable[..., Consultation]


def family_names(store: ConsultationStore, query: str = "") -> list[str]:
    return [row.patient.family_name for row in store.patients(query)]


def test_a_new_clinic_has_no_patients(store: ConsultationStore) -> None:
    assert store.patients() == []


def test_a_patient_comes_back_in_every_detail(store: ConsultationStore, eleanor: Patient) -> None:
    store.save_patient(eleanor)
    assert store.patient(eleanor.id) == eleanor


def test_corrected_details_replace_the_old_ones(store: ConsultationStore, eleanor: Patient) -> None:
    store.save_patient(eleanor)
    store.save_patient(replace(eleanor, family_name="Winterborne"))
    assert store.patient(eleanor.id).family_name == "Winterborne"
    assert family_names(store, "winterborne") == ["Winterborne"]
    assert family_names(store, "winterbourne") == []


def test_an_unknown_patient_is_named_as_such(store: ConsultationStore) -> None:
    with pytest.raises(NoSuchConsultation):
        store.patient("nobody")


def test_a_visit_comes_back_in_every_field(store: ConsultationStore, full_visit: Consultation) -> None:
    saved = store.save(full_visit)
    opened = store.open(full_visit.id)
    assert opened == saved == replace(full_visit, revision=1)
    assert type(opened.answers["estrogen_receptor_percent"]) is int
    assert opened.answers["metastatic_sites"] == ("bone", "liver")


def test_an_opened_visit_cannot_be_changed_in_place(store: ConsultationStore, full_visit: Consultation) -> None:
    store.save(full_visit)
    with pytest.raises(TypeError):
        store.open(full_visit.id).answers["her2_ihc"] = "three_plus"  # type: ignore[index]  # what must not work


def test_the_first_visit_brings_its_patient_along(store: ConsultationStore, eleanor: Patient, start: Start) -> None:
    store.save(start(eleanor))
    assert store.patient(eleanor.id) == eleanor


def test_an_open_visit_does_not_undo_a_correction_of_the_name(
    store: ConsultationStore, eleanor: Patient, start: Start
) -> None:
    visit = store.save(start(eleanor))
    corrected = replace(eleanor, family_name="Winterborne")
    store.save_patient(corrected)
    store.save(visit.answered("her2_ihc", "zero"))
    assert store.patient(eleanor.id) == corrected
    assert store.open(visit.id).patient == corrected


def test_a_finished_visit_keeps_the_name_that_was_seen(
    store: ConsultationStore, eleanor: Patient, start: Start, finished: Finish
) -> None:
    visit = store.save(finished(start(eleanor)))
    store.save_patient(replace(eleanor, family_name="Winterborne"))
    assert store.open(visit.id).patient == eleanor


def test_each_save_counts_one_revision(store: ConsultationStore, eleanor: Patient, start: Start) -> None:
    first = store.save(start(eleanor))
    second = store.save(first.answered("her2_ihc", "zero"))
    assert (first.revision, second.revision, store.open(first.id).revision) == (1, 2, 2)


def test_saving_an_older_revision_is_refused_and_names_the_newer(
    store: ConsultationStore, eleanor: Patient, start: Start
) -> None:
    first = store.save(start(eleanor))
    store.save(first.answered("her2_ihc", "zero"))
    with pytest.raises(ChangedElsewhere) as refused:
        store.save(first.answered("her2_ihc", "three_plus"))
    assert refused.value.current == 2
    assert store.open(first.id).answers["her2_ihc"] == "zero"


def test_a_new_visit_does_not_write_over_one_with_the_same_id(
    store: ConsultationStore, eleanor: Patient, start: Start
) -> None:
    store.save(start(eleanor))
    with pytest.raises(ChangedElsewhere):
        store.save(start(eleanor))


def test_saving_a_deleted_visit_does_not_bring_it_back(
    store: ConsultationStore, eleanor: Patient, start: Start
) -> None:
    visit = store.save(start(eleanor))
    store.delete(visit.id)
    with pytest.raises(NoSuchConsultation):
        store.save(visit)
    assert store.visits(eleanor.id) == []


def test_saving_a_visit_of_a_deleted_patient_does_not_bring_anybody_back(
    store: ConsultationStore, eleanor: Patient, start: Start
) -> None:
    visit = store.save(start(eleanor))
    store.delete_patient(eleanor.id)
    with pytest.raises(NoSuchConsultation):
        store.save(visit)
    assert store.patients() == []


def test_a_finished_visit_keeps_what_was_seen_and_the_very_sheet(
    store: ConsultationStore, full_visit: Consultation, finished: Finish
) -> None:
    saved = store.save(finished(full_visit))
    opened = store.open(full_visit.id)
    assert opened == saved
    assert opened.seen is not None
    assert opened.seen.pdf == b"%PDF-1.7 the very sheet \x00\xff"
    assert opened.seen.edition == "2026.11"
    assert store.visits(full_visit.patient.id)[0].edition == "2026.11"


def test_a_visit_can_be_finished_without_a_sheet(
    store: ConsultationStore, full_visit: Consultation, finished: Finish
) -> None:
    store.save(finished(full_visit, pdf=b""))
    opened = store.open(full_visit.id)
    assert opened.seen is not None
    assert opened.seen.pdf == b""


def test_a_finished_visit_never_changes(store: ConsultationStore, full_visit: Consultation, finished: Finish) -> None:
    saved = store.save(finished(full_visit))
    with pytest.raises(ValueError, match="never changes"):
        store.save(replace(saved, status=Status.DRAFT))
    with pytest.raises(ValueError, match="stays"):
        store.delete(saved.id)
    assert store.open(saved.id) == saved


def test_a_visit_is_not_finished_without_what_was_seen(
    store: ConsultationStore, eleanor: Patient, start: Start
) -> None:
    with pytest.raises(ValueError, match="seen"):
        store.save(start(eleanor, status=Status.FINISHED))


def test_a_sheet_with_a_hash_that_is_not_its_own_is_not_kept(
    store: ConsultationStore, full_visit: Consultation, finished: Finish
) -> None:
    visit = finished(full_visit)
    assert visit.seen is not None
    with pytest.raises(ValueError, match="hash"):
        store.save(replace(visit, seen=replace(visit.seen, pdf=b"another sheet")))


def test_a_measurement_that_is_no_number_is_not_kept(store: ConsultationStore, eleanor: Patient, start: Start) -> None:
    with pytest.raises(ValueError, match="JSON"):
        store.save(start(eleanor).answered("estrogen_receptor_percent", float("nan")))
    assert store.patients() == []


def test_half_a_character_survives(store: ConsultationStore, eleanor: Patient, start: Start) -> None:
    half = replace(eleanor, given_name="Ella \ud83d")
    visit = store.save(start(half, own_words="half \ud83d", clinician="Dr \udc00"))
    assert store.open(visit.id) == visit
    assert store.patients("ella") == store.patients("ELLA \ud83d") == store.patients()
    assert store.visits(eleanor.id)[0].clinician == "Dr ?"


def test_a_visit_that_is_not_there_is_named_as_such(store: ConsultationStore) -> None:
    with pytest.raises(NoSuchConsultation):
        store.open("nothing")
    with pytest.raises(NoSuchConsultation):
        store.delete("nothing")
    with pytest.raises(NoSuchConsultation):
        store.delete_patient("nobody")


def test_visits_come_newest_first_even_when_the_clock_went_back(
    store: ConsultationStore, eleanor: Patient, start: Start
) -> None:
    store.save(start(eleanor, "first", started_at="2026-11-24T10:00:00+00:00"))
    store.save(start(eleanor, "second", started_at="2001-01-01T00:00:00+00:00"))
    assert [visit.id for visit in store.visits(eleanor.id)] == ["second", "first"]


def test_the_list_tells_the_last_visit_and_the_draft_to_carry_on(
    store: ConsultationStore, eleanor: Patient, start: Start, finished: Finish
) -> None:
    store.save(start(eleanor, "draft", started_at="2026-11-01T09:00:00+00:00"))
    store.save(finished(start(eleanor, "last", started_at="2026-11-02T09:00:00+00:00")))
    (row,) = store.patients()
    assert (row.visits, row.last_visit, row.last_status, row.draft_id) == (
        2,
        "2026-11-02T09:00:00+00:00",
        Status.FINISHED,
        "draft",
    )


def test_a_patient_without_a_visit_is_listed_too(store: ConsultationStore, eleanor: Patient) -> None:
    store.save_patient(eleanor)
    (row,) = store.patients()
    assert (row.visits, row.last_visit, row.last_status, row.draft_id) == (0, "", None, "")


def test_the_patient_seen_last_stands_first(
    store: ConsultationStore, eleanor: Patient, mavis: Patient, start: Start
) -> None:
    visit = store.save(start(eleanor))
    store.save_patient(mavis)
    assert family_names(store) == ["O'Sullivan", "Winterbourne"]
    store.save(visit)
    assert family_names(store) == ["Winterbourne", "O'Sullivan"]


def test_the_list_ends_at_its_limit(store: ConsultationStore, eleanor: Patient) -> None:
    for number in range(4):
        store.save_patient(replace(eleanor, id=f"patient-{number}"))
    assert [row.patient.id for row in store.patients(limit=2)] == ["patient-3", "patient-2"]


def test_deleting_a_patient_takes_every_visit_and_no_other_patient(
    store: ConsultationStore, eleanor: Patient, mavis: Patient, start: Start, finished: Finish
) -> None:
    store.save(finished(start(eleanor, "hers")))
    store.save(start(mavis, "other"))
    store.delete_patient(eleanor.id)
    assert family_names(store) == ["O'Sullivan"]
    with pytest.raises(NoSuchConsultation):
        store.open("hers")
    assert store.open("other").patient == mavis


@pytest.mark.parametrize(
    "query",
    ["sull", "SULL", "o'sull", "osullivan", "O’Sullivan", "o sullivan", "mavis", "MÁVIS", "mavis sull",
     "O'SULLIVAN, Mavis", "9434765919", "943 476", "943-476-5919", "19/12/1961", "1961-12-19", "19 dec 61", "1961"],
)  # fmt: skip
def test_mavis_is_found_by(store: ConsultationStore, eleanor: Patient, mavis: Patient, query: str) -> None:
    store.save_patient(eleanor)
    store.save_patient(mavis)
    assert family_names(store, query) == ["O'Sullivan"]


@pytest.mark.parametrize("query", ["sullx", "mavis winter", "18/12/1961", "%", "_", "---", "'", "\\", "“", "*"])
def test_nobody_is_found_by(store: ConsultationStore, eleanor: Patient, mavis: Patient, query: str) -> None:
    store.save_patient(eleanor)
    store.save_patient(mavis)
    assert family_names(store, query) == []


def test_the_preferred_name_finds_too(store: ConsultationStore, eleanor: Patient) -> None:
    store.save_patient(eleanor)
    assert family_names(store, "ellie") == ["Winterbourne"]


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ('Nurse <Anna> & "Co"', "anna"),
        ("🙂 O'Brien‑Łódź", "lodz"),
        ("🙂 O'Brien‑Łódź", "🙂"),
        ("Ng" * 100, "ngng"),
        ("von der Straße", "strasse"),
        ("Đặng Thị", "dang thi"),
        ("Сидорова", "сидор"),
        ("محمد", "محمد"),
        ("'; DROP TABLE patients; --", "drop table"),
        ("=HYPERLINK(1)", "hyperlink"),
    ],
)
def test_a_strange_name_is_kept_to_the_letter_and_found(
    store: ConsultationStore, eleanor: Patient, start: Start, name: str, query: str
) -> None:
    strange = replace(eleanor, family_name=name)
    visit = store.save(start(strange, own_words=name))
    assert store.patient(eleanor.id).family_name == name
    assert store.open(visit.id).own_words == name
    assert family_names(store, query) == [name]


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        ({"family_name": "WINTERBOURNE", "given_name": "Edith", "date_of_birth": ""}, True),
        ({"family_name": "Winterbourne", "given_name": "Èlise", "date_of_birth": "1970-01-01"}, True),
        ({"family_name": "Winterbourne", "given_name": "", "date_of_birth": ""}, True),
        ({"family_name": "Winterbourne", "given_name": "Maud", "date_of_birth": "1970-01-01"}, False),
        ({"family_name": "Kowalska", "given_name": "Anna", "date_of_birth": "1968-03-14"}, True),
        ({"family_name": "Kowalska", "given_name": "Eleanor", "date_of_birth": "1968-03"}, False),
        ({"family_name": "", "given_name": "Eleanor", "date_of_birth": ""}, False),
    ],
)
def test_patients_who_could_be_mistaken_for_each_other_are_marked(
    store: ConsultationStore, eleanor: Patient, other: dict[str, str], alike: bool
) -> None:
    store.save_patient(eleanor)
    someone = Patient(id="someone", **other)  # type: ignore[arg-type]  # the parameters are text fields
    assert bool(store.look_alikes(someone)) is alike
    store.save_patient(someone)
    assert [row.look_alike for row in store.patients()] == [alike, alike]
    assert store.look_alikes(eleanor) == [row for row in store.patients() if alike and row.patient.id == "someone"]


def test_unknown_birth_years_do_not_make_patients_alike(store: ConsultationStore, eleanor: Patient) -> None:
    store.save_patient(replace(eleanor, date_of_birth="1968"))
    store.save_patient(Patient(id="someone", family_name="Kowalska", date_of_birth="1968"))
    assert [row.look_alike for row in store.patients()] == [False, False]


def test_a_printed_sheet_can_be_noted(store: ConsultationStore, eleanor: Patient, start: Start) -> None:
    visit = store.save(start(eleanor))
    store.sheet_left(SheetEvent.PRINTED, visit.id)
    assert store.open(visit.id) == visit


def test_a_closed_store_says_that_it_cannot_be_reached(
    store: ConsultationStore, eleanor: Patient, start: Start
) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreUnreachable):
        store.patients()
    with pytest.raises(StoreUnreachable):
        store.save(start(eleanor))
