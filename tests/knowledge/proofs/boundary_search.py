"""Finds the boundaries that are missing: `python -m tests.knowledge.proofs.boundary_search` adds them to the files.

For every single edit of the rules that nobody notices the prover looks for a patient who tells the two apart, as close
as possible to one whom the option is open to. The standing written down is the one of the rules as they are, so
everything added must be read against the sources before it counts for anything.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from guidance.assess import assess
from guidance.finding import FindingId
from guidance.knowledge import KnowledgeBase
from guidance.option import Option, OptionId, Standing
from guidance.pack.load import load_pack
from guidance.profile import Profile
from guidance.treatment import Treatment
from tests.knowledge.boundaries import FOLDER, UNKNOWN, Boundaries, Boundary, BoundaryPatient, boundaries
from tests.knowledge.proofs.concrete import Found
from tests.knowledge.proofs.mutants import Mutant, mutants
from tests.knowledge.proofs.mutation import Judge
from tests.knowledge.proofs.statements import HOME

_STARTS = (Standing.RELEVANT, Standing.CAUTION, Standing.DEPENDS)


@dataclass
class Search:
    """Collects boundaries for one edition."""

    knowledge: KnowledgeBase
    judge: Judge
    found: dict[OptionId, Boundaries] = field(default_factory=dict)
    hopeless: list[str] = field(default_factory=list)

    def run(self) -> Iterator[str]:
        """Looks for every edit that nobody notices, and for every standing that has no patient; says what it found."""
        self.found = boundaries(self.knowledge)
        for option in self.knowledge.options.values():
            yield from self._every_standing(option)
        for mutant in mutants(self.knowledge):
            if self.judge.by_patients(mutant):
                continue
            if not self._settle(mutant):
                yield f"nobody for {mutant.rule} {mutant.what}"

    def _every_standing(self, option: Option) -> Iterator[str]:
        shown = {boundary.standing for boundary in self._of(option).boundaries}
        rules = self.judge.proofs.rules
        for standing, formula in rules.standings(option).items():
            if standing in shown:
                continue
            patient = self._near(option, formula, self.judge.proofs.found)
            if patient is not None:
                self._add(option, f"standing {standing}", patient)
                yield f"{option.id} {standing}"

    def _settle(self, mutant: Mutant) -> bool:
        rules = self.judge.rules_of(mutant)
        found = self.judge.found(rules)
        equal = True
        for option_id in mutant.options:
            moved = self.judge.moved(mutant, rules, option_id)
            if not self.judge.possible(moved):
                continue
            equal = False
            option = self.knowledge.options[option_id]
            patient = self._near(option, moved, found)
            if patient is not None:
                added = self._add(option, mutant.rule, patient)
                if self.judge.tells_apart(added, mutant):
                    return True
                self._take_back(option)
        # Equal for everybody is no loss
        return equal

    def _near(self, option: Option, formula: int, found: Found) -> Profile | None:
        proofs = self.judge.proofs
        start = self._of(option).start
        undisputed = [-on for on in proofs.rules.conflicts.values()]
        patient = found.patient(proofs.rules.in_scope, *undisputed, formula, near=start)
        # Some edits matter only to a patient whose entries contradict each other
        return patient or found.patient(proofs.rules.in_scope, formula, near=start)

    def _of(self, option: Option) -> Boundaries:
        if option.id not in self.found:
            self.found[option.id] = Boundaries(option.id, self._start(option), ())
        return self.found[option.id]

    def _start(self, option: Option) -> Profile:
        proofs = self.judge.proofs
        standings = proofs.rules.standings(option)
        undisputed = [-on for on in proofs.rules.conflicts.values()]
        for standing in _STARTS:
            patient = proofs.found.patient(proofs.rules.in_scope, *undisputed, standings[standing])
            if patient is not None:
                return patient
        raise LookupError(f"{option.id} is never open")

    def _add(self, option: Option, about: str, patient: Profile) -> BoundaryPatient:
        of = self._of(option)
        standing = assess(patient, self.knowledge).options[option.id].standing
        boundary = _boundary(about, standing, of.start, patient)
        self.found[option.id] = Boundaries(option.id, of.start, (*of.boundaries, boundary))
        added = BoundaryPatient(option.id, about, patient, standing)
        self.judge.add(added)
        return added

    def _take_back(self, option: Option) -> None:
        of = self._of(option)
        self.found[option.id] = Boundaries(option.id, of.start, of.boundaries[:-1])
        self.judge.take_back(option.id)

    def write(self, folder: Path) -> None:
        """Writes all files."""
        folder.mkdir(exist_ok=True)
        for option, of in self.found.items():
            (folder / f"{option}.toml").write_text(text_of(of), encoding="utf-8")


def text_of(of: Boundaries) -> str:
    """The file of one option."""
    lines = [f'option = "{of.option}"']
    if of.start.region != "us":
        lines.append(f'region = "{of.start.region}"')
    if of.start.treatments:
        lines += _treatment_lines(of.start.treatments)
    lines += ["", "[start]", *(f"{name} = {_value(value)}" for name, value in of.start.values.items())]
    for boundary in of.boundaries:
        lines += ["", "[[boundary]]", f'about = "{boundary.about}"', f'standing = "{boundary.standing}"']
        if boundary.region:
            lines.append(f'region = "{boundary.region}"')
        if boundary.change:
            pairs = ", ".join(f"{name} = {_value(value)}" for name, value in boundary.change.items())
            lines.append(f"change = {{ {pairs} }}")
        if boundary.treatments is not None:
            lines += _treatment_lines(boundary.treatments)
    return "\n".join(lines) + "\n"


def _treatment_lines(treatments: tuple[Treatment, ...]) -> list[str]:
    if not treatments:
        return ["treatments = []"]
    return ["treatments = [", *(f"    {{ {_entry(treatment)} }}," for treatment in treatments), "]"]


def _entry(treatment: Treatment) -> str:
    fields = {name: getattr(treatment, name) for name in Treatment.__slots__}
    return ", ".join(f"{name} = {_value(value)}" for name, value in fields.items() if value not in (None, ""))


def _value(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _boundary(about: str, standing: Standing, start: Profile, patient: Profile) -> Boundary:
    before, after = start.values, patient.values
    change: dict[FindingId, Any] = {name: UNKNOWN for name in before if name not in after}
    change |= {name: value for name, value in after.items() if before.get(name) != value}
    return Boundary(
        about,
        standing,
        change,
        None if set(patient.treatments) == set(start.treatments) else patient.treatments,
        "" if patient.region == start.region else patient.region,
    )


def main() -> int:
    """Adds what is missing and prints what was found."""
    knowledge = load_pack(HOME.with_suffix(".json"))
    search = Search(knowledge, Judge(knowledge))
    for line in search.run():
        print(line, flush=True)
    search.write(FOLDER)
    print(sum(len(of.boundaries) for of in search.found.values()), "boundaries")
    return 0


if __name__ == "__main__":
    sys.exit(main())
