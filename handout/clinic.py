"""The clinic as the sheet names it: whom to call, and who pays. Filled in once in the settings."""

from dataclasses import dataclass

from handout.sheet import Contact


@dataclass(frozen=True, slots=True)
class Clinic:
    """Where the visit took place. Whatever is empty is left as a line to write on, never guessed.

    `phone` is the number that is answered day and night, `emergency_number` replaces the number of the region (911,
    112), `paid_by` says who paid for the sheet.
    """

    name: str = ""
    phone: str = ""
    contacts: tuple[Contact, ...] = ()
    emergency_number: str = ""
    paid_by: str = ""
