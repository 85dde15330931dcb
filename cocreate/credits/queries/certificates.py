"""Certificates: whoever has the address of one may read it."""

from collections.abc import Sequence

from sqlalchemy import select

from cocreate.credits.kinds import CreditKind
from cocreate.credits.models import Certificate, Credit
from cocreate.kernel.db import db
from cocreate.kernel.errors import GoneError, NotFoundError
from cocreate.kernel.ids import ReleaseId
from cocreate.kernel.policy import Actor

TAKEN_BACK = "This certificate was taken back: whoever it named no longer agrees."


def get_certificate(code: str) -> Certificate:
    """The certificate at this address, unless it was taken back."""
    found = db.session.scalar(select(Certificate).where(Certificate.code == code))
    if found is None:
        raise NotFoundError
    if found.revoked_at is not None:
        raise GoneError(TAKEN_BACK)
    return found


def find_own(actor: Actor, release_id: ReleaseId) -> Certificate | None:
    return db.session.scalar(
        select(Certificate).where(
            Certificate.person_id == actor.person_id,
            Certificate.release_id == release_id,
            Certificate.revoked_at.is_(None),
        )
    )


def find_given(actor: Actor, release_id: ReleaseId) -> Sequence[tuple[CreditKind, int]]:
    """What a release thanks the actor for."""
    rows = db.session.execute(
        select(Credit.kind, Credit.contributions)
        .where(Credit.release_id == release_id, Credit.person_id == actor.person_id)
        .order_by(Credit.kind)
    )
    return [(row.kind, row.contributions) for row in rows]


def own_certificates(actor: Actor) -> dict[ReleaseId, str]:
    """The addresses of the actor's certificates in force, by release."""
    rows = db.session.execute(
        select(Certificate.release_id, Certificate.code)
        .where(
            Certificate.person_id == actor.person_id, Certificate.revoked_at.is_(None)
        )
        .order_by(Certificate.id)
    )
    return {row.release_id: row.code for row in rows}


def revoked_codes() -> Sequence[str]:
    """The addresses of all that were taken back, the first first."""
    return db.session.scalars(
        select(Certificate.code)
        .where(Certificate.revoked_at.is_not(None))
        .order_by(Certificate.revoked_at, Certificate.id)
    ).all()
