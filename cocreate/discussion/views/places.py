"""What is discussed, and where it stands on the site."""

from typing import NamedTuple, Protocol, TypedDict, Unpack

from flask import url_for

from cocreate.ideas import queries as ideas
from cocreate.journal import queries as journal
from cocreate.kernel.ids import EntryId, IdeaId, ProjectId
from cocreate.kernel.policy import Actor


class Placed(Protocol):
    """Whatever says which idea or journal entry it belongs to."""

    @property
    def idea_id(self) -> IdeaId | None: ...
    @property
    def entry_id(self) -> EntryId | None: ...


class SubjectKey(TypedDict, total=False):
    """What an address says of a discussion: the idea or the entry it is about."""

    idea_id: IdeaId
    entry_id: EntryId


class Subject(NamedTuple):
    """The idea or the journal entry that a discussion is about."""

    idea_id: IdeaId | None
    entry_id: EntryId | None
    project_id: ProjectId
    title: str


def subject_of(actor: Actor, **key: Unpack[SubjectKey]) -> Subject:
    if "idea_id" in key:
        idea = ideas.get_idea(actor, key["idea_id"])
        return Subject(idea.id, None, idea.project_id, idea.title)
    entry = journal.get_entry(actor, key["entry_id"])
    return Subject(None, entry.id, entry.project_id, entry.title)


def address_of(said: Placed, *, place: str | None = None, anchor: str = "talk") -> str:
    """The page of the idea or entry that something was said under."""
    if said.idea_id is not None:
        return url_for("ideas.show", idea_id=said.idea_id, place=place, _anchor=anchor)
    return url_for("journal.show", entry_id=said.entry_id, place=place, _anchor=anchor)


def people_at(said: Placed, slug: str) -> str:
    """Where people to call by name are offered from."""
    return url_for(
        "discussion.people", slug=slug, idea=said.idea_id, entry=said.entry_id
    )
