"""A proof that cannot fail is worth nothing: errors planted into the rules are found, with a patient to show."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from guidance.condition import All, AnyOf, Includes, Not
from guidance.evaluator import Evaluator
from guidance.knowledge import KnowledgeBase
from guidance.option import Clause, Option
from guidance.pack import compile as compiling
from guidance.pack.compile import Formulas, compiled
from guidance.pack.signals import FALSE
from tests.knowledge.proofs import rules
from tests.knowledge.proofs.exactness import Exactness
from tests.knowledge.proofs.provers import Meaning, Proofs
from tests.knowledge.proofs.statements import invariants

Edit = Callable[[Clause], Clause | None]


def edited(knowledge: KnowledgeBase, option: str, clause: str, edit: Edit) -> KnowledgeBase:
    """The edition with one clause of one option changed, or dropped."""
    old: Option = knowledge.options[option]
    clauses = [edit(c) if c.id == clause else c for c in old.clauses]
    assert clause in {c.id for c in old.clauses}
    new = replace(old, clauses=tuple(c for c in clauses if c is not None))
    return replace(knowledge, options={**knowledge.options, option: new})


def dropped(_clause: Clause) -> None:
    return None


def flipped(clause: Clause) -> Clause:
    return replace(clause, when=Not(clause.when))


@pytest.mark.parametrize(
    ("option", "clause", "edit", "noticed_by"),
    [
        ("cdk46_ribociclib", "qtc_450_or_more", dropped, "qt_stops_ribociclib"),
        ("trastuzumab_emtansine", "her2_positive", flipped, "no_her2_blocking_in_her2_negative"),
        ("capecitabine", "dpd_deficiency_complete", dropped, "dpd_deficiency_stops"),
        ("elacestrant", "esr1_mutated", dropped, "oral_degraders_need_esr1"),
        ("denosumab", "calcium_low", flipped, "low_calcium_stops_bone_agents"),
        ("tamoxifen", "pregnancy", dropped, "possible_pregnancy_stops_everything"),
    ],
)
def test_a_planted_error_is_found_by_both_provers_and_played(
    knowledge: KnowledgeBase, option: str, clause: str, edit: Edit, noticed_by: str
) -> None:
    wrong = edited(knowledge, option, clause, edit)
    (statement,) = (s for s in invariants(wrong) if s.id == noticed_by)
    proofs, meaning = Proofs(wrong, [statement]), Meaning(wrong, [statement])
    assert option in set(meaning.broken(statement)) & set(proofs.broken_by_source(statement))
    patient = proofs.counterexample(statement)
    assert patient is not None
    broken = Evaluator(wrong).standings(patient)
    assert any(broken[name] in statement.forbidden for name in statement.options)
    assert not any(Evaluator(knowledge).standings(patient)[name] in statement.forbidden for name in statement.options)


def test_a_wrong_compiler_is_found(knowledge: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "_settled", lambda met: Formulas(met, FALSE))
    assert Proofs(knowledge, []).differences()


def test_a_single_wrong_bit_of_a_table_is_found(knowledge: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = compiled(knowledge)
    (first, *cells), *later = tables.layers
    content = next(content for content, number in enumerate(first) if number)
    number = first[content]
    wrong = (*first[:content], number & number - 1, *first[content + 1 :])
    damaged = replace(tables, layers=((wrong, *cells), *later))
    monkeypatch.setattr(rules, "tables_of", lambda _knowledge: damaged)
    assert Proofs(knowledge, []).differences()


def test_a_question_that_changes_nothing_is_found(knowledge: KnowledgeBase) -> None:
    """Bleeding or no bleeding: whatever the answer, the option would be open, and yet it would depend on it."""
    bleeding = Includes("health_conditions", "bleeding_disorder_or_anticoagulation")

    def pointless(clause: Clause) -> Clause:
        return replace(clause, when=All((clause.when, AnyOf((bleeding, Not(bleeding))))))

    wrong = edited(knowledge, "exercise_and_nutrition", "advanced_disease", pointless)
    assert Exactness(Proofs(wrong, [])).inexact("exercise_and_nutrition", "pain_control") == ["exercise_and_nutrition"]
