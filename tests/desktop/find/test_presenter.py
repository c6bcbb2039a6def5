"""Find or do."""

import pytest

from desktop.background import AtOnce
from desktop.find.presenter import MOST, FindPresenter, Hit, Kind, plain
from guidance.store import StoreBusy


def hit(kind: Kind, text: str) -> Hit:
    return Hit(kind, text, lambda: text)


KNOWN = (
    hit(Kind.COMMAND, "Settings"),
    hit(Kind.QUESTION, "HER2 staining"),
    hit(Kind.OPTION, "Trastuzumab deruxtecan, HER2-low"),
)


def finder(patients: tuple[str, ...] = ()) -> FindPresenter:
    return FindPresenter(KNOWN, lambda _query: [hit(Kind.PATIENT, name) for name in patients], AtOnce())


def test_nothing_typed_shows_what_can_be_done() -> None:
    assert [hit.text for hit in finder().state.hits] == ["Settings"]


def test_what_starts_with_the_words_comes_first() -> None:
    found = finder()
    found.search("her2")
    assert [hit.text for hit in found.state.hits] == ["HER2 staining", "Trastuzumab deruxtecan, HER2-low"]


def test_patients_come_first_and_leave_room_for_questions() -> None:
    found = finder(tuple(f"HER{n}" for n in range(20)))
    found.search("her2")
    kinds = [hit.kind for hit in found.state.hits]
    assert len(kinds) <= MOST
    assert kinds[0] is Kind.PATIENT
    assert Kind.QUESTION in kinds


def test_enter_goes_to_the_chosen_row() -> None:
    found = finder()
    decided: list[Hit] = []
    found.decided.connect(decided.append)
    found.search("her2")
    found.move(1)
    found.move(1)
    found.decide()
    assert decided[0].kind is Kind.OPTION


def test_a_store_that_cannot_answer_is_worded() -> None:
    def busy(_query: str) -> list[Hit]:
        raise StoreBusy

    found = FindPresenter(KNOWN, busy, AtOnce())
    found.search("winter")
    assert "(S-104)" in found.state.problem


@pytest.mark.parametrize(("typed", "same"), [("Łódź", "łódź"), ("MÜLLER", "muller"), ("É", "e")])
def test_case_and_accents_do_not_matter(typed: str, same: str) -> None:
    assert plain(typed) == plain(same)
