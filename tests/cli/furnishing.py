"""A beta of the demo, with what the story does not tell: all that an export holds."""

from datetime import timedelta

from sqlalchemy import select

from cocreate.beta.actions import PastLink, bring_link
from cocreate.beta.kinds import Severity, Went
from cocreate.beta.models import (
    BetaReport,
    Build,
    Enrolment,
    FormerNotes,
    ReportJoin,
    ReportJudgement,
    Task,
    TaskAnswer,
)
from cocreate.cli.demo.world import World
from cocreate.ideas.actions import PastFile, keep_files
from cocreate.kernel.attached import KeptFile, keep_attached
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.policy import Actor, Role
from cocreate.moderation.actions import close_review
from cocreate.moderation.case import CaseKind
from cocreate.moderation.models import Review
from cocreate.moderation.reason import Reason, Verdict


def furnish_the_beta(world: World) -> None:
    """A link that people hold, and a report and a task with something to show it."""
    programme_id = world.programmes["meridian-5-beta"]
    bring_link(
        programme_id,
        PastLink(
            code="a-code-that-was-written-on-a-leaflet",
            note="The leaflet",
            cohort="Second ring",
            most_uses=20,
            uses=7,
            expires_at=now() + timedelta(days=9),
            revoked_at=None,
            by_id=world.people["tomasz"],
            made_at=now(),
        ),
    )
    report = db.session.scalars(select(BetaReport).order_by(BetaReport.id)).first()
    assert report is not None
    build = db.session.get_one(Build, report.build_id)
    task = db.session.scalars(select(Task).where(Task.build_id == build.id)).first()
    assert task is not None
    answer = TaskAnswer(task_id=task.id, person_id=report.author_id, went=Went.BLOCKED)
    answer.files = report.files = 1
    others = select(Enrolment.person_id).where(
        Enrolment.programme_id == programme_id,
        Enrolment.person_id != report.author_id,
    )
    other = db.session.scalars(others.order_by(Enrolment.id)).first()
    join = ReportJoin(report_id=report.id, person_id=other, build_id=build.id)
    judged = ReportJudgement(report_id=report.id, severity=Severity.BLOCKING)
    judged.note, judged.by_id = "Twice a day.", world.people["tomasz"]
    before = FormerNotes(build_id=build.id, notes="*Soon.*", notes_html="")
    before.by_id = world.people["tomasz"]
    report.joins, report.fixed_in_id = 1, build.id
    report.idea_id = world.ideas[world.story.ideas[0].key]
    report.linked_by_id, report.linked_at = world.people["daan"], now()
    db.session.add_all([answer, join, judged, before])
    db.session.flush()
    keep_files(
        PastFile(file=a_note(), description="Seen", sent_at=now(), **on)
        for on in ({"report_id": report.id}, {"task_answer_id": answer.id})
    )


def a_note() -> KeptFile:
    return keep_attached(b"To see.", name="seen.txt", folder="reports/x", field="file")


def discount_a_ring(world: World) -> None:
    """What the demo leaves to decide: eight accounts of one evening do not count."""
    ring = db.session.scalars(
        select(Review).where(Review.kind == CaseKind.RING, Review.closed_at.is_(None))
    ).first()
    assert ring is not None
    close_review(
        Actor(world.people["ruth"], Role.MODERATOR, is_verified=True),
        ring.id,
        verdict=Verdict.HIDE,
        reason=Reason.OTHER,
        statement="One evening, one device.",
    )
