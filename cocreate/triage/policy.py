"""Who keeps notes, and who reads them. Pure: rows in, bool out."""

from cocreate.kernel.policy import Actor


def reads_notes(actor: Actor) -> bool:
    """Notes are for the company: employees, product managers, moderators."""
    return actor.is_company


def may_note(actor: Actor) -> bool:
    return actor.may_write and reads_notes(actor)
