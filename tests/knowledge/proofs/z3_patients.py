"""Every possible patient for z3: choices as whole numbers, measured numbers as real numbers, ticks as yes or no."""

from collections.abc import Iterable
from operator import eq, ge, gt, le, lt, ne

import z3

from guidance.finding import FindingId, Kind
from guidance.knowledge import KnowledgeBase
from guidance.profile import REGIONS

_OPERATORS = {"==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


class Z3Algebra:
    """Formulas of z3."""

    true: z3.BoolRef = z3.BoolVal(True)
    false: z3.BoolRef = z3.BoolVal(False)

    def both(self, parts: Iterable[z3.BoolRef]) -> z3.BoolRef:
        """All of them."""
        kept = [part for part in dict.fromkeys(parts) if not z3.is_true(part)]
        if any(z3.is_false(part) for part in kept):
            return self.false
        return kept[0] if len(kept) == 1 else z3.And(kept) if kept else self.true

    def either(self, parts: Iterable[z3.BoolRef]) -> z3.BoolRef:
        """At least one of them."""
        kept = [part for part in dict.fromkeys(parts) if not z3.is_false(part)]
        if any(z3.is_true(part) for part in kept):
            return self.true
        return kept[0] if len(kept) == 1 else z3.Or(kept) if kept else self.false

    def no(self, part: z3.BoolRef) -> z3.BoolRef:
        """The opposite."""
        if z3.is_true(part):
            return self.false
        return self.true if z3.is_false(part) else z3.Not(part)

    def unknown(self, name: str) -> z3.BoolRef:
        """A fresh yes-or-no unknown."""
        return z3.Bool(name)


class Z3Patients:
    """The findings of one patient as z3 constants; `name` keeps two patients apart."""

    algebra = Z3Algebra()

    def __init__(self, knowledge: KnowledgeBase, name: str = "") -> None:
        self._findings = knowledge.findings
        self._name = name
        self._place = z3.Int(f"{name}region")
        self._known = {f: z3.Bool(f"{name}{f}.given") for f in knowledge.findings}
        self._limits: dict[FindingId, z3.BoolRef] = {}

    @property
    def limits(self) -> list[z3.BoolRef]:
        """What holds of every patient: each answer is one that its question allows."""
        allowed = [self._place >= 0, self._place < len(REGIONS)]
        for name, finding in self._findings.items():
            if finding.kind is Kind.NUMBER:
                number = self.number(name)
                allowed += [z3.Implies(self._known[name], z3.And(number >= finding.minimum, number <= finding.maximum))]
            elif finding.kind in (Kind.CHOICE, Kind.YES_NO):
                place = self.place(name)
                allowed += [place >= 0, place <= len(finding.values), self._known[name] == (place > 0)]
        return allowed

    def number(self, finding: FindingId) -> z3.ArithRef:
        """The measured number."""
        return z3.Real(f"{self._name}{finding}")

    def place(self, finding: FindingId) -> z3.ArithRef:
        """The place of the chosen value among the values, from 1; 0 when nothing is chosen."""
        return z3.Int(f"{self._name}{finding}")

    def tick(self, finding: FindingId, value: str) -> z3.BoolRef:
        """Whether a value is ticked."""
        return z3.Bool(f"{self._name}{finding}.{value}")

    def given(self, finding: FindingId) -> z3.BoolRef:
        """The finding has a value."""
        return self._known[finding]

    def equals(self, finding: FindingId, value: str) -> z3.BoolRef:
        """The choice has this value."""
        return self.place(finding) == self._findings[finding].values.index(value) + 1

    def compares(self, finding: FindingId, operator: str, number: float) -> z3.BoolRef:
        """The number stands so to this one."""
        return z3.And(
            self._known[finding], _OPERATORS[operator](self.number(finding), z3.Q(*number.as_integer_ratio()))
        )

    def includes(self, finding: FindingId, value: str) -> z3.BoolRef:
        """The value is ticked."""
        return z3.And(self._known[finding], self.tick(finding, value))

    def in_region(self, region: str) -> z3.BoolRef:
        """The licenses of this region apply."""
        return self._place == REGIONS.index(region)
