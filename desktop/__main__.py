"""`plainly` and its commands. Imports as little as it can: each command brings what it needs."""

import argparse
import sys

from desktop.commands.output import Refused
from desktop.commands.parser import parsed


def main(arguments: list[str] | None = None) -> int:
    """Runs the app or one headless command. Exit 0: done, 1: the input is wrong, 2: wrong use."""
    options = parsed(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(options)
    except Refused:
        return 1


def _run(options: argparse.Namespace) -> int:
    match options.command:
        case "assess":
            from desktop.commands.assess import assess_case

            return assess_case(options.case, region=options.region, explain=options.explain)
        case "handout":
            from desktop.commands.handout import print_case

            return print_case(options)
        case "demo":
            from desktop.commands.demo import play

            return play(options.out)
        case "check-pack":
            from desktop.commands.check_pack import check, put_back_last_good

            return put_back_last_good() if options.last_good else check(options.folder)
        case "backup":
            from desktop.commands.records import back_up_records

            return back_up_records(options.file)
        case "restore":
            from desktop.commands.records import restore_records

            return restore_records(options.file, unchecked=options.with_recovery_key)
        case "verify":
            from desktop.commands.records import verify_records

            return verify_records()
        case _:
            from desktop.commands.window import open_window

            return open_window()


if __name__ == "__main__":
    sys.exit(main())
