"""A beta comes in from elsewhere once, with its testers, and what is wrong is said."""

import hashlib
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from cocreate.beta import queries
from cocreate.beta.actions import NO_FILE, OTHER_BYTES, resume_build
from cocreate.beta.jobs import sign_files
from cocreate.beta.kinds import Place, RollState, SeatRule, Severity, Went
from cocreate.beta.models import (
    BetaReport,
    Build,
    BuildRating,
    Download,
    Enrolment,
    InvitationLink,
    Lottery,
    Programme,
    Rollout,
    ScreeningAnswer,
    TaskAnswer,
)
from cocreate.cli.importing.command import OPERATOR
from cocreate.kernel import storage
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError
from cocreate.kernel.transaction import transaction
from tests.cli.sets import Row, bring, exported, reasons, write_set

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
FILE = b"not much of an app"
BUILD: Row = {
    "project_slug": "bank",
    "platform": "linux",
    "version": "1.0",
    "file": {
        "name": "bank.bin",
        "size": len(FILE),
        "sha256": hashlib.sha256(FILE).hexdigest(),
    },
    "uploaded": WHEN,
    "expires": "2030-01-01",
    "share": 30,
    "by": "team",
    "given": [{"cohort": "Late", "by": "team", "at": WHEN}],
    "rollout": {
        "steps": [10, 30, 100],
        "pace": "gate",
        "hours": 24,
        "least_satisfied": 60,
        "most_stopped": 10,
        "state": "paused",
        "reason": "Too few are content.",
        "stepped": WHEN,
        "by": "team",
    },
    "tasks": [{"title": "Try it", "minutes": 5, "by": "team", "at": WHEN}],
    "former_notes": [{"notes": "Soon.", "until": WHEN, "by": "team"}],
}
LINK: Row = {
    "project_slug": "bank",
    "code": "c" * 43,
    "cohort": "Late",
    "most_uses": 5,
    "uses": 2,
    "made": WHEN,
    "by": "team",
}
OF_IT = {"platform": "linux", "version": "1.0"}
TESTED: Row = {
    "project_slug": "bank",
    **OF_IT,
    "person": "1",
    "downloads": [{"at": WHEN, "status": 200, "offered": 3_000_000_000, "sent": 18}],
    "rating": {"score": 2, "at": WHEN},
    "tasks": [{"task": "Try it", "went": "blocked", "at": WHEN}],
    "verdicts": [{"decision": "None here", "honours": "no", "at": WHEN}],
}
REPORT: Row = {
    "project_slug": "bank",
    "build": OF_IT,
    "author": "1",
    "kind": "problem",
    "severity": "blocking",
    "title": "It stops",
    "body": "At once.",
    "reported": WHEN,
    "joins": [{"person": who, "build": OF_IT, "at": WHEN} for who in ("2", "1")],
    "judgement": {"severity": "serious", "by": "team", "at": WHEN},
}
PLAN = BUILD["rollout"]
WRONG: tuple[tuple[str, Row, str], ...] = (
    ("programmes", {**BETA, "lottery": {**PROMISE, "seed": "x"}}, "`seed` is not"),
    ("programmes", {**BETA, "terms": []}, "`terms` are not"),
    ("programmes", {**BETA, "seats": 0}, "`seats` is no number"),
    ("enrolments", {**PLACE, "place": "lost"}, "`place` is none of"),
    ("enrolments", {**PLACE, "person": "2"}, "every seat of its beta"),
    ("enrolments", {**PLACE, "project_slug": "none"}, "its beta is not here"),
    ("links", {**LINK, "uses": 6}, "`uses` is more than"),
    ("links", {**LINK, "code": "guess"}, "`code` is not 32 to 64"),
    ("builds", {**BUILD, "share": 101}, "`share` is more than 100"),
    ("builds", {**BUILD, "file": {"sha256": "f"}}, "`sha256` is not 64"),
    ("builds", {**BUILD, "rollout": {**PLAN, "steps": [30, 10]}}, "`steps` do not"),
    ("builds", {**BUILD, "manifest": {"type": ["x"]}}, "`manifest`: It is no"),
    ("builds", {**BUILD, "facts": {"A": 7}}, "`A` is not text"),
    ("tested", {**TESTED, "version": "2"}, "its build is not here"),
    ("tested", {**TESTED, "rating": {"score": 6}}, "`score` is more than 5"),
    ("reports", {**REPORT, "build": {}}, "`platform` is missing"),
    ("reports", {**REPORT, "kind": "poem"}, "`kind` is none of"),
)
GOOD: dict[str, Row] = {
    "programmes": BETA,
    "links": LINK,
    "enrolments": {**PLACE, "link": LINK["code"]},
    "builds": BUILD,
    "tested": TESTED,
    "reports": REPORT,
}


def test_a_beta_comes_in_once_with_its_testers(tmp_path: Path) -> None:
    wrong: dict[str, list[Row | bytes]] = {name: [row] for name, row in GOOD.items()}
    wrong["devices"] = [{**PLACE, **PLACE["on"], "added": WHEN}]
    for file, row, _ in WRONG:
        wrong[file].append(row)
    folder = write_set(tmp_path / "set", **wrong)
    for brought in (7, 0):
        report = bring(folder)
        assert report.brought.total() == brought
        found = reasons(report.path)
        for file, _, start in WRONG:
            said = [words for name, _, words in found if name == f"{file}.jsonl"]
            assert any(words.startswith(start) for words in said), (start, said)
        assert report.rejected.total() == len(WRONG)
    programme = db.session.scalars(select(Programme)).one()
    assert (programme.rule, programme.taken) == (SeatRule.LOTTERY, 1)
    assert (programme.terms, programme.terms_version) == ("Tell all.", 2)
    assert len(queries.terms_versions(programme.id)) == 2
    assert db.session.get_one(Lottery, programme.id).seed == SEED
    assert queries.count_places(programme.id) == {Place.ACTIVE: 1}
    late = queries.cohorts(programme.id)[1]
    assert queries.count_cohorts(programme.id) == {late.id: 1}
    assert db.session.scalars(select(ScreeningAnswer.passed)).all() == [True]
    its_testing_came(late.id)


def its_testing_came(late_id: int) -> None:
    link = db.session.scalars(select(InvitationLink)).one()
    assert (link.cohort_id, link.uses, link.most_uses) == (late_id, 2, 5)
    assert db.session.scalars(select(Enrolment.link_id)).all() == [link.id]
    report_row = db.session.scalars(select(BetaReport)).one()
    assert (report_row.joins, report_row.severity) == (1, Severity.BLOCKING)
    assert db.session.scalars(select(TaskAnswer.went)).all() == [Went.BLOCKED]
    assert db.session.scalars(select(BuildRating.score)).all() == [2]
    assert db.session.scalars(select(Download.bytes_offered)).all() == [3_000_000_000]
    assert db.session.scalars(select(Rollout.state)).all() == [RollState.PAUSED]


def test_a_build_whose_file_comes_later_is_held_back_until_then(
    app: Flask, tmp_path: Path
) -> None:
    folder = write_set(tmp_path / "set", programmes=[BETA], builds=[BUILD])
    bring(folder)
    build = db.session.scalars(select(Build)).one()
    assert build.halted_at is not None
    assert build.halted_reason == NO_FILE
    sign_files()
    with pytest.raises(ConflictError, match="Its file is not here"), transaction():
        resume_build(OPERATOR, build.id)
    (folder / "builds").mkdir()
    place = folder / "builds" / BUILD["file"]["sha256"]
    for sent, came in ((b"other", 0), (FILE, 1), (FILE, 0)):
        place.write_bytes(sent)
        assert bring(folder).brought["builds.jsonl"] == came
    db.session.expire_all()
    assert storage.read(build.storage_key) == FILE
    assert not db.session.scalars(select(Build.halted_reason)).one()
    told = exported(app, tmp_path / "out", "--with-hidden", "--with-builds")
    assert (tmp_path / "out" / "builds" / place.name).read_bytes() == FILE
    altered = {**told["builds"][0]["manifest"], "version": "2.0"}
    again = write_set(tmp_path / "again", builds=[{**BUILD, "manifest": altered}])
    assert "altered" in reasons(bring(again).path)[0][2]
    other = {**BUILD, "file": {**BUILD["file"], "sha256": "0" * 64}}
    refused = bring(write_set(tmp_path / "other", builds=[other]))
    assert reasons(refused.path)[0][2] == OTHER_BYTES
    assert len([*storage.files()]) == 1, "nothing is left over"
