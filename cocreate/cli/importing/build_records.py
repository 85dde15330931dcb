"""What the lines of links and builds say, typed."""

import json
import re
from dataclasses import dataclass
from datetime import datetime

from cocreate.beta.actions import PastFacts
from cocreate.beta.drafts import RolloutDraft
from cocreate.beta.kinds import Channel, Pace, Platform, RollState
from cocreate.beta.manifest import RefusedError, check_word
from cocreate.cli.importing import fields as read
from cocreate.cli.importing.authors import Author, author_named
from cocreate.cli.importing.beside import SHA256, prose_or_none
from cocreate.cli.importing.beta_records import (
    LONGEST_LABEL,
    LONGEST_WORDS,
    MOST_STEPS,
    MOST_THINGS,
)
from cocreate.cli.importing.fields import Fields
from cocreate.cli.importing.lines import LineError
from cocreate.kernel.ids import LONGEST_SLUG

CODE = re.compile(r"[A-Za-z0-9_-]{32,64}")
LONGEST_VERSION = 40
WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRecord:
    slug: str
    code: str
    note: str
    cohort: str | None
    most_uses: int | None
    uses: int
    expires: datetime | None
    revoked: datetime | None
    by: Author
    made: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftRecord:
    cohort: str
    by: Author
    at: datetime
    at_once: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RolloutRecord:
    plan: RolloutDraft
    state: RollState
    reason: str
    by: Author
    stepped: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesRecord:
    notes: str
    by: Author
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WishRecord:
    title: str
    how: str
    minutes: int
    by: Author
    at: datetime
    dropped: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRecord:
    slug: str
    by: Author
    facts: PastFacts
    given: tuple[GiftRecord, ...]
    rollout: RolloutRecord | None
    former: tuple[NotesRecord, ...]
    wishes: tuple[WishRecord, ...]
    decisions: tuple[str, ...]


def read_link(fields: Fields) -> LinkRecord:
    code = read.key(fields, "code")
    if not CODE.fullmatch(code):
        raise LineError("`code` is not 32 to 64 letters and digits that nobody guesses")
    most, uses = read.count_or_none(fields, "most_uses"), whole(fields, "uses")
    if most is not None and uses > most:
        raise LineError("`uses` is more than `most_uses`")
    expires = fields.get("expires")
    return LinkRecord(
        slug=slug_of(fields),
        code=code,
        note=read.line_or_none(fields, "note", most=LONGEST_LABEL) or "",
        cohort=read.line_or_none(fields, "cohort", most=LONGEST_LABEL),
        most_uses=most,
        uses=uses,
        expires=read.moment_to_come(fields, "expires") if expires else None,
        revoked=read.moment_or_none(fields, "revoked"),
        by=author_named(fields, "by"),
        made=read.moment(fields, "made"),
    )


def slug_of(fields: Fields) -> str:
    return read.line(fields, "project_slug", most=LONGEST_SLUG)


def whole(fields: Fields, name: str, *, most: int | None = None) -> int:
    count = read.count_or_none(fields, name) or 0
    if most is not None and count > most:
        raise LineError(f"`{name}` is more than {most}")
    return count


def read_build(fields: Fields) -> BuildRecord:
    given = read.objects(fields, "given", most=MOST_THINGS)
    rollout = read.object_or_none(fields, "rollout")
    former = read.objects(fields, "former_notes", most=MOST_STEPS)
    wishes = read.objects(fields, "tasks", most=MOST_THINGS)
    facts = facts_of(fields)
    check_manifest(fields, facts.sha256)
    return BuildRecord(
        slug=slug_of(fields),
        by=author_named(fields, "by"),
        facts=facts,
        given=tuple(map(gift_of, given)),
        rollout=rollout_of(rollout) if rollout else None,
        former=tuple(map(notes_of, former)),
        wishes=tuple(map(wish_of, wishes)),
        decisions=read.lines(fields, "decisions", most=LONGEST_LABEL),
    )


def check_manifest(fields: Fields, sha256: str) -> None:
    """What was signed of a build elsewhere speaks of this file, and is whole."""
    manifest = read.object_or_none(fields, "manifest")
    if manifest is None:
        return
    try:
        document, _ = check_word(json.dumps(manifest))
    except RefusedError as refusal:
        raise LineError(f"`manifest`: {refusal}") from None
    told = document.get("file")
    if not isinstance(told, dict) or told.get("sha256") != sha256:
        raise LineError("`manifest` is of another file")


def facts_of(fields: Fields) -> PastFacts:
    file = read.object_or_none(fields, "file") or {}
    sha256, size = read.key(file, "sha256"), read.bytes_or_none(file, "size")
    if not SHA256.fullmatch(sha256):
        raise LineError("`sha256` is not 64 hexadecimal digits")
    if not size:
        raise LineError("`size` is no number of bytes")
    revoked = read.moment_or_none(fields, "revoked")
    return PastFacts(
        version=read.line(fields, "version", most=LONGEST_VERSION),
        platform=read.one_of(fields, "platform", Platform),
        channel=read.one_of_or_none(fields, "channel", Channel) or Channel.BETA,
        file_name=read.line(file, "name", most=LONGEST_LABEL),
        size=size,
        sha256=sha256,
        notes=prose_or_none(fields, "notes", most=LONGEST_WORDS) or "",
        uploaded_at=read.moment(fields, "uploaded"),
        expires_at=read.moment_to_come(fields, "expires"),
        least_os=read.line_or_none(fields, "least_os", most=LONGEST_LABEL) or "",
        package=read.line_or_none(fields, "package", most=LONGEST_LABEL) or "",
        number=read.line_or_none(fields, "number", most=LONGEST_LABEL) or "",
        facts=told_of(fields),
        share=whole(fields, "share", most=WHOLE) if "share" in fields else WHOLE,
        expiry_told=read.count_or_none(fields, "expiry_told"),
        released_at=read.moment_or_none(fields, "released"),
        revoked_at=revoked,
        revoked_reason=prose_or_none(fields, "revoked_reason", most=LONGEST_WORDS)
        if revoked
        else None,
        halted_at=read.moment_or_none(fields, "halted"),
        halted_reason=prose_or_none(fields, "halted_reason", most=LONGEST_WORDS) or "",
    )


def told_of(fields: Fields) -> str:
    """What its file says of itself, line by line."""
    said = read.object_or_none(fields, "facts") or {}
    if len(said) > MOST_THINGS or any(len(name) > LONGEST_LABEL for name in said):
        raise LineError("`facts` holds too much")
    return json.dumps(
        {name: read.line(said, name, most=LONGEST_LABEL) for name in said}
    )


def gift_of(fields: Fields) -> GiftRecord:
    return GiftRecord(
        cohort=read.line(fields, "cohort", most=LONGEST_LABEL),
        by=author_named(fields, "by"),
        at=read.moment(fields, "at"),
        at_once=read.yes(fields, "at_once"),
    )


def rollout_of(fields: Fields) -> RolloutRecord:
    return RolloutRecord(
        plan=RolloutDraft(
            steps=steps_of(fields),
            pace=read.one_of(fields, "pace", Pace),
            hours=whole(fields, "hours"),
            least_satisfied=whole(fields, "least_satisfied", most=WHOLE),
            most_stopped=whole(fields, "most_stopped", most=WHOLE),
        ),
        state=read.one_of(fields, "state", RollState),
        reason=prose_or_none(fields, "reason", most=LONGEST_WORDS) or "",
        by=author_named(fields, "by"),
        stepped=read.moment(fields, "stepped"),
    )


def steps_of(fields: Fields) -> tuple[int, ...]:
    """Percents that grow to all."""
    said = fields.get("steps")
    if not isinstance(said, list) or not said or len(said) > MOST_THINGS:
        raise LineError("`steps` is not a list of percents")
    steps = tuple(whole({"steps": one}, "steps", most=WHOLE) for one in said)
    if steps[-1] != WHOLE or list(steps) != sorted({*steps}):
        raise LineError("`steps` do not grow to 100")
    return steps


def notes_of(fields: Fields) -> NotesRecord:
    return NotesRecord(
        notes=read.prose(fields, "notes", most=LONGEST_WORDS),
        by=author_named(fields, "by"),
        until=read.moment(fields, "until"),
    )


def wish_of(fields: Fields) -> WishRecord:
    minutes = whole(fields, "minutes")
    if not minutes:
        raise LineError("`minutes` is no number of minutes")
    return WishRecord(
        title=read.line(fields, "title", most=LONGEST_LABEL),
        how=prose_or_none(fields, "how", most=LONGEST_WORDS) or "",
        minutes=minutes,
        by=author_named(fields, "by"),
        at=read.moment(fields, "at"),
        dropped=read.moment_or_none(fields, "dropped"),
    )
