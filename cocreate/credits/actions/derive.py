"""Derive who is thanked on a release."""

from cocreate.credits.actions.certify import withdraw_certificates
from cocreate.credits.models import Certificate, Credit
from cocreate.credits.queries import Due, credits_due, credits_of
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import ReleaseId
from cocreate.releases.queries import lock_published


def derive_credits(release_id: ReleaseId) -> int:
    """Make a release's credits what its citations and beta reports say they are.

    Says how many credits were not so before; a second run finds none.
    """
    # Locked first: two that derive at once must not both add the same credit.
    if not lock_published(release_id):
        return 0
    due = credits_due(release_id)
    changed = 0
    for credit in credits_of(release_id):
        number = due.pop((credit.person_id, credit.kind), 0)
        if number == credit.contributions:
            continue
        changed += 1
        if number:
            credit.contributions = number
        else:
            db.session.delete(credit)
            withdraw_certificates(
                credit.person_id, Certificate.release_id == release_id
            )
    add_credits(release_id, due)
    return changed + len(due)


def add_credits(release_id: ReleaseId, due: Due) -> None:
    db.session.add_all(
        Credit(
            release_id=release_id,
            person_id=person_id,
            kind=kind,
            contributions=number,
            credited_at=now(),
        )
        for (person_id, kind), number in sorted(due.items())
    )
    db.session.flush()  # whoever reads the release next finds them
