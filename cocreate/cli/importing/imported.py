"""One set of files: what its keys stand for here."""

import re
import zlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from slugify import slugify
from sqlalchemy import select

from cocreate.cli.importing.authors import Author
from cocreate.cli.importing.lines import LineError
from cocreate.ideas.actions import KnownField, fields_by_slug
from cocreate.ideas.models import Idea
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import CoCreateError
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId, slug_of
from cocreate.kernel.policy import Actor
from cocreate.people.actions import Newcomer, import_people
from cocreate.projects.actions import ensure_project
from cocreate.projects.queries import find_project
from cocreate.votes.models import Vote

AT_ONCE = 500
MOST_KEPT = 200_000  # keys remembered at once, so that any set fits in memory
ENDS_IN_NUMBER = re.compile(r"(?:^|[^0-9a-zA-Z])(\d{1,12})$")


class IdeaHere:
    """What lines about an idea need to know of it."""

    __slots__ = ("carried", "id", "merged_into_id", "project_id", "proposed_at")

    def __init__(
        self,
        idea_id: IdeaId,
        project_id: ProjectId,
        proposed_at: datetime,
        merged_into_id: IdeaId | None,
    ) -> None:
        self.id = idea_id
        self.project_id = project_id
        self.proposed_at = proposed_at
        self.merged_into_id = merged_into_id
        self.carried: frozenset[PersonId] | None = None

    def was_carried(self, voter_id: PersonId) -> bool:
        """Whether this voice went along when the idea was merged here."""
        if self.merged_into_id is None:
            return False
        if self.carried is None:
            went = select(Vote.voter_id).where(
                Vote.idea_id == self.merged_into_id, Vote.carried_from_id == self.id
            )
            self.carried = frozenset(db.session.scalars(went))
        return voter_id in self.carried


class ImportedSet:
    """Its name stands before every key, so that two sets never mean the same thing."""

    def __init__(
        self, name: str, actor: Actor, folder: Path, *, project: str | None
    ) -> None:
        self.name = name
        self.actor = actor
        self.folder = folder
        self.project = project
        self.began_at = now()
        self.projects: dict[str, ProjectId] = {}
        self.opened: set[ProjectId] = set()
        self.fields: dict[ProjectId, dict[str, KnownField]] = {}
        self.people: dict[str, PersonId] = {}
        self.ideas: dict[str, IdeaHere] = {}

    def origin(self, key: str) -> str:
        return f"{self.name}/{key}"

    def project_named(
        self, name: str | None, slug: str | None = None, *, is_private: bool = False
    ) -> ProjectId:
        """The project of this address or name, opened when there is none."""
        if name is None and self.project is None:
            raise LineError("`project` is missing")
        called = name or self.project or ""
        slug = self.project or slug_for(slug or called)
        if slug not in self.projects:
            self.projects[slug] = self.project_at(slug, called, is_private=is_private)
        return self.projects[slug]

    def project_at(self, slug: str, name: str, *, is_private: bool) -> ProjectId:
        if known := find_project(self.actor, slug):
            return known.id
        try:
            opened = ensure_project(
                self.actor, slug=slug, name=name, is_private=is_private
            )
        except CoCreateError as refusal:
            raise LineError(f"`project`: {refusal}") from None
        self.opened.add(opened.id)
        return opened.id

    def fields_of(self, project_id: ProjectId) -> dict[str, KnownField]:
        """What the project asks of ideas, by the names that answers give it."""
        if project_id not in self.fields:
            self.fields[project_id] = fields_by_slug(project_id)
        return self.fields[project_id]

    def people_behind(self, authors: Iterable[tuple[Author, datetime | None]]) -> None:
        """Know, or make, everybody who speaks in some lines."""
        make_room(self.people)
        missing: dict[str, Newcomer] = {}
        for author, at in authors:
            origin = self.author_origin(author)
            if origin not in self.people and origin not in missing:
                missing[origin] = Newcomer(
                    origin=origin, name=name_of(author), joined_at=at or self.began_at
                )
        if missing:
            self.people |= import_people(missing.values())

    def author_origin(self, author: Author) -> str:
        return self.origin(author.key or f"?{author.name or ''}")

    def person(self, author: Author) -> PersonId:
        return self.people[self.author_origin(author)]

    def know_ideas(self, keys: Iterable[str]) -> None:
        """Look up which of these ideas are here."""
        make_room(self.ideas)
        missing = [key for key in dict.fromkeys(keys) if key not in self.ideas]
        for at in range(0, len(missing), AT_ONCE):
            origins = [self.origin(key) for key in missing[at : at + AT_ONCE]]
            for origin, idea_id, project_id, proposed_at, into in db.session.execute(
                select(
                    Idea.origin,
                    Idea.id,
                    Idea.project_id,
                    Idea.proposed_at,
                    Idea.merged_into_id,
                ).where(Idea.origin.in_(origins))
            ):
                key = str(origin).removeprefix(f"{self.name}/")
                self.ideas[key] = IdeaHere(idea_id, project_id, proposed_at, into)


def make_room(kept: dict[str, PersonId] | dict[str, IdeaHere]) -> None:
    if len(kept) > MOST_KEPT:
        kept.clear()


def slug_for(name: str) -> str:
    """The address for a project; the same every time, even where no letter is left."""
    return (
        slug_of(name) if slugify(name) else f"project-{zlib.crc32(name.encode()):08x}"
    )


def name_of(author: Author) -> str:
    """What to call somebody of whom only a key is known."""
    if author.name:
        return author.name
    if author.key is None:
        return "Somebody"
    if number := ENDS_IN_NUMBER.search(author.key):
        return f"Participant {int(number.group(1))}"
    if re.search(r"\d", author.key):
        return f"Participant {zlib.crc32(author.key.encode()) % 100_000}"
    return author.key[:80]
