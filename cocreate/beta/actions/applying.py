"""Apply for a seat: once, on a device that will do, under the terms as they stand."""

import secrets
from collections.abc import Sequence

from cocreate.beta.actions.devices import add_device
from cocreate.beta.actions.seats import (
    TEAM_ONLY,
    move_to,
    newcomer,
    seat_or_queue,
    sit_down,
    take_turn,
)
from cocreate.beta.drafts import Application, DeviceDraft
from cocreate.beta.events import TesterApplied
from cocreate.beta.kinds import PLATFORM_NAMES, Place, Platform, SeatRule, Why
from cocreate.beta.models import (
    Device,
    Enrolment,
    InvitationLink,
    Programme,
    ScreeningAnswer,
)
from cocreate.beta.policy import (
    IN_THE_PROGRAMME,
    SETTLED,
    may_run,
    why_not_among,
    why_not_apply,
    why_not_by,
)
from cocreate.beta.queries.devices import get_own_device
from cocreate.beta.queries.enrolments import find_enrolment, get_enrolment
from cocreate.beta.queries.invitation_links import find_link
from cocreate.beta.queries.lotteries import is_drawn
from cocreate.beta.queries.programmes import get_programme
from cocreate.beta.queries.screening import is_eligible, platforms_of, questions_of
from cocreate.beta.screening import ANSWER_IT, Asked, has_passed
from cocreate.beta.systems import is_at_least
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError, InvalidError
from cocreate.kernel.ids import EnrolmentId, ProgrammeId
from cocreate.kernel.languages import translatable
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.people.actions import note_consent
from cocreate.people.agreed import Agreed
from cocreate.people.queries import get_person
from cocreate.projects.queries import phase_of

TERMS_CHANGED = "The terms have changed since you read them. Read them again, please."
ON_WHAT = "Say what you would test it on."
AFTER_THE_DRAW = 2_000_000_000


def apply_for_seat(
    actor: Actor, programme_id: ProgrammeId, application: Application
) -> Enrolment:
    """Give the actor a seat while seats last, else a place in the queue; once.

    Where the lot decides they enter it; an answer that does not pass is read by a
    person before it goes on.
    """
    # Locked first: two last seats must not both be given.
    programme = get_programme(actor, programme_id, lock=True)
    enrolment = find_enrolment(programme.id, actor.person_id)
    if enrolment is not None and enrolment.place in SETTLED:
        return enrolment
    link = link_for(actor, programme, application.code)
    reason = why_not_apply(
        actor, programme, phase_of(programme.project_id), enrolment, now()
    )
    require(reason is None, reason or "")
    if link is None and (enrolment is None or enrolment.place is not Place.INVITED):
        require_among(actor, programme)
    require_current_terms(programme, application.terms_version)
    questions = questions_of(programme.id)
    require_answers(questions, application)
    device = device_for(actor, programme, application)
    if enrolment is not None and enrolment.place is Place.INVITED:
        return accept_invitation(programme, enrolment, application, device)
    enrolment = enrolment or newcomer(programme, actor.person_id)
    fill_in(enrolment, application, device)
    keep_answers(enrolment, questions, application)
    enrolment.applied_at = now()
    if link is not None:
        come_by(link, enrolment)
    record(TesterApplied(programme_id=programme.id, person_id=actor.person_id))
    place_applicant(programme, enrolment)
    return enrolment


def require_among(actor: Actor, programme: Programme) -> None:
    """Refuse whom the programme is not for, unless they were invited."""
    eligible = is_eligible(programme, actor.person_id)
    reason = why_not_among(actor, programme, eligible=eligible)
    require(reason is None, reason or "")


def link_for(actor: Actor, programme: Programme, code: str) -> InvitationLink | None:
    """The invitation somebody comes by; one that lets them in no more is refused."""
    if not code:
        return None
    link = find_link(programme.id, code)
    if link is None:
        raise ForbiddenError(translatable("We know no such invitation."))
    reason = why_not_by(link, email=get_person(actor.person_id).email, at=now())
    require(reason is None, reason or "")
    return link


def come_by(link: InvitationLink, enrolment: Enrolment) -> None:
    """Count the use of a link, once for each who comes by it."""
    if enrolment.link_id != link.id:
        link.uses += 1
        enrolment.link_id = link.id
    enrolment.cohort_id = link.cohort_id or enrolment.cohort_id


def require_current_terms(programme: Programme, terms_version: int) -> None:
    if terms_version != programme.terms_version:
        raise InvalidError({"terms_version": TERMS_CHANGED})


def require_answers(questions: Sequence[Asked], application: Application) -> None:
    missing = {
        asked.name: ANSWER_IT
        for asked in questions
        if not application.answers.get(asked.id)
    }
    if missing:
        raise InvalidError(missing)


def device_for(
    actor: Actor, programme: Programme, application: Application
) -> Device | None:
    """What they would test on, if it will do; kept among their devices."""
    device = None
    if application.device_id is not None:
        device = get_own_device(actor, application.device_id)
    elif application.brought is not None:
        device = add_device(actor, application.brought)
    wanted = platforms_of(programme.id)
    if device is None:
        if wanted or not application.device:
            missing = "platform" if application.device else "device"
            raise InvalidError({missing: ON_WHAT})
        return None
    brought = DeviceDraft(
        platform=device.platform, model=device.model, os_version=device.os_version
    )
    if wrong := why_unfit(brought, wanted):
        raise InvalidError(wrong)
    return device


def why_unfit(device: DeviceDraft, wanted: dict[Platform, str]) -> dict[str, str]:
    """Why a device will not do, by the field that says so; nothing when it will."""
    if not wanted:
        return {}
    if device.platform not in wanted:
        names = ", ".join(PLATFORM_NAMES[one] for one in wanted)
        return {"platform": f"This beta is for {names}."}
    least = wanted[device.platform]
    if not is_at_least(device.os_version, least):
        return {"os_version": f"This beta needs version {least} or later."}
    return {}


def accept_invitation(
    programme: Programme,
    enrolment: Enrolment,
    application: Application,
    device: Device | None,
) -> Enrolment:
    """The seat is theirs already: it was kept for them."""
    fill_in(enrolment, application, device)
    sit_down(programme, enrolment, from_waitlist=False)
    return enrolment


def fill_in(
    enrolment: Enrolment, application: Application, device: Device | None
) -> None:
    enrolment.device = named(device) if device else application.device
    enrolment.device_id = device.id if device else None
    enrolment.why = application.why
    take_terms(enrolment, application.terms_version)


def take_terms(enrolment: Enrolment, version: int) -> None:
    """Keep that somebody agrees to the terms of a beta, and to which."""
    enrolment.terms_version = version
    enrolment.terms_accepted_at = now()
    note_consent(
        enrolment.person_id,
        Agreed.BETA_TERMS,
        is_given=True,
        about=str(enrolment.programme_id),
        version=str(version),
    )


def named(device: Device) -> str:
    """“Pixel 8, Android 15”, as lists of testers show it."""
    system = f"{PLATFORM_NAMES[device.platform]} {device.os_version}".strip()
    return f"{device.model}, {system}"


def keep_answers(
    enrolment: Enrolment, questions: Sequence[Asked], application: Application
) -> None:
    """Keep what was answered. What did not pass once does not by answering anew."""
    passed = True
    for asked in questions:
        value = application.answers[asked.id]
        does = has_passed(asked, value)
        passed = passed and does
        db.session.merge(
            ScreeningAnswer(
                enrolment_id=enrolment.id,
                question_id=asked.id,
                value=value,
                passed=does,
            )
        )
    if questions:
        enrolment.passed = passed and enrolment.passed is not False


def place_applicant(programme: Programme, enrolment: Enrolment) -> None:
    """Where an application leads by the programme's rule."""
    if enrolment.passed is False:
        move_to(enrolment, Place.APPLIED, why=Why.SCREENING)
        return
    if programme.rule is SeatRule.LOTTERY and enrolment.link_id is None:
        if not is_drawn(programme.id):
            enter(enrolment)
            return
        enrolment.turn = AFTER_THE_DRAW
    take_turn(programme, enrolment)
    seat_or_queue(programme, enrolment)


def enter(enrolment: Enrolment) -> None:
    """Into the lottery, by a name of its own: the file names nobody."""
    enrolment.entry = enrolment.entry or secrets.token_hex(8)
    move_to(enrolment, Place.APPLIED, why=Why.ENTERED)


def admit(actor: Actor, enrolment_id: EnrolmentId) -> Enrolment:
    """Let somebody go on whose answers did not pass: a person has read them."""
    require(may_run(actor), TEAM_ONLY)
    enrolment = get_enrolment(actor, enrolment_id)
    programme = get_programme(actor, enrolment.programme_id, lock=True)
    db.session.refresh(enrolment)  # its place may have moved before the lock
    if enrolment.place is Place.APPLIED and enrolment.passed is False:
        enrolment.passed = True
        place_applicant(programme, enrolment)
    return enrolment


def accept_terms(
    actor: Actor, programme_id: ProgrammeId, *, terms_version: int
) -> None:
    """Note that a tester accepts the terms as they stand now."""
    programme = get_programme(actor, programme_id)
    enrolment = find_enrolment(programme.id, actor.person_id, lock=True)
    if enrolment is None or enrolment.place not in IN_THE_PROGRAMME:
        raise ForbiddenError(translatable("You have no place in this beta."))
    require_current_terms(programme, terms_version)
    if enrolment.terms_version != terms_version:
        take_terms(enrolment, terms_version)
