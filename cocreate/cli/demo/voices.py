"""Who speaks in the demo's story, and what they say."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cocreate.ideas.status import Status
from cocreate.kernel.policy import Role
from cocreate.moderation.reason import Reason
from cocreate.projects.phase import Phase


@dataclass(frozen=True, kw_only=True)
class Dated:
    """Something that happened on a day and at a time, counted from the opening."""

    day: int
    time: str

    def at(self, opening: datetime) -> datetime:
        """The moment, when the first project opens at this midnight."""
        hours, minutes = self.time.split(":")
        return opening + timedelta(
            days=self.day, hours=int(hours), minutes=int(minutes)
        )

    @property
    def order(self) -> tuple[int, str]:
        return self.day, self.time


@dataclass(frozen=True, kw_only=True)
class Person:
    key: str
    name: str
    email: str
    role: Role
    town: str
    bio: str
    voice: str
    title: str = ""
    segments: tuple[str, ...] = ()
    sign_in: bool = False


@dataclass(frozen=True, kw_only=True)
class Promise:
    answer_within_days: int
    decide_by_day: int
    text: str


@dataclass(frozen=True, kw_only=True)
class PhaseSpan:
    phase: Phase
    from_day: int
    to_day: int | None = None


@dataclass(frozen=True, kw_only=True)
class Measurement:
    day: int
    value: float


@dataclass(frozen=True, kw_only=True)
class Goal:
    name: str
    unit: str
    baseline: float
    target: float
    by_day: int
    measured: tuple[Measurement, ...]


@dataclass(frozen=True, kw_only=True)
class Member:
    person: str
    part: str


@dataclass(frozen=True, kw_only=True)
class Project:
    key: str
    title: str
    tagline: str
    by: str
    visibility: str
    opens_day: int
    phase: Phase
    brief: str
    promise: Promise
    phases: tuple[PhaseSpan, ...]
    goals: tuple[Goal, ...]
    members: tuple[Member, ...]

    @property
    def is_private(self) -> bool:
        return self.visibility == "private"


@dataclass(frozen=True, kw_only=True)
class Prompt:
    key: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Entry(Dated):
    key: str
    project: str
    title: str
    author: str
    body: str
    prompts: tuple[Prompt, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Hiding(Dated):
    by: str
    reason: Reason
    statement: str


@dataclass(frozen=True, kw_only=True)
class StatusStep(Dated):
    status: Status
    by: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Response(Dated):
    by: str
    body: str


@dataclass(frozen=True, kw_only=True)
class Edit(Dated):
    """What stood there until this moment; an absent field was not changed."""

    title: str | None = None
    body: str | None = None


@dataclass(frozen=True, kw_only=True)
class Complaint:
    owner: str
    solved_day: int
    outcome: str


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Why an idea is not the same as another that is close to it."""

    other: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Note(Dated):
    """What the company says to itself."""

    by: str
    body: str


@dataclass(frozen=True, kw_only=True)
class Idea(Dated):
    key: str
    project: str
    title: str
    author: str
    body: str
    tags: tuple[str, ...]
    pull: float
    by: tuple[str, ...] = ()
    prompt: str | None = None
    journey: tuple[StatusStep, ...] = ()
    response: Response | None = None
    edits: tuple[Edit, ...] = ()
    merged_into: str | None = None
    complaint: Complaint | None = None
    hidden: Hiding | None = None
    differs: tuple[Difference, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def status(self) -> Status:
        return self.journey[-1].status if self.journey else Status.NEW


@dataclass(frozen=True, kw_only=True)
class Comment(Dated):
    key: str
    on: str
    author: str
    body: str
    parent: str | None = None
    quotes: str = ""
    prompt: str | None = None
    edits: tuple[Edit, ...] = ()
    hidden: Hiding | None = None


@dataclass(frozen=True, kw_only=True)
class Pin(Dated):
    """The comment that was chosen as the answer."""

    comment: str
    by: str


@dataclass(frozen=True, kw_only=True)
class Lock(Dated):
    """An idea whose discussion rests."""

    on: str
    by: str
    reason: str
