"""`python -m guidance.pack check [FOLDER]` and `python -m guidance.pack build [FOLDER]`."""

import argparse
import sys
from pathlib import Path

from guidance.pack.build import built, write_pack
from guidance.pack.check import check_pack
from guidance.pack.compile import compiled
from guidance.pack.load import knowledge_from
from guidance.pack.problems import Problems
from guidance.pack.reader import PackFiles, read_pack
from guidance.pack.tables_data import as_data

HOME = Path(__file__).resolve().parents[2] / "resources" / "knowledge" / "metastatic_breast"


def checked_pack(folder: Path) -> tuple[PackFiles, Problems]:
    """Reads and checks a pack folder."""
    problems = Problems()
    files = read_pack(folder, problems)
    check_pack(files, problems)
    return files, problems


def report(problems: Problems) -> str:
    """All faults and notices as lines, with a count."""
    lines = [str(problem) for problem in problems.faults]
    lines += [f"note: {problem}" for problem in problems.notices]
    lines.append(f"{len(problems.faults)} faults, {len(problems.notices)} notes")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Exit 0 when the pack is good (and built), 1 when it has faults, 2 for wrong use."""
    parser = argparse.ArgumentParser(prog="python -m guidance.pack", description=__doc__)
    parser.add_argument("command", choices=["check", "build"])
    parser.add_argument("folder", nargs="?", type=Path, default=HOME)
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        sys.stderr.write(f"{options.folder} is not a folder. Name the folder of a knowledge pack.\n")
        return 2
    files, problems = checked_pack(options.folder)
    if problems.faults:
        sys.stderr.write(report(problems) + "\n")
        return 1
    if options.command == "build":
        target = options.folder.with_suffix(".json")
        body = built(files)
        body["tables"] = as_data(compiled(knowledge_from(body)))
        digest = write_pack(body, target)
        sys.stdout.write(f"{target.name} built, {digest[:12]}\n")
    else:
        sys.stdout.write(report(problems) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
