"""What would break an invariant, as formulas: for each option or thing it speaks of, the patients it must not have."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic

from guidance.option import Option, Standing
from tests.knowledge.proofs.logic import F
from tests.knowledge.proofs.rules import Rules
from tests.knowledge.proofs.statements import Invariant

StandingsOf = Callable[[Option], dict[Standing, F]]


@dataclass(frozen=True, slots=True)
class Violation(Generic[F]):
    """A formula that no patient may meet, and what it is about (an option, an alert, a conflict)."""

    about: str
    formula: F


def violations(
    invariant: Invariant, rules: Rules[F], standings: Callable[[Option], dict[Standing, F]] | None = None
) -> Iterator[Violation[F]]:
    """Everything that would break an invariant. `standings` says how options stand (by the meaning when left out)."""
    algebra = rules.algebra
    standings = standings or rules.standings
    world = rules.counted if invariant.counted else rules.entered
    premise = world.judge(invariant.premise).met if invariant.premise is not None else algebra.true
    if invariant.holds is not None:
        yield Violation(invariant.id, algebra.both((premise, algebra.no(world.judge(invariant.holds).met))))
    for alert in invariant.alerts:
        yield Violation(alert, algebra.both((premise, algebra.no(rules.alert(alert)))))
    if invariant.conflict:
        yield Violation(invariant.conflict, algebra.both((premise, algebra.no(rules.conflicts[invariant.conflict]))))
        if invariant.out_of_scope:
            yield Violation("scope", algebra.both((premise, rules.in_scope)))
    premise = algebra.both((premise, rules.in_scope))
    for option_id in invariant.options:
        option = rules.knowledge.options[option_id]
        stands = standings(option)
        if invariant.forbidden:
            forbidden = algebra.either(stands[standing] for standing in invariant.forbidden)
            yield Violation(option_id, algebra.both((premise, forbidden)))
        spared = algebra.either(stands[standing] for standing in invariant.unless)
        for companion in invariant.lists:
            listed = rules.judgment.listed(option, companion)
            yield Violation(option_id, algebra.both((premise, algebra.no(spared), algebra.no(listed))))
    if invariant.relation in ("one_standing", "monotone"):
        yield from _of_every_option(invariant.relation, rules, standings)


def _of_every_option(
    relation: str, rules: Rules[F], standings: Callable[[Option], dict[Standing, F]]
) -> Iterator[Violation[F]]:
    algebra = rules.algebra
    for option in rules.knowledge.options.values():
        stands = standings(option)
        if relation == "one_standing":
            none = algebra.no(algebra.either(stands.values()))
            several = algebra.either(
                algebra.both((stands[one], stands[other])) for one in Standing for other in Standing if one < other
            )
            yield Violation(option.id, algebra.both((rules.in_scope, algebra.either((none, several)))))
            continue
        stopped = algebra.either(
            rules.entered.judge(clause.when).met for clause in option.clauses if clause.part == "stops"
        )
        cautious = algebra.either(
            rules.entered.judge(clause.when).met for clause in option.clauses if clause.part == "cautions"
        )
        above = algebra.either(
            stands[s] for s in (Standing.RELEVANT, Standing.CAUTION, Standing.DEPENDS, Standing.LATER)
        )
        yield Violation(option.id, algebra.both((rules.in_scope, stopped, above)))
        yield Violation(option.id, algebra.both((rules.in_scope, cautious, stands[Standing.RELEVANT])))
