"""Follow a tag, a person or a search, or stop."""

from urllib.parse import urlencode

from sqlalchemy import delete, func, select

from cocreate.ideas.queries import get_tag
from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.errors import ConflictError, InvalidError, NotFoundError
from cocreate.kernel.ids import PersonId, ProjectId
from cocreate.kernel.languages import translatable
from cocreate.kernel.policy import Actor, require
from cocreate.notices.following import Follows
from cocreate.notices.models import Browser, Following, Notice, NoticeWish, Rhythm
from cocreate.notices.pace import Pace
from cocreate.people.queries import face_of
from cocreate.projects.queries import get_project, get_project_by_id
from cocreate.search.asking import clean
from cocreate.search.fitting import kept_form, minds_votes

MEMBERS_FOLLOW = translatable("Sign in to follow.")
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
    kept = kept_form(actor, typed, project_id)
    if kept is None:
        raise WordlessError
    put_following(
        actor,
        Follows.SEARCH,
        kept.key,
        cue=kept.cue,
        minds_votes=minds_votes(typed),
        words=f"{clean(typed)}, {project.name}" if project else clean(typed),
        path=path_of(typed, project.slug if project else None),
        project_id=project_id,
    )


def path_of(typed: str, slug: str | None) -> str:
    where = {"project": slug} if slug else {}
    return f"/search?{urlencode({'q': clean(typed), **where})}"


class SavedAlreadyError(InvalidError):
    """The other is left as it is."""

    def __init__(self) -> None:
        super().__init__({"q": "You keep this search already."})


def edit_search(
    actor: Actor,
    key: str,
    *,
    typed: str,
    name: str,
    tells: bool,
    pace: Pace | None = None,
) -> None:
    """Let a saved search of the actor's own ask this, be called so, and tell or not.

    Without a pace of its own it tells as the actor wishes of all of them.
    What it finds already is not told again; from now on it tells of what it asks now.
    """
    row = db.session.get(Following, (actor.person_id, Follows.SEARCH, key))
    if row is None:
        raise NotFoundError
    kept = kept_form(actor, typed, row.project_id)
    if kept is None:
        raise InvalidError({"q": WordlessError.message})
    if kept.key != key:
        if db.session.get(Following, (actor.person_id, Follows.SEARCH, kept.key)):
            raise SavedAlreadyError
        project = get_project_by_id(actor, row.project_id) if row.project_id else None
        row.key, row.cue = kept.key, kept.cue
        row.minds_votes = minds_votes(typed)
        row.words = f"{clean(typed)}, {project.name}" if project else clean(typed)
        row.path = path_of(typed, project.slug if project else None)
        row.followed_at = now()
    row.name, row.tells = name, tells and pace is not Pace.NEVER
    row.pace = pace if row.tells else None


def unfollow_search(actor: Actor, typed: str, slug: str | None) -> None:
    """Tell the actor no more of what a search finds."""
    project = get_project(actor, slug) if slug else None
    if kept := kept_form(actor, typed, project.id if project else None):
        unfollow(actor, Follows.SEARCH, kept.key)


def put_following(  # noqa: PLR0913 - a row has that many columns
    actor: Actor,
    kind: Follows,
    key: str,
    *,
    words: str,
    path: str,
    cue: str | None = None,
    minds_votes: bool = False,
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
            minds_votes=minds_votes,
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
    for table in (Browser, Following, Notice, NoticeWish, Rhythm):
        db.session.execute(delete(table).where(table.person_id == person_id))
    followed = (Following.kind == Follows.PERSON, Following.key == str(person_id))
    db.session.execute(delete(Following).where(*followed))
