"""Forget what a tester told the team, when their account is gone."""

from collections.abc import Sequence

from sqlalchemy import select, update

from cocreate.beta.models import (
    BetaReport,
    BuildRating,
    HonourAnswer,
    ReportJoin,
    TaskAnswer,
)
from cocreate.ideas.actions import forget_files
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId

GONE = "A report of somebody who left"


def forget_words(person_id: PersonId) -> Sequence[str]:
    """Drop what they wrote to the team alone, and their files; verdicts still count.

    Ideas that were made of a report stay: others answered them. Where the files lie.
    """
    db.session.execute(
        update(BetaReport)
        .where(BetaReport.author_id == person_id)
        .values(title=GONE, files=0, **dict.fromkeys(OF_REPORTS, ""))
    )
    db.session.execute(
        update(TaskAnswer)
        .where(TaskAnswer.person_id == person_id)
        .values(note="", note_html="", files=0)
    )
    db.session.execute(
        update(HonourAnswer)
        .where(HonourAnswer.person_id == person_id)
        .values(note="", resolution="")
    )
    for table, value in ((BuildRating, {"why": ""}), (ReportJoin, {"device": ""})):
        theirs = table.person_id == person_id
        db.session.execute(update(table).where(theirs).values(**value))
    return forget_files(
        reports=select(BetaReport.id).where(BetaReport.author_id == person_id),
        task_answers=select(TaskAnswer.id).where(TaskAnswer.person_id == person_id),
    )


OF_REPORTS = ("body", "body_html", "steps", "steps_html", "device", "answer")
