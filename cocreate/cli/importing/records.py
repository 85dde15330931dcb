"""What the lines of each file say, typed. docs/operating.md describes the format."""

from dataclasses import dataclass
from datetime import datetime

from cocreate.cli.importing import beside
from cocreate.cli.importing import fields as read
from cocreate.cli.importing.authors import LONGEST_NAME, Author, author_named, author_of
from cocreate.cli.importing.beside import (
    LONGEST_REASON,
    FileRecord,
    LockRecord,
    PinRecord,
    VoteWords,
)
from cocreate.cli.importing.fields import Fields
from cocreate.cli.importing.lines import LineError
from cocreate.config import current
from cocreate.ideas.status import Status
from cocreate.kernel.ids import LONGEST_SLUG

LONGEST_PROJECT = 120
LONGEST_TAG = 40
LONGEST_LANGUAGE = 35
MOST_TAGS = 20
FOR_IT = 1

# What other houses call where an idea stands.
OTHERS_WORDS = {
    "open": Status.NEW,
    "accepted": Status.NEW,  # Pol.is: shown to everybody
    "unmoderated": Status.NEW,
    "pending": Status.NEW,
    "under review": Status.UNDER_REVIEW,
    "in progress": Status.BUILDING,
    "started": Status.BUILDING,
    "in beta": Status.IN_BETA,
    "completed": Status.SHIPPED,
    "done": Status.SHIPPED,
    "rejected": Status.DECLINED,
    "closed": Status.DECLINED,
    "archived": Status.DECLINED,
    "duplicate": Status.MERGED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """Since when, and why, something is not shown."""

    hidden_at: datetime | None
    hidden_reason: str | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaRecord:
    key: str
    project: str | None
    project_slug: str | None
    title: str
    body: str
    author: Author
    created: datetime | None
    status: Status
    inside: Status | None  # where it stands, while that is kept inside
    language: str | None
    tags: tuple[str, ...]
    supporters: int | None
    merged_into: str | None
    answered: datetime | None
    edited: datetime | None
    removal: Removal
    answers: dict[str, str]
    files: tuple[FileRecord, ...]
    locked: LockRecord | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRecord:
    key: str
    idea: str
    parent: str | None
    author: Author
    created: datetime | None
    body: str
    up: int | None
    down: int | None
    official: bool
    edited: datetime | None
    removal: Removal
    pinned: PinRecord | None
    files: tuple[FileRecord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteRecord:
    idea: str
    voter: Author
    value: int
    at: datetime | None
    words: VoteWords | None


def read_idea(fields: Fields) -> IdeaRecord:
    status = status_of(fields)
    merged_into = read.key_or_none(fields, "merged_into")
    if (status is Status.MERGED) != (merged_into is not None):
        raise LineError("a merged idea, and no other, names another in `merged_into`")
    tags = read.lines(fields, "tags", most=LONGEST_TAG)
    if len(tags) > MOST_TAGS:
        raise LineError(f"`tags` holds more than {MOST_TAGS}")
    return IdeaRecord(
        key=read.key(fields, "id"),
        project=read.line_or_none(fields, "project", most=LONGEST_PROJECT),
        project_slug=read.line_or_none(fields, "project_slug", most=LONGEST_SLUG),
        title=read.line(fields, "title", most=current().title_most),
        body=read.prose(fields, "body", most=current().body_most),
        author=author_of(fields),
        created=read.moment_or_none(fields, "created"),
        status=status,
        inside=beside.status_inside(fields),
        language=read.line_or_none(fields, "lang", most=LONGEST_LANGUAGE),
        tags=tags,
        supporters=read.count_or_none(fields, "supporters"),
        merged_into=merged_into,
        answered=read.moment_or_none(fields, "answered"),
        edited=read.moment_or_none(fields, "edited"),
        removal=removal_of(fields),
        answers=beside.answers_of(fields),
        files=beside.files_of(fields),
        locked=beside.lock_of(fields),
    )


def status_of(fields: Fields) -> Status:
    name = read.line_or_none(fields, "status", most=LONGEST_NAME) or "new"
    word = name.lower()
    if word in {str(status) for status in Status}:
        return Status(word)
    if word not in OTHERS_WORDS:
        known = ", ".join(str(status) for status in Status)
        raise LineError(f"the status “{name}” is unknown: use one of {known}")
    return OTHERS_WORDS[word]


def removal_of(fields: Fields) -> Removal:
    return Removal(
        hidden_at=read.moment_or_none(fields, "hidden_at"),
        hidden_reason=read.line_or_none(fields, "hidden_reason", most=LONGEST_REASON),
        withdrawn_at=read.moment_or_none(fields, "withdrawn_at"),
    )


def read_comment(fields: Fields) -> CommentRecord:
    record = CommentRecord(
        key=read.key(fields, "id"),
        idea=read.key(fields, "idea"),
        parent=read.key_or_none(fields, "parent"),
        author=author_of(fields),
        created=read.moment_or_none(fields, "created"),
        body=read.prose(fields, "body", most=current().comment_most),
        up=read.count_or_none(fields, "up"),
        down=read.count_or_none(fields, "down"),
        official=read.yes(fields, "official"),
        edited=read.moment_or_none(fields, "edited"),
        removal=removal_of(fields),
        pinned=beside.pin_of(fields),
        files=beside.files_of(fields),
    )
    if record.parent == record.key:
        raise LineError("`parent` is the comment itself")
    return record


def read_vote(fields: Fields) -> VoteRecord:
    value = fields.get("value")
    if type(value) is not int or value not in {-1, 0, 1}:
        raise LineError("`value` is none of 1, 0 and -1")
    return VoteRecord(
        idea=read.key(fields, "idea"),
        voter=author_named(fields, "voter"),
        value=value,
        at=read.moment_or_none(fields, "at"),
        words=beside.words_of(fields) if value == FOR_IT else None,
    )
