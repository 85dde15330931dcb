"""What becomes of accounts once the worker comes by: letters, and segments."""

from cocreate.kernel.ids import PersonId
from cocreate.kernel.outbox import happened_at
from cocreate.people.actions import answer_link, answer_reset, place_people
from cocreate.people.erasures import Erasure, keep_erasure
from cocreate.people.events import (
    LinkAsked,
    PersonLeft,
    PersonSignedUp,
    ResetAsked,
    RoleChanged,
)


def mail_reset(event: ResetAsked) -> None:
    """Mail the link that sets a new password; asked twice, it is mailed once."""
    answer_reset(event.email)


def mail_link(event: LinkAsked) -> None:
    """Mail the link that signs in; asked twice, it is mailed once."""
    answer_link(event)


def place_person(event: PersonSignedUp | RoleChanged) -> None:
    """Put somebody into the segments whose rules they meet from now on."""
    place_people([PersonId(event.person_id)])


def note_erasure(event: PersonLeft) -> None:
    """Keep the number of whoever left beside the files, for backups of before."""
    keep_erasure(Erasure(PersonId(event.person_id), happened_at()))
