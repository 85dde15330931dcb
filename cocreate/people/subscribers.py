"""What people are written of their own accounts, once the worker comes by."""

from cocreate.people.actions import answer_link, answer_reset
from cocreate.people.events import LinkAsked, ResetAsked


def mail_reset(event: ResetAsked) -> None:
    """Mail the link that sets a new password; asked twice, it is mailed once."""
    answer_reset(event.email)


def mail_link(event: LinkAsked) -> None:
    """Mail the link that signs in; asked twice, it is mailed once."""
    answer_link(event)
