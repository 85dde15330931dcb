"""Spend one of the votes that a project gives everybody."""

from cocreate.kernel.db import db, insert_into
from cocreate.kernel.errors import ConflictError
from cocreate.kernel.ids import PersonId
from cocreate.kernel.languages import Saying, translatable
from cocreate.votes.models import Ballot
from cocreate.votes.queries import Votable, count_open_votes

ONE_SPENT = translatable(
    "Your vote here stands on another idea. Take it back, or wait: it returns when "
    "that idea is closed."
)
ALL_SPENT = translatable(
    "Your %(many)s votes here stand on other ideas. Take one back, or wait: it returns "
    "when its idea is closed."
)


class VotesSpentError(ConflictError):
    """Every vote that this person has in the project stands on an open idea."""

    heading = "You have no vote left here"


def spend_one(voter_id: PersonId, idea: Votable) -> None:
    """Refuse a vote that is one too many; a project without a budget asks nothing.

    The ballot is held until the end of the transaction: of two votes at once, the
    second counts the first.
    """
    if idea.budget is None:
        return
    hold_ballot(voter_id, idea)
    if count_open_votes(voter_id, idea.project_id, idea.workflow) >= idea.budget:
        message = ONE_SPENT if idea.budget == 1 else ALL_SPENT
        raise VotesSpentError(Saying(message, {"many": idea.budget}))


def hold_ballot(voter_id: PersonId, idea: Votable) -> None:
    statement = insert_into(Ballot)
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=["voter_id", "project_id"],
            set_={"voter_id": statement.excluded.voter_id},
        ),
        {"voter_id": voter_id, "project_id": idea.project_id},
    )
