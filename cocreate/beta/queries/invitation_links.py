"""Questions about the links that let people into a programme."""

from collections.abc import Sequence

from sqlalchemy import select

from cocreate.beta.models import InvitationLink, Programme
from cocreate.beta.queries.programmes import visible_to
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import LinkId, ProgrammeId
from cocreate.kernel.policy import Actor

LISTED = 100


def links_of(programme_id: ProgrammeId) -> Sequence[InvitationLink]:
    """The links of a programme, the newest first: for the team."""
    return db.session.scalars(
        select(InvitationLink)
        .where(InvitationLink.programme_id == programme_id)
        .order_by(InvitationLink.made_at.desc(), InvitationLink.id.desc())
        .limit(LISTED)
    ).all()


def get_link(link_id: LinkId) -> InvitationLink:
    found = db.session.get(InvitationLink, link_id)
    if found is None:
        raise NotFoundError
    return found


def find_link(programme_id: ProgrammeId, code: str) -> InvitationLink | None:
    """The link of this code, read anew: its uses move under the programme's lock."""
    if not code:
        return None
    return db.session.scalar(
        select(InvitationLink)
        .where(InvitationLink.programme_id == programme_id, InvitationLink.code == code)
        .execution_options(populate_existing=True)
    )


def link_to(programme_id: ProgrammeId, email: str) -> InvitationLink | None:
    """The link that was made for one address."""
    return db.session.scalar(
        select(InvitationLink).where(
            InvitationLink.programme_id == programme_id, InvitationLink.email == email
        )
    )


def invited_by(actor: Actor, code: str) -> tuple[InvitationLink, Programme]:
    """A link by its code alone, with its programme: for whoever was given it."""
    link = db.session.scalar(select(InvitationLink).where(InvitationLink.code == code))
    if link is None:
        raise NotFoundError
    programme = db.session.scalar(
        visible_to(actor).where(Programme.id == link.programme_id)
    )
    if programme is None:
        raise NotFoundError
    return link, programme
