"""Whom a comment calls by name: people who may read the discussion."""

from collections.abc import Sequence

from sqlalchemy import select

from cocreate.discussion.models import Comment, Mention
from cocreate.kernel.db import db
from cocreate.kernel.ids import CommentId, EntryId, IdeaId, PersonId, ProjectId
from cocreate.kernel.mentions import calls_in
from cocreate.people.faces import Face
from cocreate.people.queries import Named, beginning, colleagues, faces, named
from cocreate.projects.queries import allowed_in

MOST_OFFERED = 8
MOST_SPEAKERS = 300


def called_in(
    body: str,
    project_id: ProjectId,
    idea_id: IdeaId | None = None,
    entry_id: EntryId | None = None,
) -> dict[str, PersonId]:
    """Who is called by each name in a text that will be read in this project.

    A whole name finds anybody; where several bear it, those who take part here. A
    first name is enough for one who takes part. Who may not read it is not called.
    """
    calls = calls_in(body)
    if not calls:
        return {}
    here = faces(speakers(idea_id, entry_id)).items()
    near = [Named(key, face.name) for key, face in here]
    namesakes = named(name.partition("#")[0] for names in calls for name in names)
    called: dict[str, PersonId] = {}
    for names in calls:
        for name in names:
            meant = one_of(name, near, namesakes)
            if meant is not None:
                called[name.casefold()] = meant
                break
    allowed = set(allowed_in(project_id, called.values()))
    return {name: key for name, key in called.items() if key in allowed}


def one_of(
    typed: str, near: Sequence[Named], namesakes: Sequence[Named]
) -> PersonId | None:
    """The one person who is meant; nobody where it might be several."""
    name, _, number = typed.casefold().partition("#")
    whole = [one for one in namesakes if one.name.casefold() == name]
    if number:
        return next((one.id for one in whole if one.id == int(number)), None)
    here = {one.id for one in near}
    for some in (
        [one.id for one in whole if one.id in here],
        [one.id for one in whole],
        [one.id for one in near if one.name.casefold().split()[0] == name],
    ):
        if some:
            return some[0] if len(some) == 1 else None
    return None


def speakers(idea_id: IdeaId | None, entry_id: EntryId | None) -> Sequence[PersonId]:
    """Who spoke in a discussion, each once."""
    if idea_id is None and entry_id is None:
        return []
    subject = Comment.idea_id == idea_id if idea_id else Comment.entry_id == entry_id
    query = select(Comment.author_id).where(subject, Comment.shown.is_(True))
    ids = query.distinct().order_by(Comment.author_id).limit(MOST_SPEAKERS)
    return db.session.scalars(ids).all()


def mentioned_in(comment_id: CommentId) -> frozenset[PersonId]:
    """Everybody whom a comment calls by name; for subscribers."""
    query = select(Mention.person_id).where(Mention.comment_id == comment_id)
    return frozenset(db.session.scalars(query))


def offered(
    letters: str,
    project_id: ProjectId,
    idea_id: IdeaId | None = None,
    entry_id: EntryId | None = None,
) -> list[Face]:
    """People to call whose name begins so: first who takes part, then anybody."""
    wanted = letters.casefold()
    near = faces([*speakers(idea_id, entry_id), *colleagues()]).values()
    begins = [face for face in near if fits(face.name, wanted)]
    begins.sort(key=lambda face: (face.name.casefold(), face.person_id))
    others = beginning(letters, MOST_OFFERED)
    known = {face.person_id: face for face in [*begins, *others]}
    allowed = set(allowed_in(project_id, known))
    able = [face for face in known.values() if face.person_id in allowed]
    return able[:MOST_OFFERED]


def fits(name: str, wanted: str) -> bool:
    """Whether a name, or any word of it, begins so."""
    return f" {wanted}" in f" {name.casefold()}"
