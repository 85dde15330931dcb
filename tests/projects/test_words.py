"""What a project's page says, without a database."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from cocreate.projects.phase import Phase
from cocreate.projects.promise import Answering, in_words, rows_of
from cocreate.projects.story import TO, dates_of
from cocreate.projects.tomorrow import goal_line

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = date(2026, 4, 1)


@dataclass
class Step:
    phase: Phase
    changed_at: datetime


@dataclass
class Aim:
    id: int = 1
    name: str = "Would recommend the app"
    unit: str = ""
    baseline: float = 8
    target: float = 40
    measured: float | None = None
    due_on: date | None = None


@dataclass
class Measure:
    value: float
    measured_on: date


def test_phases_say_from_when_to_when() -> None:
    steps = [
        Step(Phase.LISTEN, START),
        Step(Phase.IDEATE, START + timedelta(days=13)),
        Step(Phase.DECIDE, START + timedelta(days=41)),
    ]
    said = dates_of(Phase.DECIDE, steps, date(2026, 6, 7))
    assert said["listen"] == f"2{TO}15 March"
    assert said["ideate"] == f"15 March{TO}12 April"
    assert said["decide"] == "since 12 April"
    assert said["beta"] == ""


def test_what_is_ahead_says_what_was_promised() -> None:
    said = dates_of(Phase.LISTEN, [Step(Phase.LISTEN, START)], date(2026, 6, 7))
    assert said["decide"] == "by 7 June"


def test_a_project_that_went_back_says_nothing_of_what_it_left() -> None:
    steps = [
        Step(Phase.IDEATE, START),
        Step(Phase.DECIDE, START),
        Step(Phase.IDEATE, START),
    ]
    said = dates_of(Phase.IDEATE, steps, None)
    assert said["decide"] == ""
    assert said["ideate"] == "since 2 March"


def test_a_promise_reads_as_one_sentence() -> None:
    assert in_words(1, None) == "We answer every idea within 1 day."
    assert in_words(7, date(2026, 6, 7)).endswith("we decide by 7 June 2026.")


def test_a_kept_promise_says_so() -> None:
    answering = Answering(50, 5.4, 48, 3, 0)
    rows = rows_of(7, None, answering, is_decided=False, today=TODAY)
    said = {row.words: (row.figure, row.kept) for row in rows}
    assert said["Answered in a median of"] == ("5 days", True)
    assert said["Answered in time"] == ("96 %", True)
    assert said["Waiting for an answer"] == ("3", None)


def test_a_broken_promise_is_not_hidden() -> None:
    answering = Answering(10, 12.0, 4, 1_000, 900, is_more=True)
    due = date(2026, 3, 1)
    rows = rows_of(7, due, answering, is_decided=False, today=TODAY)
    said = {row.words: (row.figure, row.kept) for row in rows}
    assert said["Answered in a median of"] == ("12 days", False)
    assert said["Answered in time"] == ("40 %", False)
    assert said["Waiting for an answer"] == ("1,000+", None)
    assert said["Longer than promised"] == ("900", False)
    assert said["We decide by"] == ("1 March", False)


def test_nothing_answered_yet_is_no_failure() -> None:
    rows = rows_of(7, None, Answering(0, None, 0, 0, 0), is_decided=False, today=TODAY)
    assert [row.kept for row in rows] == [None, None]


def test_a_goal_says_its_numbers_as_people_do() -> None:
    line = goal_line(Aim(unit="%", due_on=date(2026, 12, 1), measured=23.5))
    said = (line.start_words, line.now_words, line.target_words)
    assert said == ("8 %", "23.5 %", "40 % by December 2026")


def test_a_long_unit_stands_with_the_name() -> None:
    line = goal_line(
        Aim(name="Overdraft fees", unit="customers a month", baseline=21e3)
    )
    assert line.name == "Overdraft fees, in customers a month"
    assert line.now_words == "21,000"


def test_figures_below_zero_stay_on_the_paper() -> None:
    line = goal_line(Aim(baseline=-20), [Measure(5, TODAY)])
    assert [*line.points] == [0, 25]
    assert [*line.rows] == [("1 April 2026", "5")]
