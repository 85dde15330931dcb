"""Questions about notices: what a person was told, and what they wish to be told."""

from collections.abc import Container, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import or_, select

from cocreate.config import current
from cocreate.discussion.queries import readable_ids
from cocreate.ideas.queries import titles
from cocreate.kernel import mail
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import CommentId, IdeaId, NoticeId, PersonId
from cocreate.kernel.paging import Page, page_of
from cocreate.kernel.policy import Actor
from cocreate.notices.kind import SAID, Kind
from cocreate.notices.models import Notice, NoticeWish
from cocreate.people.models import Person
from cocreate.people.queries import get_own_account
from cocreate.projects import queries as projects

INCOMPLETE = "This link is not complete. Copy all of it."


class NoticeLine(NamedTuple):
    """One notice as its page shows it."""

    id: NoticeId
    kind: str
    words: str
    detail: str
    told_at: datetime
    read_at: datetime | None
    actor_name: str | None

    @property
    def said(self) -> str:
        return SAID[Kind(self.kind)]


def inbox(actor: Actor, *, place: str | None = None) -> Page[NoticeLine]:
    """What the actor was told, the latest first."""
    query = (
        select(
            Notice.id,
            Notice.kind,
            Notice.words,
            Notice.detail,
            Notice.told_at,
            Notice.read_at,
            Person.name.label("actor_name"),
            Notice.about,
        )
        .outerjoin(Person, Person.id == Notice.actor_id)
        .where(
            Notice.person_id == actor.person_id,
            or_(
                Notice.project_id.is_(None),
                Notice.project_id.in_(projects.visible_ids(actor)),
            ),
        )
    )
    page = page_of(query, by=Notice.told_at, key=Notice.id, place=place)
    lines = [NoticeLine(*row[:-1]) for row in still_readable(actor, page.rows)]
    return Page(lines, page.following, page.preceding)


def still_readable(actor: Actor, rows: Sequence[Any]) -> list[Any]:
    """Without those about what is hidden, which the worker is yet to take back."""
    about = [(row.about.split(":")[0], int(row.about.split(":")[1])) for row in rows]
    known: dict[str, Container[int]] = {
        "idea": titles(actor, [IdeaId(key) for kind, key in about if kind == "idea"]),
        "comment": readable_ids(
            actor, [CommentId(key) for kind, key in about if kind == "comment"]
        ),
    }
    return [
        row
        for row, (kind, key) in zip(rows, about, strict=True)
        if kind not in known or key in known[kind]
    ]


def get_notice(actor: Actor, notice_id: NoticeId) -> Notice:
    notice = db.session.get(Notice, notice_id)
    if notice is None or notice.person_id != actor.person_id:
        raise NotFoundError
    return notice


def unwanted(kind: Kind, person_ids: Sequence[PersonId]) -> frozenset[PersonId]:
    """Those of the people who do not want this kind by mail."""
    return frozenset(
        db.session.scalars(
            select(NoticeWish.person_id).where(
                NoticeWish.kind == kind,
                NoticeWish.by_mail.is_(False),
                NoticeWish.person_id.in_(person_ids),
            )
        )
    )


def wishes_of(actor: Actor) -> dict[Kind, bool]:
    """Which kinds the actor wants by mail; every kind unless they said otherwise."""
    said = {
        wish.kind: wish.by_mail
        for wish in db.session.scalars(
            select(NoticeWish).where(NoticeWish.person_id == actor.person_id)
        )
    }
    return {kind: said.get(kind, True) for kind in Kind}


def own_letters(actor: Actor) -> list[mail.Letter]:
    """What was mailed to the actor, the newest first."""
    address = get_own_account(actor).email
    return mail.letters_to(address) if address else []


def own_returned(actor: Actor) -> mail.ReturnedAddress | None:
    """Whether mail to the actor comes back, and what was said."""
    address = get_own_account(actor).email
    return mail.find_returned(address) if address else None


def signer() -> URLSafeSerializer:
    return URLSafeSerializer(
        current().secret_key.get_secret_value(), salt="unsubscribe"
    )


def unsubscribe_token(person_id: PersonId, kind: Kind) -> str:
    """What a letter carries so that its reader can stop such letters in one press."""
    return str(signer().dumps([person_id, str(kind)]))


def read_unsubscribe(token: str) -> tuple[PersonId, Kind]:
    """Whom and what an unsubscribe link speaks of; one that is not ours is refused."""
    try:
        person_id, kind = signer().loads(token)
        found = PersonId(int(person_id)), Kind(kind)
    except (BadSignature, ValueError, TypeError):
        raise NotFoundError(INCOMPLETE) from None
    # Several spellings can decode to the same bytes: only the one we wrote counts.
    if unsubscribe_token(*found) != token:
        raise NotFoundError(INCOMPLETE)
    return found
