"""Show in browsers what happened; ask that of a browser, and take it back."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, or_, update

from cocreate.config import current
from cocreate.kernel import push
from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Actor, require
from cocreate.notices.actions.letters import (
    find_or_begin_rhythm,
    rests,
    subject_of,
    take_waiting,
)
from cocreate.notices.models import Browser, Notice
from cocreate.notices.queries import NoticeLine, addresses_of, lines_among
from cocreate.people.actions import note_consent
from cocreate.people.agreed import Agreed
from cocreate.people.queries import actor_for, last_seen, reachable

MOST_READ = 20
MEMBERS_ASK = "Sign in to be told in this browser."
# Who was not here for so long seems not to look at what their browsers show.
UNSEEN = timedelta(days=30)


def show_in_browser(actor: Actor, sign_in_id: int, address: push.Address) -> None:
    """Let the browser of a sign-in of the actor's show what happens.

    A browser that did so for somebody else, or by an older address, does so no more.
    """
    require(actor.is_member, MEMBERS_ASK)
    if refusal := push.refusal_of(address):
        raise InvalidError({"endpoint": refusal})
    older = or_(Browser.sign_in_id == sign_in_id, Browser.endpoint == address.endpoint)
    db.session.execute(delete(Browser).where(older))
    db.session.execute(
        insert_into(Browser)
        .values(
            person_id=actor.person_id,
            sign_in_id=sign_in_id,
            endpoint=address.endpoint,
            key=address.key,
            secret=address.secret,
            asked_as=push.public_key(),
            asked_at=now(),
        )
        .on_conflict_do_nothing()
    )
    note_push(actor, sign_in_id, is_given=True)


def note_push(actor: Actor, sign_in_id: int, *, is_given: bool) -> None:
    """Keep that the actor agrees to what the browser of a sign-in shows, or no more."""
    note_consent(actor.person_id, Agreed.PUSH, is_given=is_given, about=str(sign_in_id))


def hide_in_browser(actor: Actor, browser_id: int) -> None:
    """Show nothing in a browser of the actor's any more."""
    own = (Browser.id == browser_id, Browser.person_id == actor.person_id)
    hidden = delete(Browser).where(*own).returning(Browser.sign_in_id)
    sign_in_id = db.session.scalar(hidden)
    if sign_in_id is not None:
        note_push(actor, sign_in_id, is_given=False)


def forget_browser(endpoint: str) -> None:
    """Its push service says that it is gone."""
    db.session.execute(delete(Browser).where(Browser.endpoint == endpoint))


def show_to(person_id: PersonId) -> int:
    """Show a person in their browsers what waits; how much waited."""
    waited = take_waiting(person_id, Notice.push_due_at)
    addresses = addresses_of(person_id)
    if not waited or not addresses or seems_away(person_id):
        return len(waited)
    if lines := lines_among(actor_for(person_id), waited[-MOST_READ:]):
        name = write(person_id, lines, addresses)
        told = Notice.id.in_([line.id for line in lines])
        db.session.execute(update(Notice).where(told).values(pushed_as=name))
    return len(waited)


def seems_away(person_id: PersonId) -> bool:
    """Whether nobody reads what is mailed, or nobody was here for long."""
    seen_at = last_seen(person_id)
    long_ago = seen_at is None or now() - seen_at > UNSEEN
    return long_ago or rests(find_or_begin_rhythm(person_id))


def write(
    person_id: PersonId, lines: Sequence[NoticeLine], addresses: list[push.Address]
) -> str:
    (person,) = reachable([person_id])
    one = lines[0] if len(lines) == 1 else None
    return push.write(
        addresses,
        to_address=person.email,
        to_name=person.name,
        title=subject_of(lines),
        body=one.detail if one else "",
        link=current().site_url + (one.path if one else "/notices"),
    )
