"""A rule for what is posted, which lies before the moderators of a town."""

from cocreate.kernel.db import db
from cocreate.moderation.actions import watch_words
from cocreate.moderation.watching import WatchedAct
from cocreate.people.models import Person
from tests.factories import actor_of


def a_rule(by: Person) -> str:
    """Words that are watched for once somebody has tried it."""
    rule = watch_words(actor_of(by), "lawyer", act=WatchedAct.TAG, instead="legal")
    db.session.commit()
    return str(rule.id)
