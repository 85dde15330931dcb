"""Sign a certificate for somebody, and take theirs back when they no longer agree."""

import json
from typing import Any

from sqlalchemy import ColumnElement, update

from cocreate.config import current
from cocreate.credits.badge import Evidence, badge_of
from cocreate.credits.models import Certificate
from cocreate.credits.queries import find_given, find_own, in_words
from cocreate.decisions.queries import because_of
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId, ReleaseId, fresh_token
from cocreate.kernel.policy import Actor, require
from cocreate.kernel.signer import signer_of
from cocreate.people.queries import face_from, get_person
from cocreate.releases.queries import decisions_shipped, get_release

OTHERS = "This release thanks others."
SAY_FIRST = "Say first how you are named: by name, or by your initials."


def issue_certificate(actor: Actor, release_id: ReleaseId) -> Certificate:
    """Sign what a release thanks the actor for, in the name they agreed to, once."""
    release = get_release(actor, release_id)
    # Locked first: whoever takes their consent back has to find what was signed.
    person = get_person(actor.person_id, lock=True)
    given = find_given(actor, release.id)
    require(bool(given), OTHERS)
    require(person.credited_as.shows, SAY_FIRST)
    if found := find_own(actor, release.id):
        return found
    certificate = Certificate(
        code=fresh_token(),
        person_id=person.id,
        release_id=release.id,
        name=face_from(person).quoted.name,
        issued_at=now(),
    )
    title = f"{release.version}: {release.title}"
    certificate.document = signed(
        certificate, title, in_words(given), evidence_of(actor, release.id)
    )
    db.session.add(certificate)
    db.session.flush()  # the page that follows reads it
    return certificate


def signed(
    certificate: Certificate, title: str, given: str, evidence: list[Evidence]
) -> str:
    settings = current()
    signer, at = signer_of(settings), certificate.issued_at
    document = badge_of(
        signer,
        code=certificate.code,
        person=certificate.name,
        release=(certificate.release_id, title),
        given=given,
        evidence=evidence,
        at=at,
    )
    proven: dict[str, Any] = signer.signed(document, at)
    return json.dumps(proven, ensure_ascii=False, indent=2)


def evidence_of(actor: Actor, release_id: ReleaseId) -> list[Evidence]:
    """The decisions in the release that were made because of the actor."""
    shipped = {*decisions_shipped([release_id])[release_id]}
    return [
        Evidence(f"/decisions/{one.id}", one.title)
        for one in because_of(actor, actor.person_id)
        if one.id in shipped
    ]


def withdraw_certificates(person_id: PersonId, *which: ColumnElement[bool]) -> None:
    """Take back what was signed for somebody, and forget what it said."""
    db.session.execute(
        update(Certificate)
        .where(
            Certificate.person_id == person_id,
            Certificate.revoked_at.is_(None),
            *which,
        )
        .values(revoked_at=now(), name="", document=""),
        execution_options={"synchronize_session": False},
    )
