"""The words of the command line. Wrong use exits 2, as argparse does."""

import argparse
from pathlib import Path


def parsed(arguments: list[str]) -> argparse.Namespace:
    """The command and its options."""
    parser = argparse.ArgumentParser(
        prog="plainly",
        description="An offline aid for a talk about advanced breast cancer. Without a command it opens the app.",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    demo = commands.add_parser("demo", help="play a whole visit of an invented patient, offscreen, into a folder")
    demo.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    assess = commands.add_parser("assess", help="judge a case and print the answer as JSON")
    assess.add_argument("case", type=Path, metavar="CASE.json")
    assess.add_argument("--region", choices=["us", "eu"], help="the region of the case when left out")
    assess.add_argument("--explain", metavar="OPTION", help="print one option with every clause instead")
    handout = commands.add_parser("handout", help="make the sheet of a case as a PDF")
    handout.add_argument("case", type=Path, metavar="CASE.json")
    handout.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    handout.add_argument("--language", help="what the case says, or en, when left out")
    handout.add_argument("--paper", choices=["a4", "letter"], help="what the case says, or a4, when left out")
    handout.add_argument("--text", choices=["standard", "large"], help="what the case says when left out")
    handout.add_argument("--date", metavar="YYYY-MM-DD", help="the day of the visit; today when left out")
    check = commands.add_parser("check-pack", help="report all faults of a knowledge pack")
    what = check.add_mutually_exclusive_group()
    what.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")
    what.add_argument(
        "--last-good",
        action="store_true",
        help="put back the edition that last opened well here, when the installed one is refused",
    )
    passphrase = "The passphrase is asked for, or read as the first line of standard input."
    backup = commands.add_parser("backup", help="write a checked backup of the records", epilog=passphrase)
    backup.add_argument("file", type=Path, metavar="FILE")
    restore = commands.add_parser("restore", help="put a backup back where there are no records", epilog=passphrase)
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument(
        "--with-recovery-key",
        action="store_true",
        help="the passphrase is lost: restore without it, and open the records with the recovery key",
    )
    commands.add_parser("verify", help="check every page and record of the store", epilog=passphrase)
    return parser.parse_args(arguments)
