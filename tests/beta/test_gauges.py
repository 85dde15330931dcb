"""What testers hold of a build, and how sure that is."""

import pytest
from flask import Flask

from cocreate.beta import queries
from cocreate.beta.gauges import Gauge, satisfaction_of
from cocreate.beta.kinds import Outcome, ReportKind, Severity
from cocreate.beta.models import (
    BetaReport,
    Build,
    BuildRating,
    ReportJoin,
    ReportJudgement,
)
from cocreate.kernel.db import db
from cocreate.people.models import Person
from tests.factories import a_build, a_product_manager, a_programme, a_tester


def test_few_answers_say_little() -> None:
    one, many = Gauge(1, 1), Gauge(100, 100)
    assert (one.share, many.share) == (1.0, 1.0)
    assert one.low < many.share / 3
    assert many.low > 0.9 * one.share
    assert Gauge(0, 0).interval == (0.0, 1.0)
    assert Gauge(8, 10).interval == pytest.approx((0.490, 0.943), abs=5e-4)
    assert Gauge(8, 10).words == "80 %, between 49 and 94 %, of 10."


def test_satisfied_is_whoever_says_four_or_five() -> None:
    told = satisfaction_of([5, 5, 4, 3, 1])
    assert (told.answers, told.mean) == (5, 3.6)
    assert (told.satisfied.people, told.satisfied.of) == (3, 5)
    assert satisfaction_of([]).mean is None


def test_a_build_stops_those_who_say_so_once_each(app: Flask) -> None:
    programme = a_programme()
    ann, bea, cia, dan = (a_tester(programme, name) for name in ("A", "B", "C", "D"))
    build, other = a_build(programme), a_build(programme)
    bad = a_problem(build, ann, Severity.BLOCKING)
    a_problem(build, ann, Severity.BLOCKING)
    db.session.add(ReportJoin(report_id=bad.id, person_id=bea.id, build_id=build.id))
    minor = a_problem(build, cia, Severity.MINOR)
    db.session.add(BuildRating(build_id=build.id, person_id=dan.id, score=5))
    db.session.commit()
    assert queries.blocking(build.id) == Gauge(2, 4)
    assert queries.blocking(other.id) == Gauge(0, 0)
    assert queries.satisfaction(build.id).satisfied == Gauge(1, 1)
    assert queries.satisfaction(other.id).answers == 0

    worse = ReportJudgement(report_id=minor.id, severity=Severity.BLOCKING)
    worse.by_id = a_product_manager().id
    db.session.add(worse)
    bad.outcome = Outcome.DECLINED
    db.session.commit()
    assert queries.blocking(build.id) == Gauge(2, 4)  # the other of hers, and this one


def a_problem(build: Build, author: Person, severity: Severity) -> BetaReport:
    report = BetaReport(build_id=build.id, author_id=author.id, severity=severity)
    report.programme_id, report.kind = build.programme_id, ReportKind.PROBLEM
    report.title = report.body = report.body_html = "It stops."
    db.session.add(report)
    db.session.flush()
    return report
