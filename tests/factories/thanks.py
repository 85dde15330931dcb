"""What was amended, and certificates of thanks."""

from typing import Any

from cocreate.credits.actions import derive_credits, issue_certificate
from cocreate.decisions.actions import amend_decision
from cocreate.decisions.drafts import DecisionWords
from cocreate.decisions.models import Decision
from cocreate.kernel.db import db
from cocreate.people.models import Person
from cocreate.releases.models import Release
from tests.factories.people import actor_of


def an_amendment(decision: Decision, *, by: Person) -> None:
    """Let a decision say something else: what it said is its first version."""
    words = DecisionWords(f"{decision.title}, by night", decision.rationale)
    amend_decision(actor_of(by), decision.id, body="By day, no.", words=words)
    db.session.commit()


def a_certificate(person: Person, release: Release) -> str:
    """The code of the address of what was signed for somebody a release thanks."""
    derive_credits(release.id)
    code = issue_certificate(actor_of(person), release.id).code
    db.session.commit()
    return code


def thanked_for(
    decision: Decision, release: Release, *, by: Person, person: Person
) -> dict[str, Any]:
    """An earlier version and a certificate, by what addresses call them."""
    an_amendment(decision, by=by)
    return {"number": 1, "code": a_certificate(person, release)}
