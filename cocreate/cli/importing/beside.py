"""What may stand beside an idea, a comment or a vote, typed."""

import re
from dataclasses import dataclass
from datetime import datetime

from cocreate.cli.importing import fields as read
from cocreate.cli.importing.authors import Author, author_of
from cocreate.cli.importing.fields import Fields
from cocreate.cli.importing.lines import LineError
from cocreate.ideas.fields import LONGEST_ANSWER
from cocreate.ideas.status import Status
from cocreate.votes.kinds import LONGEST_QUOTE, LONGEST_WHY, Channel, Importance

LONGEST_LABEL = 80
LONGEST_FILE_NAME = 200
LONGEST_DESCRIPTION = 300
LONGEST_REASON = 2_000
MOST_ANSWERS = 100
MOST_FILES = 100
SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    """A picture or file: its bytes lie under their SHA-256 beside the lines."""

    sha256: str
    name: str
    description: str
    sent: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LockRecord:
    by: Author
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PinRecord:
    by: Author
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteWords:
    """What was said with a vote, for the company alone."""

    importance: Importance | None
    why: str | None
    heard_by: Author | None
    channel: Channel | None
    quote: str | None


def answers_of(fields: Fields) -> dict[str, str]:
    """What is said to the questions of a project, by their names in addresses."""
    said = read.object_or_none(fields, "answers") or {}
    if len(said) > MOST_ANSWERS:
        raise LineError(f"`answers` holds more than {MOST_ANSWERS}")
    return {slug: read.line(said, slug, most=LONGEST_ANSWER) for slug in said}


def status_inside(fields: Fields) -> Status | None:
    said = read.object_or_none(fields, "internal")
    return read.one_of_or_none(said, "status", Status) if said else None


def files_of(fields: Fields) -> tuple[FileRecord, ...]:
    found = read.objects(fields, "attachments", most=MOST_FILES)
    return tuple(map(file_of, found))


def file_of(fields: Fields) -> FileRecord:
    sha256 = read.key(fields, "sha256")
    if not SHA256.fullmatch(sha256):
        raise LineError("`sha256` is not 64 hexadecimal digits")
    described = read.line_or_none(fields, "description", most=LONGEST_DESCRIPTION)
    return FileRecord(
        sha256=sha256,
        name=read.line(fields, "name", most=LONGEST_FILE_NAME),
        description=described or "",
        sent=read.moment_or_none(fields, "sent"),
    )


def lock_of(fields: Fields) -> LockRecord | None:
    said = read.object_or_none(fields, "locked")
    if said is None:
        return None
    return LockRecord(
        by=author_of(said, "by"),
        reason=read.prose(said, "reason", most=LONGEST_REASON),
        at=read.moment(said, "at"),
    )


def pin_of(fields: Fields) -> PinRecord | None:
    said = read.object_or_none(fields, "pinned")
    if said is None:
        return None
    return PinRecord(by=author_of(said, "by"), at=read.moment(said, "at"))


def words_of(fields: Fields) -> VoteWords | None:
    said = read.object_or_none(fields, "internal")
    if not said:
        return None
    words = VoteWords(
        importance=read.one_of_or_none(said, "importance", Importance),
        why=prose_or_none(said, "why", most=LONGEST_WHY),
        heard_by=author_of(said, "heard_by") if said.get("heard_by") else None,
        channel=read.one_of_or_none(said, "channel", Channel),
        quote=prose_or_none(said, "quote", most=LONGEST_QUOTE),
    )
    if (words.heard_by is None) != (words.channel is None):
        raise LineError("a vote that was heard names `heard_by` and `channel`")
    return words


def prose_or_none(fields: Fields, name: str, *, most: int) -> str | None:
    return None if fields.get(name) is None else read.prose(fields, name, most=most)
