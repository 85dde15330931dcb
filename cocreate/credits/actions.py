"""Derive who is thanked on a release. The only writer of the credits table."""

from collections import Counter

from cocreate.beta.queries import report_counts_for_builds
from cocreate.credits.kinds import CreditKind
from cocreate.credits.models import Credit
from cocreate.credits.queries import credits_of
from cocreate.decisions.queries import contributions_by_person
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId, ReleaseId
from cocreate.people.queries import faces
from cocreate.releases.queries import (
    builds_shipped,
    decisions_shipped,
    lock_published,
)

Due = Counter[tuple[PersonId, CreditKind]]


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
    add_credits(release_id, due)
    return changed + len(due)


def credits_due(release_id: ReleaseId) -> Due:
    """What each customer gave: nothing hidden counts, and nobody of the company."""
    due: Due = Counter()
    decided = decisions_shipped([release_id])[release_id]
    for person_id, given in contributions_by_person(decided).items():
        due[person_id, CreditKind.IDEA] = len(given.ideas)
        due[person_id, CreditKind.COMMENT] = len(given.comments)
    built = builds_shipped([release_id])[release_id]
    for person_id, reports in report_counts_for_builds(built).items():
        due[person_id, CreditKind.REPORT] = reports
    known = faces(person_id for person_id, _ in due)
    return Counter(
        {
            (person_id, kind): number
            for (person_id, kind), number in due.items()
            if number and not known[person_id].is_company
        }
    )


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
