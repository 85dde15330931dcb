"""What people's tables need from time to time."""

from cocreate.kernel import mail
from cocreate.kernel.transaction import transaction
from cocreate.people import actions, queries


def forget_what_expired() -> None:
    """Sign-ins that ended, guesses that are over, links that work no more, letters."""
    with transaction():
        actions.forget_what_expired()
    with transaction():
        mail.forget_old_letters()


def refill_segments() -> None:
    """Gather the people of every segment anew: whoever came in without a word."""
    for segment in queries.every_segment():
        with transaction():
            actions.refill_segment(segment.id)
