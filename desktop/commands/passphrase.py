"""Asking for the passphrase: unseen on a terminal, or from standard input for a script; never as an argument.

An argument would stand in the list of programs and in the history of the shell.
"""

import getpass
import sys

from desktop.commands.output import Refused, complain


def ask_passphrase(question: str) -> str:
    """The passphrase. Raises Refused when none was given."""
    try:
        given = getpass.getpass(f"{question}: ") if sys.stdin.isatty() else sys.stdin.readline()
    except (EOFError, KeyboardInterrupt):
        given = ""
    except UnicodeDecodeError:
        complain("The passphrase on standard input is not UTF-8 text. Nothing was done. Type it on a terminal.")
        raise Refused from None
    passphrase = given.rstrip("\r\n")
    if not passphrase:
        # An empty one would be counted as a wrong try
        complain("No passphrase was given. Nothing was done. Type it when asked, or send it to standard input.")
        raise Refused
    return passphrase
