"""What is told of things that were found: to sort and count them, and to show them."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from cocreate.ideas.status import Status
from cocreate.kernel.ids import PersonId, ProjectId
from cocreate.search.subject import Subject


class Found(NamedTuple):
    """A thing as a page of results shows it: plain text, no HTML.

    `about` is the idea or the entry that a comment speaks to.
    """

    id: int
    project_id: int
    title: str
    words: str
    path: str
    about: str


class Seen(NamedTuple):
    """A thing that somebody may see: what it is sorted and counted by."""

    kind: Subject
    id: int
    project_id: ProjectId
    author_id: PersonId
    said_at: datetime
    votes: int
    status: Status | None  # as far as they may know
    tags: str  # their names, one a line
    is_company: bool  # said by the company


class Told(StrEnum):
    """What is asked of things that were found."""

    KEYS = "keys"
    SEEN = "seen"
    FOUND = "found"
    VOTES = "votes"  # keys, those with most votes first
    NEW = "new"  # keys, the newest first
