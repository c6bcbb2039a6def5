"""What the headless commands say: answers on standard output, complaints on standard error.

An answer is the same bytes on every computer, whatever the terminal takes text for, and nothing a file holds can steer
the terminal.
"""

import os
import sys
from contextlib import suppress


class Refused(Exception):
    """The command cannot be done; everything there is to say was said."""


def complain(text: str) -> None:
    """Says what is wrong. Control characters are shown as “?”: the text may quote a file from anywhere."""
    shown = "".join(letter if letter.isprintable() or letter == "\n" else "?" for letter in text.rstrip())
    # A surrogate stands for a byte of a file name that is not text
    sys.stderr.write(shown.encode("utf-8", "replace").decode() + "\n")


def say(text: str) -> None:
    """Prints an answer as UTF-8 with plain line ends. Raises Refused when it cannot be printed whole."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write((text.rstrip("\n") + "\n").encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    except OSError as fault:
        # What could not be printed is still waiting, and would be tried again, and fail, when the program ends
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(fault, BrokenPipeError):
            complain(f"The answer could not be printed ({fault.strerror}). Send it to another place.")
        raise Refused from None
