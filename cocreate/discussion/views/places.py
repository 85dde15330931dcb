"""Where a comment stands on the site."""

from typing import Protocol

from flask import url_for

from cocreate.kernel.ids import EntryId, IdeaId


class Placed(Protocol):
    """Whatever says which idea or journal entry it belongs to."""

    @property
    def idea_id(self) -> IdeaId | None: ...
    @property
    def entry_id(self) -> EntryId | None: ...


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
