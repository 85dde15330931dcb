"""Take over what testers said of builds before it came here; nobody is told."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import insert

from cocreate.beta.kinds import Honours
from cocreate.beta.models import BuildRating, Download, HonourAnswer, Task
from cocreate.kernel.db import db
from cocreate.kernel.ids import BuildId, DecisionId, PersonId
from cocreate.kernel.text import render_markdown


@dataclass(frozen=True, slots=True, kw_only=True)
class PastTry:
    """That somebody fetched a build, and how satisfied they were; none: not said."""

    build_id: BuildId
    person_id: PersonId
    at: datetime
    size: int
    score: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastHonour:
    """Whether a build did what was decided, by somebody cited."""

    build_id: BuildId
    decision_id: DecisionId
    person_id: PersonId
    honours: Honours
    note: str
    answered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PastTask:
    """What there was to try."""

    build_id: BuildId
    title: str
    how: str
    minutes: int
    by_id: PersonId
    written_at: datetime


def bring_tries(tries: Iterable[PastTry]) -> None:
    """Keep who fetched which build, and what they said of it."""
    known = list(tries)
    fetched = [
        {
            "build_id": one.build_id,
            "person_id": one.person_id,
            "attempted_at": one.at,
            "status": 200,
            "bytes_offered": one.size,
            "bytes_sent": one.size,
        }
        for one in known
    ]
    rated = [
        {
            "build_id": one.build_id,
            "person_id": one.person_id,
            "score": one.score,
            "rated_at": one.at,
        }
        for one in known
        if one.score is not None
    ]
    for table, rows in ((Download, fetched), (BuildRating, rated)):
        if rows:
            db.session.execute(insert(table), rows)


def bring_honours(answers: Iterable[PastHonour]) -> None:
    if rows := [asdict(answer) for answer in answers]:
        db.session.execute(insert(HonourAnswer), rows)


def bring_tasks(tasks: Iterable[PastTask]) -> None:
    rows = [asdict(task) | {"how_html": render_markdown(task.how)} for task in tasks]
    if rows:
        db.session.execute(insert(Task), rows)
