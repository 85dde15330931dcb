"""What notices do by themselves: write the letters that are due."""

from cocreate.kernel.transaction import pause, transaction
from cocreate.notices import actions, queries

AT_ONCE = 50  # people


def write_letters() -> int:
    """One letter a person, each in a transaction of its own; say how much it told."""
    due = queries.due_people(AT_ONCE)
    pause()
    told = 0
    for person_id in due:
        with transaction():
            told += actions.write_letter_to(person_id)
    return told
