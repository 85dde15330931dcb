"""Who would be told of something, and who would not and why: before it is done."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import select

from cocreate.config import current
from cocreate.kernel import mail
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId, ProjectId
from cocreate.kernel.languages import Language
from cocreate.kernel.policy import Actor
from cocreate.notices.kind import SAID, Kind
from cocreate.notices.models import Notice
from cocreate.notices.pace import Pace
from cocreate.notices.queries.browsers import who_has_browsers
from cocreate.notices.queries.wishes import rhythms_of, wishes_for
from cocreate.people.queries import Reachable, reachable
from cocreate.projects.queries import allowed_in

AT_ONCE = 500  # people in one question


class Audience(NamedTuple):
    """How many people are told in which way, and how many are left out and why."""

    told: int
    by_mail: int  # at once, with what else happens in that moment
    by_digest: int
    in_app_alone: int
    left_out: tuple[tuple[str, int], ...]


def audience_of(
    actor: Actor,
    person_ids: Iterable[PersonId],
    *,
    project_id: ProjectId,
    kind: Kind = Kind.STATUS,
    about: str = "",
) -> Audience:
    """What telling these people would come to, were the actor to cause it now.

    What is told once `about` a thing is not told again to those who heard of it.
    """
    everybody = set(person_ids)
    others = everybody - {actor.person_id}
    heard = told_before(others, kind, about) if about else set()
    allowed = allowed_in(project_id, sorted(others - heard))
    people = reachable(allowed)
    ways = [
        way
        for start in range(0, len(people), AT_ONCE)
        for way in ways_to(people[start : start + AT_ONCE], kind)
    ]
    unwilling = ways.count("none")
    left_out = (
        ("you, who do it", len(everybody) - len(others)),
        ("who were told of one before", len(heard)),
        ("not in this private project", len(others - heard) - len(allowed)),
        ("without a confirmed address", len(allowed) - len(people)),
        ("who chose not to hear of such things", unwilling),
    )
    return Audience(
        told=len(people) - unwilling,
        by_mail=ways.count("mail"),
        by_digest=ways.count("digest"),
        in_app_alone=ways.count("app"),
        left_out=tuple(one for one in left_out if one[1]),
    )


def told_before(
    person_ids: Collection[PersonId], kind: Kind, about: str
) -> set[PersonId]:
    query = select(Notice.person_id).where(
        Notice.person_id.in_(person_ids), Notice.kind == kind, Notice.about == about
    )
    return set(db.session.scalars(query))


def ways_to(people: list[Reachable], kind: Kind) -> list[str]:
    """How each of these people would hear of it."""
    ids = [person.id for person in people]
    wishes, rhythms = wishes_for(kind, ids), rhythms_of(ids)
    shown = who_has_browsers(ids)
    returned = mail.returned_among([person.email for person in people])
    ways = []
    for person in people:
        wish, rhythm = wishes[person.id], rhythms.get(person.id)
        rests = person.email in returned or (rhythm and rhythm.paused_at)
        pace = Pace.NEVER if rests else wish.mail
        if pace is Pace.NEVER:
            here = wish.in_app or (person.id in shown and wish.push is not Pace.NEVER)
            ways.append("app" if here else "none")
        else:
            ways.append("mail" if pace is Pace.NOW else "digest")
    return ways


class Line(NamedTuple):
    """One thing that a letter tells."""

    actor_name: str
    said: str
    words: str
    detail: str
    language: Language = Language.EN


class Told(NamedTuple):
    """A letter as it would be written; its links open beside the page that shows it."""

    subject: str
    text: str
    html: str


def letter_of(
    *, by: str, words: str, detail: str, path: str, kind: Kind = Kind.STATUS
) -> Told:
    """The letter that tells this one thing, to nobody in particular."""
    site = current().site_url
    line = Line(by, SAID[kind], words, detail)
    subject = f"{by} {SAID[kind]} {words}"
    said = mail.rendered(
        "notices",
        name="…",
        subject_line=subject,
        first=line,
        number=1,
        subjects=[{"words": words, "link": f"{site}{path}", "lines": [line]}],
        more=0,
        inbox_url=f"{site}/notices",
        settings_url=f"{site}/notices/settings",
        unsubscribe_url=f"{site}/notices/unsubscribe/…",
        wake_url=None,
    )
    html = said.html.replace("<head>", '<head><base target="_blank">', 1)
    return Told(subject, said.text, html)
