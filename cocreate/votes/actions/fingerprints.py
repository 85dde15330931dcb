"""Make the salts of fingerprints, throw them away, and forget what they were for."""

import secrets
from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import delete, tuple_, update

from cocreate.kernel.clock import today
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.votes.models import FingerprintSalt, Vote

QUIETLY = {"synchronize_session": False}
SALT_BYTES = 32


def keep_salts() -> None:
    """Have the salts of today and tomorrow, and none of a day that is over.

    Without its salt a fingerprint leads nowhere: nobody can try addresses on it.
    """
    days = (today(), today() + timedelta(days=1))
    db.session.execute(
        insert_into(FingerprintSalt).on_conflict_do_nothing(),
        [{"of_day": day, "salt": secrets.token_bytes(SALT_BYTES)} for day in days],
    )
    over = FingerprintSalt.of_day < days[0]
    db.session.execute(delete(FingerprintSalt).where(over), execution_options=QUIETLY)


def forget_old_fingerprints(pairs: Collection[tuple[PersonId, IdeaId]]) -> None:
    """Take their fingerprints from these votes."""
    them = tuple_(Vote.voter_id, Vote.idea_id).in_(pairs)
    db.session.execute(
        update(Vote).where(them).values(fingerprint=None), execution_options=QUIETLY
    )


def forget_fingerprints(person_id: PersonId) -> None:
    """Take the fingerprints from all that somebody voted for."""
    db.session.execute(
        update(Vote).where(Vote.voter_id == person_id).values(fingerprint=None),
        execution_options=QUIETLY,
    )
