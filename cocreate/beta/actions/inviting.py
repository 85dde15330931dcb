"""Invite people: one by one, a list of them, or whoever holds a link. By the team."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from cocreate.beta.actions.seats import TEAM_ONLY, move_to, newcomer
from cocreate.beta.drafts import LinkDraft
from cocreate.beta.events import TesterInvited
from cocreate.beta.kinds import Place
from cocreate.beta.models import Enrolment, InvitationLink, Programme
from cocreate.beta.policy import HOLDING_A_SEAT, may_run
from cocreate.beta.queries.enrolments import find_enrolment
from cocreate.beta.queries.invitation_links import get_link, link_to, links_of
from cocreate.beta.queries.programmes import (
    cohort_named,
    find_cohort,
    get_programme,
    slug_of_programme,
)
from cocreate.config import current
from cocreate.kernel import mail
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError, InvalidError
from cocreate.kernel.ids import CohortId, LinkId, PersonId, ProgrammeId, fresh_token
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.people.addresses import kept_form
from cocreate.people.queries import find_by_email, get_person

MOST_LINKS = 100
A_PRESS = timedelta(minutes=1)
FOR_EVER = timedelta(days=3650)


class NoSeatError(ConflictError):
    message = "Every seat is taken. Add seats first; those who wait come before."


def invite(actor: Actor, programme_id: ProgrammeId, *, email: str) -> Enrolment:
    """Keep a free seat for somebody, by their address, until they answer.

    Inviting those who are in already changes nothing; the removed may come back.
    """
    require(may_run(actor), TEAM_ONLY)
    person = find_by_email(email)
    if person is None:
        raise InvalidError({"email": "Nobody here has this address."})
    programme = get_programme(actor, programme_id, lock=True)
    return keep_seat(actor, programme, person.id)


def keep_seat(
    actor: Actor,
    programme: Programme,
    person_id: PersonId,
    cohort_id: CohortId | None = None,
) -> Enrolment:
    enrolment = find_enrolment(programme.id, person_id)
    if enrolment is not None and enrolment.place in HOLDING_A_SEAT:
        return enrolment
    if programme.taken >= programme.seats:
        raise NoSeatError
    enrolment = enrolment or newcomer(programme, person_id)
    enrolment.cohort_id = cohort_id or enrolment.cohort_id
    programme.taken += 1
    move_to(enrolment, Place.INVITED, by_id=actor.person_id)
    record(
        TesterInvited(
            programme_id=programme.id, person_id=person_id, by_id=actor.person_id
        )
    )
    return enrolment


@dataclass(slots=True)
class Invited:
    """What became of a list of people to invite."""

    kept: int = 0
    mailed: int = 0
    known: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line of such a list."""

    line: int
    email: str
    cohort: str = ""


def invite_many(
    actor: Actor, programme_id: ProgrammeId, wanted: Iterable[Wanted]
) -> Invited:
    """Keep a seat for each who is known here; mail a link of their own to the rest.

    Lines that cannot be are told, and hold up no other. The same list twice invites
    nobody twice.
    """
    require(may_run(actor), TEAM_ONLY)
    programme = get_programme(actor, programme_id, lock=True)
    outcome = Invited()
    for one in wanted:
        try:
            invite_one(actor, programme, one, outcome)
        except (InvalidError, ConflictError) as refusal:
            outcome.refused.append((one.line, str(refusal)))
    return outcome


def invite_one(
    actor: Actor, programme: Programme, wanted: Wanted, outcome: Invited
) -> None:
    email = kept_form(wanted.email)
    if email is None:
        raise InvalidError({"email": "This is no e-mail address."})
    cohort_id = cohort_for(programme, wanted.cohort)
    person = find_by_email(email)
    if person is None:
        mail_link(actor, programme, email, cohort_id, outcome)
        return
    before = find_enrolment(programme.id, person.id)
    if before is not None and before.place in HOLDING_A_SEAT:
        outcome.known += 1
        return
    keep_seat(actor, programme, person.id, cohort_id)
    outcome.kept += 1


def cohort_for(programme: Programme, name: str) -> CohortId | None:
    if not name:
        return None
    cohort = cohort_named(programme.id, name)
    if cohort is None:
        raise InvalidError({"cohort": f"There is no group “{name}”."})
    return cohort.id


def mail_link(
    actor: Actor,
    programme: Programme,
    email: str,
    cohort_id: CohortId | None,
    outcome: Invited,
) -> None:
    """Write to somebody who has no account yet, once."""
    if link_to(programme.id, email) is not None:
        outcome.known += 1
        return
    link = InvitationLink(
        programme_id=programme.id,
        code=fresh_token(),
        email=email,
        cohort_id=cohort_id,
        most_uses=1,
        by_id=actor.person_id,
    )
    db.session.add(link)
    by = get_person(actor.person_id).name
    mail.write(
        "beta_invite",
        to_address=email,
        to_name="",
        subject=f"{by} invites you to try {programme.name}",
        link=f"{current().site_url}/invitations/{link.code}",
        by=by,
        programme=programme.name,
    )
    outcome.mailed += 1


def make_link(
    actor: Actor, programme_id: ProgrammeId, draft: LinkDraft
) -> InvitationLink:
    """A link for whoever is given it, as often and as long as it says.

    One just made in these words, that nobody has used yet, is that link.
    """
    require(may_run(actor), TEAM_ONLY)
    programme = get_programme(actor, programme_id, lock=True)
    if draft.cohort_id and find_cohort(programme.id, draft.cohort_id) is None:
        raise InvalidError({"cohort_id": "Choose a cohort of this programme."})
    links = links_of(programme.id)
    for one in links:
        if says_the_same(one, actor, draft):
            return one
    if len(links) >= MOST_LINKS:
        raise InvalidError({"note": f"{MOST_LINKS} links are the most."})
    link = InvitationLink(
        programme_id=programme.id,
        code=fresh_token(),
        note=draft.note,
        cohort_id=draft.cohort_id,
        most_uses=draft.most_uses,
        expires_at=draft.expires_at,
        by_id=actor.person_id,
        uses=0,
    )
    db.session.add(link)
    db.session.flush()  # the caller may name it by its key
    return link


def says_the_same(link: InvitationLink, actor: Actor, draft: LinkDraft) -> bool:
    """Whether a link is what a second press would make."""
    is_fresh = not link.uses and link.revoked_at is None and not link.email
    said = (link.by_id, link.note, link.cohort_id, link.most_uses)
    asked = (actor.person_id, draft.note, draft.cohort_id, draft.most_uses)
    just_now = link.made_at > now() - A_PRESS
    far = now() + FOR_EVER
    apart = (link.expires_at or far) - (draft.expires_at or far)
    return is_fresh and just_now and abs(apart) < A_PRESS and said == asked


def revoke_link(actor: Actor, link_id: LinkId) -> str:
    """Let nobody in by it any more; say which project's beta it was for."""
    require(may_run(actor), TEAM_ONLY)
    link = get_link(link_id)
    link.revoked_at = link.revoked_at or now()
    return slug_of_programme(actor, link.programme_id)
