"""What notices do by themselves: write what is due to be mailed, and to be shown."""

from collections.abc import Callable, Iterable

from cocreate.kernel.ids import PersonId
from cocreate.kernel.transaction import pause, transaction
from cocreate.notices import actions, queries

AT_ONCE = 50  # people


def write_letters() -> int:
    """One letter a person; say how much it told."""
    return write_to_each(queries.due_people(AT_ONCE), actions.write_letter_to)


def show_in_browsers() -> int:
    """The same of what is shown in browsers."""
    return write_to_each(queries.due_in_browsers(AT_ONCE), actions.show_to)


def write_to_each(people: Iterable[PersonId], write: Callable[[PersonId], int]) -> int:
    """Each in a transaction of their own."""
    pause()
    told = 0
    for person_id in people:
        with transaction():
            told += write(person_id)
    return told
