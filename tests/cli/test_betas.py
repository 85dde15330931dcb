"""A beta comes in from elsewhere once, with its testers, and what is wrong is said."""

import hashlib
from pathlib import Path

import pytest
from sqlalchemy import select

from cocreate.beta import queries
from cocreate.beta.kinds import Place, SeatRule
from cocreate.beta.models import Lottery, Programme, ScreeningAnswer
from cocreate.kernel.db import db
from tests.cli.sets import Row, bring, reasons, write_set

pytestmark = pytest.mark.usefixtures("app")

WHEN = "2025-03-04T10:00:00+00:00"
SEED = "5eed"
TERMS = {
    "terms": "Tell nobody before June.",
    "by": "team",
    "by_name": "Ada",
    "at": WHEN,
}
PROMISE = {
    "strata": "platform",
    "shares": "equal",
    "commitment": hashlib.sha256(SEED.encode()).hexdigest(),
    "committed": WHEN,
    "seed": SEED,
}
BETA: Row = {
    "project": "The mobile bank",
    "project_slug": "bank",
    "name": "Try it first",
    "about": "Soon.",
    "seats": 1,
    "rule": "lottery",
    "opened": WHEN,
    "terms": [{"version": 1, **TERMS}, {"version": 2, **TERMS, "terms": "Tell all."}],
    "cohorts": ["Early", "Late"],
    "questions": [{"kind": "yes_no", "label": "Daily?", "passes": "yes"}],
    "lottery": PROMISE,
}
PLACE: Row = {
    "project_slug": "bank",
    "person": "1",
    "person_name": "Ben",
    "place": "active",
    "terms_version": 1,
    "terms_accepted": WHEN,
    "applied": WHEN,
    "placed": WHEN,
    "cohort": "Late",
    "on": {"platform": "ios", "model": "iPhone SE"},
    "answers": [{"question": "Daily?", "value": "yes", "passed": True}],
    "steps": [{"place": "active", "at": WHEN}],
}
WRONG: tuple[tuple[str, Row, str], ...] = (
    ("programmes", {**BETA, "lottery": {**PROMISE, "seed": "x"}}, "`seed` is not"),
    ("programmes", {**BETA, "terms": []}, "`terms` are not"),
    ("programmes", {**BETA, "seats": 0}, "`seats` is no number"),
    ("enrolments", {**PLACE, "place": "lost"}, "`place` is none of"),
    ("enrolments", {**PLACE, "person": "2"}, "every seat of its beta"),
    ("enrolments", {**PLACE, "project_slug": "none"}, "its beta is not here"),
)


def test_a_beta_comes_in_once_with_its_testers(tmp_path: Path) -> None:
    wrong: dict[str, list[Row | bytes]] = {"programmes": [BETA], "enrolments": [PLACE]}
    wrong["devices"] = [{**PLACE, **PLACE["on"], "added": WHEN}]
    for file, row, _ in WRONG:
        wrong[file].append(row)
    folder = write_set(tmp_path / "set", **wrong)
    for brought in (3, 0):
        report = bring(folder)
        assert report.brought.total() == brought
        said = [reason for _, _, reason in reasons(report.path)]
        for (_, _, start), reason in zip(WRONG, said, strict=True):
            assert reason.startswith(start)
    programme = db.session.scalars(select(Programme)).one()
    assert (programme.rule, programme.taken) == (SeatRule.LOTTERY, 1)
    assert (programme.terms, programme.terms_version) == ("Tell all.", 2)
    assert len(queries.terms_versions(programme.id)) == 2
    assert db.session.get_one(Lottery, programme.id).seed == SEED
    assert queries.count_places(programme.id) == {Place.ACTIVE: 1}
    late = queries.cohorts(programme.id)[1]
    assert queries.count_cohorts(programme.id) == {late.id: 1}
    assert db.session.scalars(select(ScreeningAnswer.passed)).all() == [True]
