"""What the lines of betas, enrolments and devices say, typed."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from cocreate.beta.actions import PastLottery, PastQuestion, PastStanding
from cocreate.beta.drafts import (
    DeviceDraft,
    LotteryDraft,
    ProgrammeDraft,
    QuestionDraft,
)
from cocreate.beta.kinds import (
    Place,
    Platform,
    QuestionKind,
    SeatRule,
    SeenBy,
    Shares,
    Strata,
    Why,
)
from cocreate.cli.importing import fields as read
from cocreate.cli.importing.authors import Author, author_named, author_of
from cocreate.cli.importing.desk_records import day_of
from cocreate.cli.importing.fields import Fields
from cocreate.cli.importing.lines import LineError
from cocreate.cli.importing.records import LONGEST_PROJECT
from cocreate.kernel.ids import LONGEST_SLUG

LONGEST_WORDS = 20_000
LONGEST_LABEL = 200
MOST_THINGS = 100
MOST_STEPS = 1_000
MOST_SEATS = 1_000_000
LONGEST_DOCUMENT = 900_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsRecord:
    version: int
    terms: str
    by: Author
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EndRecord:
    summary: str
    thanks: str
    by: Author
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeRecord:
    project: str
    slug: str
    draft: ProgrammeDraft
    opened: datetime
    closed: datetime | None
    terms: tuple[TermsRecord, ...]
    cohorts: tuple[str, ...]
    questions: tuple[PastQuestion, ...]
    lottery: PastLottery | None
    segments: tuple[str, ...]
    reports_seen_by: SeenBy
    end: EndRecord | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRecord:
    place: Place
    at: datetime
    by: Author | None
    why: Why | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentRecord:
    slug: str
    person: Author
    cohort: str | None
    on: DeviceDraft | None
    link: str | None
    standing: PastStanding
    answers: tuple[tuple[str, str, bool], ...]
    steps: tuple[StepRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRecord:
    person: Author
    device: DeviceDraft
    added: datetime
    retired: datetime | None


def read_programme(fields: Fields) -> ProgrammeRecord:
    terms = tuple(map(terms_of, read.objects(fields, "terms", most=MOST_STEPS)))
    versions = [one.version for one in terms]
    if not terms or versions != sorted({*versions}):
        raise LineError("`terms` are not its versions in their order")
    lottery = read.object_or_none(fields, "lottery")
    ended = read.object_or_none(fields, "ended")
    segments = fields.get("segments")
    told = read.lines(fields, "segments", most=LONGEST_LABEL) if segments else ()
    questions = read.objects(fields, "questions", most=MOST_THINGS)
    return ProgrammeRecord(
        project=read.line(fields, "project", most=LONGEST_PROJECT),
        slug=read.line(fields, "project_slug", most=LONGEST_SLUG),
        draft=draft_of(fields, terms[-1].terms, by_segment=segments is not None),
        opened=read.moment(fields, "opened"),
        closed=read.moment_or_none(fields, "closed"),
        terms=terms,
        cohorts=read.lines(fields, "cohorts", most=LONGEST_LABEL) or ("Everyone",),
        questions=tuple(map(question_of, questions)),
        lottery=lottery_of(lottery) if lottery else None,
        segments=told,
        reports_seen_by=read.one_of_or_none(fields, "reports_seen_by", SeenBy)
        or SeenBy.TESTERS,
        end=end_of(ended) if ended else None,
    )


def end_of(fields: Fields) -> EndRecord:
    return EndRecord(
        summary=read.prose(fields, "summary", most=LONGEST_WORDS),
        thanks=read.prose(fields, "thanks", most=LONGEST_WORDS),
        by=author_named(fields, "by"),
        at=read.moment(fields, "at"),
    )


def draft_of(fields: Fields, terms: str, *, by_segment: bool) -> ProgrammeDraft:
    lottery = read.object_or_none(fields, "lottery") or {}
    return ProgrammeDraft(
        name=read.line(fields, "name", most=LONGEST_LABEL),
        about=read.prose(fields, "about", most=LONGEST_WORDS),
        terms=terms,
        seats=least(read.count_or_none(fields, "seats"), "seats"),
        rule=read.one_of(fields, "rule", SeatRule),
        lottery=LotteryDraft(
            strata=read.one_of_or_none(lottery, "strata", Strata) or Strata.NONE,
            shares=read.one_of_or_none(lottery, "shares", Shares)
            or Shares.PROPORTIONAL,
            source=read.line_or_none(lottery, "source", most=LONGEST_WORDS) or "",
        ),
        starts_on=day_of(fields, "starts_on"),
        entries_until=day_of(fields, "entries_until"),
        ends_on=day_of(fields, "ends_on"),
        idle_days=read.count_or_none(fields, "idle_days"),
        platforms={
            read.one_of(one, "platform", Platform): read.written(
                one, "least", most=LONGEST_LABEL
            )
            for one in read.objects(fields, "platforms", most=MOST_THINGS)
        },
        by_segment=by_segment,
    )


def least(count: int | None, name: str) -> int:
    if count is None or not 1 <= count <= MOST_SEATS:
        raise LineError(f"`{name}` is no number from 1 to {MOST_SEATS:,}")
    return count


def terms_of(fields: Fields) -> TermsRecord:
    return TermsRecord(
        version=least(read.count_or_none(fields, "version"), "version"),
        terms=read.prose(fields, "terms", most=LONGEST_WORDS),
        by=author_named(fields, "by"),
        at=read.moment(fields, "at"),
    )


def question_of(fields: Fields) -> PastQuestion:
    passes = fields.get("passes")
    draft = QuestionDraft(
        kind=read.one_of(fields, "kind", QuestionKind),
        label=read.line(fields, "label", most=LONGEST_LABEL),
        hint=read.line_or_none(fields, "hint", most=LONGEST_LABEL) or "",
        choices=read.lines(fields, "choices", most=LONGEST_LABEL),
        passes=read.prose(fields, "passes", most=LONGEST_WORDS) if passes else "",
    )
    return PastQuestion(draft=draft, retired_at=read.moment_or_none(fields, "retired"))


def lottery_of(fields: Fields) -> PastLottery:
    """A draw that is told without its secret is promised anew."""
    seed = read.line_or_none(fields, "seed", most=LONGEST_LABEL)
    commitment = read.line(fields, "commitment", most=LONGEST_LABEL)
    if seed and hashlib.sha256(seed.encode()).hexdigest() != commitment:
        raise LineError("`seed` is not the one that `commitment` promised")
    document = fields.get("document")
    return PastLottery(
        seed=seed,
        commitment=commitment,
        strata=read.one_of(fields, "strata", Strata),
        shares=read.one_of(fields, "shares", Shares),
        source=read.line_or_none(fields, "source", most=LONGEST_WORDS) or "",
        source_value=read.line_or_none(fields, "source_value", most=LONGEST_WORDS)
        or "",
        committed_at=read.moment(fields, "committed"),
        drawn_at=read.moment_or_none(fields, "drawn"),
        document=read.written(fields, "document", most=LONGEST_DOCUMENT)
        if document is not None
        else None,
    )


def read_enrolment(fields: Fields) -> EnrolmentRecord:
    on = read.object_or_none(fields, "on")
    return EnrolmentRecord(
        slug=read.line(fields, "project_slug", most=LONGEST_SLUG),
        person=author_named(fields, "person"),
        cohort=read.line_or_none(fields, "cohort", most=LONGEST_LABEL),
        on=device_of(on) if on else None,
        link=read.key_or_none(fields, "link"),
        standing=standing_of(fields),
        answers=tuple(map(answer_of, read.objects(fields, "answers", most=100))),
        steps=tuple(map(step_of, read.objects(fields, "steps", most=MOST_STEPS))),
    )


def standing_of(fields: Fields) -> PastStanding:
    why = fields.get("why")
    return PastStanding(
        place=read.one_of(fields, "place", Place),
        device=read.line_or_none(fields, "device", most=LONGEST_LABEL) or "",
        why=read.prose(fields, "why", most=LONGEST_WORDS) if why else "",
        passed=None if fields.get("passed") is None else read.yes(fields, "passed"),
        terms_version=read.count_or_none(fields, "terms_version") or 0,
        terms_accepted_at=read.moment_or_none(fields, "terms_accepted"),
        applied_at=read.moment(fields, "applied"),
        placed_at=read.moment(fields, "placed"),
        turn=read.count_or_none(fields, "turn") or 0,
        entry=read.line_or_none(fields, "entry", most=LONGEST_LABEL),
        score_shown=read.yes(fields, "score_shown"),
        stirred_at=read.moment_or_none(fields, "stirred"),
        reminded_at=read.moment_or_none(fields, "reminded"),
    )


def device_of(fields: Fields) -> DeviceDraft:
    return DeviceDraft(
        platform=read.one_of(fields, "platform", Platform),
        model=read.line(fields, "model", most=LONGEST_LABEL),
        os_version=read.line_or_none(fields, "os_version", most=LONGEST_LABEL) or "",
    )


def answer_of(fields: Fields) -> tuple[str, str, bool]:
    question = read.line(fields, "question", most=LONGEST_LABEL)
    value = read.prose(fields, "value", most=LONGEST_WORDS)
    return question, value, read.yes(fields, "passed")


def step_of(fields: Fields) -> StepRecord:
    return StepRecord(
        place=read.one_of(fields, "place", Place),
        at=read.moment(fields, "at"),
        by=author_of(fields, "by") if fields.get("by") else None,
        why=read.one_of_or_none(fields, "why", Why),
    )


def read_device(fields: Fields) -> DeviceRecord:
    return DeviceRecord(
        person=author_named(fields, "person"),
        device=device_of(fields),
        added=read.moment(fields, "added"),
        retired=read.moment_or_none(fields, "retired"),
    )
