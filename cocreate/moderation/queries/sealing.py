"""What is kept from moderators while somebody is to look at it a second time."""

from sqlalchemy import ColumnElement, and_, exists, true

from cocreate.kernel.clock import now
from cocreate.kernel.policy import NOBODY, Actor
from cocreate.moderation.models import Review
from cocreate.moderation.models.looks import SecondLook


def waits_for_look() -> ColumnElement[bool]:
    """A look that nobody has taken, while there is still time for it."""
    return and_(SecondLook.looked_at.is_(None), SecondLook.until_at > now())


def is_open_to(actor: Actor) -> ColumnElement[bool]:
    """Whether the actor may know how a case ended.

    Until its second look is over, nobody does but who decided it: whoever reads a
    verdict cannot give one of their own any more.
    """
    if actor.person_id == NOBODY:
        return true()
    by_another = SecondLook.first_moderator_id != actor.person_id
    return ~exists().where(
        SecondLook.review_id == Review.id, waits_for_look(), by_another
    )


def is_told() -> ColumnElement[bool]:
    """Whether how a case ended may stand in the history of what it is about."""
    return ~exists().where(SecondLook.review_id == Review.id, waits_for_look())
