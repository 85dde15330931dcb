"""How people want to be told, and the links that stop letters without signing in."""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import select

from cocreate.config import current
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import PersonId
from cocreate.kernel.languages import translatable
from cocreate.kernel.policy import Actor
from cocreate.notices.kind import UNCHOSEN, Kind, Wish, unasked
from cocreate.notices.models import ASKED, NoticeWish, Rhythm
from cocreate.notices.pace import Pace
from cocreate.notices.policy import Hours
from cocreate.people.queries import actor_for, reachable

WAYS = (NoticeWish.in_app, NoticeWish.mail, NoticeWish.push)
INCOMPLETE = translatable("This link is not complete. Copy all of it.")


def wishes_for(kind: Kind, person_ids: Sequence[PersonId]) -> dict[PersonId, Wish]:
    """How each of the people wants to hear of a kind of thing."""
    said = db.session.execute(
        select(NoticeWish.person_id, *WAYS).where(
            NoticeWish.kind == kind, NoticeWish.person_id.in_(person_ids)
        )
    )
    known = {row.person_id: Wish(*row[1:]) for row in said}
    return {one: known.get(one, unasked(kind)) for one in person_ids}


def who_asks_for_every_idea() -> set[PersonId]:
    """Those who want to hear of each idea of a project they follow: most do not."""
    return set(db.session.scalars(select(NoticeWish.person_id).where(ASKED)))


def wishes_of(actor: Actor) -> dict[Kind, Wish]:
    """How the actor wants to hear of each kind of thing."""
    rows = db.session.execute(
        select(NoticeWish.kind, *WAYS).where(NoticeWish.person_id == actor.person_id)
    )
    said = {row.kind: Wish(*row[1:]) for row in rows}
    return {
        kind: said.get(kind, unasked(kind)) for kind in Kind if kind not in UNCHOSEN
    }


def paces_of(person_id: PersonId) -> dict[Kind, Pace]:
    """How soon somebody gets letters of each kind."""
    rows = db.session.execute(
        select(NoticeWish.kind, NoticeWish.mail).where(
            NoticeWish.person_id == person_id
        )
    )
    said = {str(row.kind): row.mail for row in rows}
    return {kind: said.get(kind.value, unasked(kind).mail) for kind in Kind}


def rhythms_of(person_ids: Sequence[PersonId]) -> dict[PersonId, Rhythm]:
    query = select(Rhythm).where(Rhythm.person_id.in_(person_ids))
    return {one.person_id: one for one in db.session.scalars(query)}


def rhythm_of(actor: Actor) -> Rhythm:
    """When the actor wants mail; as most do, until they say."""
    found = db.session.get(Rhythm, actor.person_id)
    return found or unasked_rhythm(actor.person_id)


def unasked_rhythm(person_id: PersonId) -> Rhythm:
    return Rhythm(
        person_id=person_id,
        quiet_from=0,
        quiet_until=0,
        digest_hour=8,
        digest_day=0,
        unread_letters=0,
        feed_turn=0,
    )


def hours_of(rhythm: Rhythm | None) -> Hours:
    """The hours of a reader, by their own clock."""
    if rhythm is None:
        return Hours(zone=current().zone)
    return Hours(
        zone=ZoneInfo(rhythm.time_zone) if rhythm.time_zone else current().zone,
        quiet_from=rhythm.quiet_from,
        quiet_until=rhythm.quiet_until,
        digest_hour=rhythm.digest_hour,
        digest_day=rhythm.digest_day,
    )


# ── Links of a letter ─────────────────────────────────────────────────────────


def signer() -> URLSafeSerializer:
    return URLSafeSerializer(
        current().secret_key.get_secret_value(), salt="unsubscribe"
    )


def unsubscribe_token(person_id: PersonId, kinds: Iterable[Kind]) -> str:
    """What a letter carries so that its reader can stop such letters in one press."""
    said = ",".join(sorted(str(kind) for kind in kinds))
    return str(signer().dumps([person_id, said]))


def read_unsubscribe(token: str) -> tuple[PersonId, frozenset[Kind]]:
    """Whose letters to stop, and of which kinds."""
    try:
        person_id, said = signer().loads(token)
        person = PersonId(int(person_id))
        kinds = frozenset(Kind(kind) for kind in said.split(","))
    except (BadSignature, ValueError, TypeError, AttributeError):
        raise NotFoundError(INCOMPLETE) from None
    # Several spellings can decode to the same bytes: only the one we wrote counts.
    if unsubscribe_token(person, kinds) != token:
        raise NotFoundError(INCOMPLETE)
    return person, kinds


def waker() -> URLSafeSerializer:
    return URLSafeSerializer(current().secret_key.get_secret_value(), salt="wake")


def wake_token(person_id: PersonId) -> str:
    """What the last letter before a rest carries, so that its reader can go on."""
    return str(waker().dumps(person_id))


def read_wake(token: str) -> PersonId:
    try:
        person_id = PersonId(int(waker().loads(token)))
    except (BadSignature, ValueError, TypeError):
        raise NotFoundError(INCOMPLETE) from None
    if wake_token(person_id) != token:
        raise NotFoundError(INCOMPLETE)
    return person_id


def feed_signer() -> URLSafeSerializer:
    return URLSafeSerializer(current().secret_key.get_secret_value(), salt="feeds")


def feed_token(actor: Actor) -> str:
    """What lets a program read the feeds that the actor may; until it is renewed."""
    turn = rhythm_of(actor).feed_turn
    return str(feed_signer().dumps([actor.person_id, turn]))


def token_where(actor: Actor, *, private: bool) -> str | None:
    """The token that an address needs: none where everybody may read."""
    return feed_token(actor) if private and actor.is_member else None


def read_feed_token(token: str) -> Actor:
    """Whoever a token speaks for, while they are here and have not renewed it."""
    try:
        person_id, _ = feed_signer().loads(token)
        known = reachable([PersonId(int(person_id))])
    except (BadSignature, ValueError, TypeError):
        raise NotFoundError(INCOMPLETE) from None
    if not known:
        raise NotFoundError(INCOMPLETE)
    actor = actor_for(known[0].id)
    if feed_token(actor) != token:
        raise NotFoundError(INCOMPLETE)
    return actor
