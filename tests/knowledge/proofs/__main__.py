"""Prints every proof as one table: `python -m tests.knowledge.proofs`.

`--mutations` adds how many single edits of the rules a statement or a worked case notices.
"""

import sys
import time
from pathlib import Path

from guidance.pack.load import load_pack
from tests.knowledge.proofs.exactness import Exactness
from tests.knowledge.proofs.provers import Proofs, Proved, prove
from tests.knowledge.proofs.statements import HOME, Invariant, exactness_exceptions, invariants, stability_exceptions


def main(arguments: list[str]) -> int:
    """Prints the table and returns 0 when everything holds."""
    knowledge = load_pack(HOME.with_suffix(".json"))
    started = time.perf_counter()
    proved = list(prove(knowledge))
    proofs = Proofs(knowledge)
    differences = proofs.differences()
    reachable = proofs.reachable()
    unstable = {finding for finding, _ in proofs.unstable()}
    excused = stability_exceptions()
    by_age = list(proofs.closed_by_age())
    inexact = set(Exactness(proofs).inexact())
    spared = exactness_exceptions()
    took = time.perf_counter() - started
    statements = invariants(knowledge)
    for number in sorted({statement.number for statement in statements}):
        print(f"{number:3}  {_line([s for s in statements if s.number == number], proved)}")
    broken = [item for item in proved if not item.holds]
    print()
    print(f"statements shown by both provers  {sum(item.holds and item.agree for item in proved)} of {len(proved)}")
    print(f"the provers agree on              {sum(item.agree for item in proved)} of {len(proved)}")
    print(f"compiled tables differ from rules {len(differences)} of {6 * len(knowledge.options)} standings")
    print(f"standings that can be reached     {sum(map(len, reachable.values()))} of {6 * len(knowledge.options)}")
    print(f"unstable and not excused          {len(unstable - set(excused))} ({len(excused)} findings are excused)")
    print(f"depends for no reason             {len(inexact - set(spared))} options ({len(spared)} are excused)")
    print(f"closed by age alone               {len(by_age)}")
    print(f"all of it took                    {took:.1f} s")
    if "--mutations" in arguments:
        from tests.knowledge.proofs.mutation import score

        score(knowledge).print()
    for item in broken:
        print(f"BROKEN {item.invariant.number} {item.invariant.id}: {', '.join(item.by_meaning or item.by_source)}")
        print(f"       {proofs.counterexample(item.invariant)}")
    return 1 if broken or differences or unstable - set(excused) or inexact - set(spared) or by_age else 0


def _line(statements: list[Invariant], proved: list[Proved]) -> str:
    shown = {item.invariant.id: item for item in proved}
    by_provers = [shown[s.id] for s in statements if s.id in shown]
    ways = []
    if by_provers:
        ways.append(f"{sum(item.holds for item in by_provers)}/{len(by_provers)} proved twice")
    if any(s.structure for s in statements):
        ways.append("structure")
    if any(s.relation in ("stability", "age_alone") for s in statements):
        ways.append("proved on pairs of patients")
    if tests := sorted({Path(test.split("::")[0]).name for s in statements for test in s.shown_by}):
        ways.append("tests: " + ", ".join(tests))
    return f"{statements[0].says[:78]:78}  {'; '.join(ways)}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
