"""The world that the story is told into: the moments, and the rows behind its keys."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from cocreate.cli.demo.story import Story
from cocreate.cli.demo.voices import Comment, Dated, Entry, Idea, Person, Project
from cocreate.kernel.ids import (
    BuildId,
    CohortId,
    CommentId,
    DecisionId,
    EntryId,
    IdeaId,
    PersonId,
    ProgrammeId,
    ProjectId,
    PromptId,
    ReleaseId,
)

OPENING = datetime(2026, 1, 12, tzinfo=UTC)
LAST_DAY = 305
ORIGIN = "demo"


def moment(day: int, *, hour: int = 8) -> datetime:
    return OPENING + timedelta(days=day, hours=hour)


def date_of(day: int) -> date:
    return moment(day).date()


def at(happened: Dated) -> datetime:
    return happened.at(OPENING)


def origin_of(key: str) -> str:
    return f"{ORIGIN}/{key}"


@dataclass(frozen=True)
class World:
    """What has been told so far, by the keys of the story."""

    story: Story
    people: dict[str, PersonId] = field(default_factory=dict)
    projects: dict[str, ProjectId] = field(default_factory=dict)
    entries: dict[str, EntryId] = field(default_factory=dict)
    prompts: dict[str, PromptId] = field(default_factory=dict)
    ideas: dict[str, IdeaId] = field(default_factory=dict)
    comments: dict[str, CommentId] = field(default_factory=dict)
    decisions: dict[str, DecisionId] = field(default_factory=dict)
    programmes: dict[str, ProgrammeId] = field(default_factory=dict)
    cohorts: dict[str, CohortId] = field(default_factory=dict)
    builds: dict[str, BuildId] = field(default_factory=dict)
    releases: dict[str, ReleaseId] = field(default_factory=dict)

    @cached_property
    def cast(self) -> dict[str, Person]:
        return {person.key: person for person in self.story.people}

    @cached_property
    def subjects(self) -> dict[str, Idea | Entry]:
        """What can be talked about."""
        entries = {entry.key: entry for entry in self.story.entries}
        return entries | {idea.key: idea for idea in self.story.ideas}

    @cached_property
    def remarks(self) -> dict[str, Comment]:
        return {comment.key: comment for comment in self.story.comments}

    @cached_property
    def rooms(self) -> dict[str, Project]:
        return {project.key: project for project in self.story.projects}
