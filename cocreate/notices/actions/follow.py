"""Follow a tag, a person or a search, or stop."""

from urllib.parse import urlencode

from sqlalchemy import delete, func, select

from cocreate.ideas.queries import get_tag
from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.errors import ConflictError
from cocreate.kernel.ids import PersonId, ProjectId
from cocreate.kernel.policy import Actor, require
from cocreate.notices.following import Follows
from cocreate.notices.models import Browser, Following, NoticeWish, Rhythm
from cocreate.notices.queries import saved_form
from cocreate.people.queries import face_of
from cocreate.projects.queries import get_project

MEMBERS_FOLLOW = "Sign in to follow."
MOST = 500


class OneselfError(ConflictError):
    message = "You know what you propose yourself."


class WordlessError(ConflictError):
    message = "Type a word or a few first: signs alone find nothing."


class FollowsEnoughError(ConflictError):
    message = f"You follow {MOST} tags, people and searches. Let some of them go first."


def follow_tag(actor: Actor, slug: str, tag_slug: str) -> None:
    """Tell the actor of each new idea under a tag of a project."""
    project = get_project(actor, slug)
    tag = get_tag(project.id, tag_slug)
    put_following(
        actor,
        Follows.TAG,
        str(tag.id),
        words=f"{tag.name}, {project.name}",
        path=f"/projects/{project.slug}/ideas?{urlencode({'tag': tag.slug})}",
        project_id=project.id,
    )


def unfollow_tag(actor: Actor, slug: str, tag_slug: str) -> None:
    """Tell the actor no more of a tag."""
    project = get_project(actor, slug)
    unfollow(actor, Follows.TAG, str(get_tag(project.id, tag_slug).id))


def follow_person(actor: Actor, person_id: PersonId) -> None:
    """Tell the actor of each new idea of a person; never of one's own."""
    if actor.person_id == person_id:
        raise OneselfError
    face = face_of(person_id)
    put_following(
        actor,
        Follows.PERSON,
        str(person_id),
        words=face.name,
        path=f"/people/{person_id}",
    )


def unfollow_person(actor: Actor, person_id: PersonId) -> None:
    """Tell the actor no more of a person's ideas."""
    unfollow(actor, Follows.PERSON, str(person_id))


def follow_search(actor: Actor, typed: str, slug: str | None) -> None:
    """Tell the actor of each new idea that a search finds."""
    project = get_project(actor, slug) if slug else None
    project_id = project.id if project else None
    saved = saved_form(typed, project_id)
    if saved is None:
        raise WordlessError
    where = {"project": project.slug} if project else {}
    put_following(
        actor,
        Follows.SEARCH,
        saved.key,
        cue=saved.cue,
        words=f"{typed}, {project.name}" if project else typed,
        path=f"/search?{urlencode({'q': typed, **where})}",
        project_id=project_id,
    )


def unfollow_search(actor: Actor, typed: str, slug: str | None) -> None:
    """Tell the actor no more of what a search finds."""
    project = get_project(actor, slug) if slug else None
    if saved := saved_form(typed, project.id if project else None):
        unfollow(actor, Follows.SEARCH, saved.key)


def put_following(  # noqa: PLR0913 - a row has that many columns
    actor: Actor,
    kind: Follows,
    key: str,
    *,
    words: str,
    path: str,
    cue: str | None = None,
    project_id: ProjectId | None = None,
) -> None:
    require(actor.is_member, MEMBERS_FOLLOW)
    mine = select(func.count()).where(Following.person_id == actor.person_id)
    if (db.session.scalar(mine) or 0) >= MOST:
        raise FollowsEnoughError
    db.session.execute(
        insert_into(Following)
        .values(
            person_id=actor.person_id,
            kind=kind,
            key=key,
            cue=cue or key,
            words=words,
            path=path,
            project_id=project_id,
            followed_at=now(),
        )
        .on_conflict_do_nothing(index_elements=["person_id", "kind", "key"])
    )


def unfollow(actor: Actor, kind: Follows, key: str) -> None:
    """Tell the actor no more; what is not followed changes nothing."""
    db.session.execute(
        delete(Following).where(
            Following.person_id == actor.person_id,
            Following.kind == kind,
            Following.key == key,
        )
    )


def forget_reader(person_id: PersonId) -> None:
    """Whoever left is told nothing more, and nobody knows what they wanted to hear."""
    for table in (Browser, Following, NoticeWish, Rhythm):
        db.session.execute(delete(table).where(table.person_id == person_id))
    followed = (Following.kind == Follows.PERSON, Following.key == str(person_id))
    db.session.execute(delete(Following).where(*followed))
