"""Forget what somebody said with their votes; that they voted stays counted."""

from sqlalchemy import update

from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId
from cocreate.votes.models import DiscountedVote, Vote


def forget_words(person_id: PersonId) -> None:
    """Take from all that somebody voted for why, and what they were heard to say."""
    for table in (Vote, DiscountedVote):
        db.session.execute(
            update(table)
            .where(table.voter_id == person_id)
            .values(why=None, quote=None),
            execution_options={"synchronize_session": False},
        )
