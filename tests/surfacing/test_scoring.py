"""The arithmetic of scores and of formulas: no database."""

from datetime import UTC, datetime, timedelta

import pytest

from cocreate.surfacing.formula import check, outcome_of
from cocreate.surfacing.scoring import (
    STEP,
    Evidence,
    Part,
    Weights,
    fades_at,
    lower_bound,
    read_weights,
    rice_of,
    worked,
)
from cocreate.votes.trend import trend_of

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
WEIGHTS = Weights()
SOME = Evidence(
    people=25,
    said=5,
    worth=5.0,
    trend=trend_of([AT] * 5),
    weighted=0.0,
    seen=100,
    effort=10.0,
)


def test_a_score_is_the_sum_of_what_its_parts_say() -> None:
    opened = worked(SOME, WEIGHTS, AT)
    share = {line.part: line.share for line in opened.lines}
    assert share[Part.REACH] == 0.5  # 25 people, and 25 are half of all it can be
    assert share[Part.IMPORTANCE] == 0.75  # five say must, five are supposed to waver
    assert share[Part.MOMENTUM] == pytest.approx(0.5)
    assert share[Part.EFFORT] == 0.5
    assert share[Part.CONFIDENCE] == lower_bound(25, 100)
    assert opened.value == pytest.approx(
        sum(100 * line.share * line.weight / WEIGHTS.total for line in opened.lines)
    )
    assert sum(line.most for line in opened.lines) == pytest.approx(100)


def test_nine_of_ten_are_surer_than_fifty_of_a_hundred() -> None:
    assert lower_bound(9, 10) > lower_bound(50, 100) > lower_bound(0, 100) >= 0
    assert lower_bound(0, 0) == 0


def test_a_value_is_written_again_just_when_a_step_has_faded() -> None:
    then = fades_at(SOME, WEIGHTS, AT)
    assert then is not None
    lost = worked(SOME, WEIGHTS, AT).value - worked(SOME, WEIGHTS, then).value
    assert lost == pytest.approx(STEP)
    long_after = AT + timedelta(days=400)
    assert fades_at(SOME, WEIGHTS, long_after) is None


def test_what_nobody_entered_speaks_neither_for_an_idea_nor_against_it() -> None:
    ease = worked(SOME._replace(effort=None), WEIGHTS, AT).lines[-1]
    assert (ease.raw, ease.share) == (None, 0.5)
    assert rice_of(40, 2, 80, None) is None
    assert rice_of(40, 2, 80, 4) == 16


def test_weights_are_read_as_they_were_kept() -> None:
    weights = Weights(reach=12.5, of_segments={3: 2.0}, formula="reach / effort")
    assert read_weights(weights.written()) == weights
    assert read_weights({"reach": 7, "gone": 1}) == Weights(reach=7)


COLUMNS = {"reach": 30.0, "effort": 4.0, "impact": None}


@pytest.mark.parametrize(
    ("written", "outcome"),
    [
        ("reach / effort", 7.5),
        ("2 * (reach - 10) + min(effort, 3)", 43.0),
        ("-max(1, 2, reach)", -30.0),
        ("reach / (effort - 4)", None),
        ("reach * impact", None),
        ("1e11 * 1e11", None),
    ],
)
def test_a_formula_reckons_with_columns(written: str, outcome: float | None) -> None:
    assert check(written) == ""
    assert outcome_of(written, COLUMNS) == outcome


@pytest.mark.parametrize(
    "written",
    [
        "reach **",
        "2 ** 99",
        "__import__('os')",
        "reach.real",
        "price",
        "min(reach)",
        "min(reach, key=effort)",
        "max(*reach)",
        "[1]",
        "lambda: 1",
        "'a' * 9",
        "True",
        "1j",
        "1e999",
        "(" * 190,
        "-" * 150 + "1",
        "1 if reach else 2",
        "reach\x00",
        "x" * 300,
        "",
    ],
)
def test_a_formula_that_is_no_sum_is_refused_with_a_sentence(written: str) -> None:
    assert check(written).endswith(".")
    assert outcome_of(written, COLUMNS) is None
