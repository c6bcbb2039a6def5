"""Damage is seen: at opening where it matters for trust, and by `verify` where only a whole reading can tell."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from db import verify
from db.store import EncryptedStore
from db.tables import patients, printed_sheets, visits
from guidance.consultation import Consultation, Patient
from guidance.store import StoreDamaged, StoreError, StoreTooNew
from tests.db.clinic import Clinic

PAGE = 4096

Start = Callable[..., Consultation]
Finish = Callable[..., Consultation]


@pytest.fixture
def filled(clinic: Clinic, eleanor: Patient, mavis: Patient, start: Start, finished: Finish) -> Clinic:
    """A closed clinic with a few visits and a sheet of several pages of the file."""
    store = clinic.founded()
    store.save(finished(start(eleanor, "finished"), pdf=b"%PDF " + b"sheet" * 4000))
    store.save(start(eleanor, "draft", own_words="long " * 2000))
    store.save(start(mavis, "other"))
    store.close()
    return clinic


def what_is_seen(clinic: Clinic) -> str:
    """How the damage shows: the error at opening, what `verify` says, or nothing."""
    try:
        store = clinic.opened()
    except StoreError as fault:
        return type(fault).__name__
    faults = verify(store)
    store.close()
    return "; ".join(faults)


def all_visits(clinic: Clinic) -> list[Consultation]:
    store = clinic.opened()
    visits = [store.open(identity) for identity in ("finished", "draft", "other")]
    store.close()
    return visits


def test_records_without_damage_show_none(filled: Clinic) -> None:
    assert what_is_seen(filled) == ""


def test_one_changed_byte_in_any_page_is_seen(filled: Clinic) -> None:
    whole = filled.database.read_bytes()
    pages = len(whole) // PAGE
    assert pages > 20
    for page in range(pages):
        for offset in (0, 2000, PAGE - 1):
            at = page * PAGE + offset
            filled.database.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            assert what_is_seen(filled), f"page {page + 1}, byte {offset}"
    filled.database.write_bytes(whole)
    assert what_is_seen(filled) == ""


def test_a_file_cut_anywhere_never_opens(filled: Clinic) -> None:
    whole = filled.database.read_bytes()
    cuts = {*range(PAGE, len(whole), PAGE), *range(1, len(whole), len(whole) // 25)}
    for cut in sorted(cuts):
        filled.database.write_bytes(whole[:cut])
        assert what_is_seen(filled) == "StoreDamaged", f"cut at {cut}"


def test_a_damaged_file_is_left_as_it_is(filled: Clinic) -> None:
    whole = filled.database.read_bytes()
    damaged = whole[: 5 * PAGE + 9] + bytes([whole[5 * PAGE + 9] ^ 1]) + whole[5 * PAGE + 10 :]
    filled.database.write_bytes(damaged)
    with pytest.raises(StoreDamaged):
        filled.opened()
    assert filled.database.read_bytes() == damaged


def test_two_pages_that_changed_places_are_seen(filled: Clinic) -> None:
    whole = filled.database.read_bytes()
    pages = [whole[at : at + PAGE] for at in range(0, len(whole), PAGE)]
    pages[6], pages[9] = pages[9], pages[6]
    filled.database.write_bytes(b"".join(pages))
    assert what_is_seen(filled) == "StoreDamaged"


def test_old_pages_put_back_are_seen(filled: Clinic) -> None:
    old = filled.database.read_bytes()
    store = filled.opened()
    store.save(store.open("draft").answered("her2_ihc", "three_plus"))
    store.close()
    kept = all_visits(filled)
    new = filled.database.read_bytes()
    changed = [at for at in range(PAGE, len(old), PAGE) if old[at : at + PAGE] != new[at : at + PAGE]]
    assert changed
    for at in changed:
        filled.database.write_bytes(new[:at] + old[at : at + PAGE] + new[at + PAGE :])
        # A page that was written again with the same content can be put back without a loss
        assert what_is_seen(filled) or all_visits(filled) == kept, f"page {at // PAGE + 1}"


def test_a_page_that_goes_bad_while_the_store_is_open_is_damage(filled: Clinic) -> None:
    store = filled.opened()
    store.engine.dispose()
    size = filled.database.stat().st_size
    with filled.database.open("r+b") as file:
        for at in range(PAGE, size, PAGE):
            file.seek(at + 100)
            file.write(b"\0" * 64)
    with pytest.raises(StoreDamaged):
        store.open("finished")
    assert verify(store) == ["the database cannot be read"]
    store.close()


# What somebody with the key and another program could do to single rows


@pytest.fixture
def rows(filled: Clinic) -> EncryptedStore:
    return filled.opened()


def forge(store: EncryptedStore, statement: object) -> None:
    store.writing(lambda connection: connection.execute(statement), lambda _: False)  # type: ignore[call-overload]  # any statement


def test_another_sheet_in_the_place_of_the_printed_one_is_damage(rows: EncryptedStore) -> None:
    forge(rows, update(printed_sheets).values(pdf=b"%PDF another"))
    with pytest.raises(StoreDamaged):
        rows.open("finished")
    assert verify(rows) == ["visit finished cannot be read"]
    rows.close()


def test_a_lost_sheet_is_damage(rows: EncryptedStore) -> None:
    forge(rows, printed_sheets.delete())
    with pytest.raises(StoreDamaged):
        rows.open("finished")
    rows.close()


def test_a_visit_filed_under_another_patient_is_damage(rows: EncryptedStore, mavis: Patient) -> None:
    forge(rows, update(visits).where(visits.c.id == "finished").values(patient_id=mavis.id))
    with pytest.raises(StoreDamaged):
        rows.open("finished")
    rows.close()


def test_a_document_that_is_none_is_damage(rows: EncryptedStore) -> None:
    forge(rows, update(visits).where(visits.c.id == "draft").values(document='{"format":1}'))
    with pytest.raises(StoreDamaged):
        rows.open("draft")
    assert verify(rows) == ["visit draft cannot be read"]
    rows.close()


def test_a_document_of_a_newer_program_says_so(rows: EncryptedStore) -> None:
    forge(rows, update(visits).where(visits.c.id == "draft").values(document='{"format":99}'))
    with pytest.raises(StoreTooNew):
        rows.open("draft")
    rows.close()


def test_rows_changed_behind_the_journal_are_seen(rows: EncryptedStore, eleanor: Patient) -> None:
    from db.document import patient_text

    other = patient_text(replace(eleanor, identifier="DEMO-9999"))
    forge(rows, update(patients).where(patients.c.id == eleanor.id).values(document=other))
    forge(rows, visits.delete().where(visits.c.id == "other"))
    assert verify(rows) == [f"patient {eleanor.id} is not as it was last saved", "visit other is missing"]
    rows.close()


def test_a_deleted_patient_is_not_missed(rows: EncryptedStore, eleanor: Patient) -> None:
    rows.delete_patient(eleanor.id)
    rows.delete("other")
    assert verify(rows) == []
    rows.close()


def test_damage_is_told_without_a_word_about_a_patient(filled: Clinic) -> None:
    store = filled.opened()
    forge(store, update(visits).values(document='{"own_words":"a secret"'))
    with pytest.raises(StoreDamaged) as told:
        store.open("draft")
    assert "secret" not in str(told.value)
    assert told.value.__cause__ is None
    store.close()


def test_the_samples_are_real_files() -> None:
    assert (Path(__file__).parent / "samples" / "visit_format_1.json").stat().st_size > 1000
