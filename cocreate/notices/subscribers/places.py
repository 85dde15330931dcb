"""Places in betas: whoever comes to one is told of it, and what they can do."""

from collections.abc import Iterable
from datetime import datetime

from cocreate.beta import queries as beta
from cocreate.beta.events import PlaceChanged, QueueMoved, SeatIdle, TermsChanged
from cocreate.beta.kinds import Place, Why
from cocreate.kernel.clock import local
from cocreate.kernel.ids import PersonId, ProgrammeId
from cocreate.kernel.policy import WORKER
from cocreate.notices.actions import News, tell
from cocreate.notices.kind import Kind

TOLD_AS = {
    Place.APPLIED: Kind.APPLIED,
    Place.WAITLISTED: Kind.WAITLISTED,
    Place.INVITED: Kind.INVITED,
    Place.ACTIVE: Kind.SEAT,
    Place.LEFT: Kind.PLACE_ENDED,
    Place.REMOVED: Kind.PLACE_ENDED,
    Place.COMPLETED: Kind.PLACE_ENDED,
}
OF_PLACES = {
    Place.APPLIED: "Somebody of the team reads it.",
    Place.INVITED: "Accept the terms, and it is yours.",
    Place.ACTIVE: "You are in.",
    Place.LEFT: "You gave up your place. You may apply again.",
    Place.REMOVED: "The team ended your part in it.",
    Place.COMPLETED: "It is complete. Thank you for testing.",
}
OF_REASONS = {
    Why.SCREENING: "Somebody of the team reads your answers before it goes on.",
    Why.ENTERED: "You are in the lottery. When it is drawn, you are told.",
    Why.IDLE: "You did not use your seat, so it was given on. You may apply again.",
    Why.OVER: "It ended while you waited. Thank you for your patience.",
}


def place_changed(event: PlaceChanged) -> None:
    """Each step is told once, with the place in the queue where there is one."""
    place = Place(event.place)
    tell_of_programme(
        TOLD_AS[place],
        event.programme_id,
        [event.person_id],
        about=f"step:{event.step_id}",
        detail=said_of(place, event),
    )


def said_of(place: Place, event: PlaceChanged) -> str:
    if place is Place.WAITLISTED:
        return f"You are number {event.queue_place:,} in the queue."
    return OF_REASONS[Why(event.why)] if event.why else OF_PLACES[place]


def queue_moved(event: QueueMoved) -> None:
    """Who waits is told once that they are the next, and not of each place before."""
    tell_of_programme(
        Kind.WAITLISTED,
        event.programme_id,
        [event.person_id],
        about=f"next:{event.step_id}",
        detail="You are next: number 1 in the queue.",
    )


def seat_idle(event: SeatIdle) -> None:
    until = local(datetime.fromisoformat(event.until))
    tell_of_programme(
        Kind.IDLE,
        event.programme_id,
        [event.person_id],
        about=f"idle:{event.reminded_at}",
        detail=f"Try a build or say that you go on, by {until:%-d %B %Y}; "
        "else it goes to the next who waits.",
    )


def terms_changed(event: TermsChanged) -> None:
    """Whoever has a place accepts the new version before the next download."""
    tell_of_programme(
        Kind.TERMS,
        event.programme_id,
        beta.people_in(ProgrammeId(event.programme_id)),
        about=f"terms:{event.version}",
        detail="Read and accept them; then your downloads open again.",
    )


def tell_of_programme(
    kind: Kind,
    programme_id: int,
    people: Iterable[int],
    *,
    about: str,
    detail: str,
) -> None:
    programme = beta.get_programme(WORKER, ProgrammeId(programme_id))
    slug = beta.slug_of_programme(WORKER, programme.id)
    news = News(
        kind=kind,
        about=f"programme:{programme.id}:{about}",
        path=f"/projects/{slug}/beta",
        words=programme.name,
        detail=detail,
        project_id=programme.project_id,
    )
    tell([PersonId(one) for one in people], news)
