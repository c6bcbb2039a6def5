"""Every single edit of the rules: a clause dropped or turned round, a part of a condition dropped, a limit moved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from guidance.condition import (
    All,
    AnyOf,
    Compare,
    Condition,
    EntryCompare,
    EntryOneOf,
    Given,
    Includes,
    Not,
    OneOf,
    Possibly,
    ProgressedOn,
    Surely,
    Treated,
)
from guidance.finding import FindingId
from guidance.knowledge import KnowledgeBase
from guidance.option import Clause, Option, OptionId, Part, Standing

_NEIGHBOR = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One edit: of which rule, what was done, the edition it leaves, and the options that it can move.

    `derived` is the derived finding that was edited, which can move all of them.
    """

    rule: str
    what: str
    knowledge: KnowledgeBase
    options: tuple[OptionId, ...]
    derived: FindingId = ""


def edits(condition: Condition) -> Iterator[tuple[str, Condition]]:
    """Every condition that differs in one place, with what was done there."""
    match condition:
        case All(parts) | AnyOf(parts):
            other = AnyOf if isinstance(condition, All) else All
            yield "and for or", other(parts)
            for place, part in enumerate(parts):
                rest = (*parts[:place], *parts[place + 1 :])
                yield "part dropped", rest[0] if len(rest) == 1 else type(condition)(rest)
                for what, edited in edits(part):
                    yield what, type(condition)((*parts[:place], edited, *parts[place + 1 :]))
        case Not(part) | Surely(part) | Possibly(part):
            if isinstance(condition, Not):
                yield "not dropped", part
            for what, edited in edits(part):
                yield what, type(condition)(edited)
        case Compare(finding, operator, value) if isinstance(value, int | float):
            yield "limit moved", Compare(finding, _NEIGHBOR[operator], value)
            yield "turned round", Not(condition)
        case OneOf(finding, values) if len(values) > 1:
            for value in values:
                yield f"{value} dropped", OneOf(finding, tuple(v for v in values if v != value))
            yield "turned round", Not(condition)
        case Treated(subject, setting, where) if where is not None:
            yield "turned round", Not(condition)
            for what, edited in _entry_edits(where):
                yield what, Treated(subject, setting, edited)
        case Compare() | OneOf() | Includes() | Given() | Treated() | ProgressedOn():
            yield "turned round", Not(condition)
        case _:
            yield "turned round", Not(condition)


def _entry_edits(condition: Condition) -> Iterator[tuple[str, Condition]]:
    match condition:
        case All(parts) | AnyOf(parts):
            for place, part in enumerate(parts):
                rest = (*parts[:place], *parts[place + 1 :])
                yield "part dropped", rest[0] if len(rest) == 1 else type(condition)(rest)
                for what, edited in _entry_edits(part):
                    yield what, type(condition)((*parts[:place], edited, *parts[place + 1 :]))
        case EntryCompare(field, operator, value) if isinstance(value, int | float):
            yield "limit moved", EntryCompare(field, _NEIGHBOR[operator], value)
        case EntryOneOf(field, values) if len(values) > 1:
            for value in values:
                yield f"{value} dropped", EntryOneOf(field, tuple(v for v in values if v != value))
        case _:
            yield "turned round", Not(condition)


def mutants(knowledge: KnowledgeBase) -> Iterator[Mutant]:
    """Every single edit of the clauses, must-know lists and derived findings of an edition."""
    yield from _of_clauses(knowledge)
    yield from _of_must_know(knowledge)
    yield from _of_derived(knowledge)


def _of_clauses(knowledge: KnowledgeBase) -> Iterator[Mutant]:
    """A clause that a set brings to several options is written once, so it is edited in all of them at once."""
    written: dict[tuple[Part, str, Condition, tuple[str, ...]], list[OptionId]] = {}
    for option in knowledge.options.values():
        for clause in option.clauses:
            written.setdefault((clause.part, clause.id, clause.when, clause.sources), []).append(option.id)
    for (part, clause_id, when, _), options in written.items():
        place = f"of {options[0]}" + (f" and {len(options) - 1} more" if options[1:] else "")
        yield _mutant(knowledge, f"{place}: dropped", options, part, clause_id, None)
        for what, edited in edits(when):
            yield _mutant(knowledge, f"{place}: {what}", options, part, clause_id, edited)
        if part is Part.TIMING:
            yield _mutant(knowledge, f"{place}: later for not expected", options, part, clause_id, when, turned=True)


def _mutant(
    knowledge: KnowledgeBase,
    what: str,
    options: Sequence[OptionId],
    part: Part,
    clause_id: str,
    when: Condition | None,
    *,
    turned: bool = False,
) -> Mutant:
    def edited(option: Option) -> Option:
        clauses: list[Clause] = []
        for clause in option.clauses:
            if (clause.part, clause.id) != (part, clause_id):
                clauses.append(clause)
            elif when is not None:
                other = Standing.LATER if clause.otherwise is Standing.NOT_EXPECTED else Standing.NOT_EXPECTED
                clauses.append(replace(clause, when=when, otherwise=other if turned else clause.otherwise))
        return replace(option, clauses=tuple(clauses))

    changed = {option: edited(knowledge.options[option]) for option in options}
    return Mutant(
        f"{part.value} {clause_id}", what, replace(knowledge, options={**knowledge.options, **changed}), tuple(options)
    )


def _of_must_know(knowledge: KnowledgeBase) -> Iterator[Mutant]:
    for option in knowledge.options.values():
        for finding in option.must_know:
            fewer = replace(option, must_know=tuple(f for f in option.must_know if f != finding))
            changed = replace(knowledge, options={**knowledge.options, option.id: fewer})
            yield Mutant(f"must know {finding}", f"of {option.id}: dropped", changed, (option.id,))


def _of_derived(knowledge: KnowledgeBase) -> Iterator[Mutant]:
    for rule in knowledge.derived.values():
        for place, case in enumerate(rule.cases):
            for what, edited in edits(case.when):
                cases = (*rule.cases[:place], replace(case, when=edited), *rule.cases[place + 1 :])
                derived = {**knowledge.derived, rule.id: replace(rule, cases=cases)}
                yield Mutant(
                    f"{rule.id} is {case.value}",
                    what,
                    replace(knowledge, derived=derived),
                    tuple(knowledge.options),
                    rule.id,
                )
