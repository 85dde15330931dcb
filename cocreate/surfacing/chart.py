"""Value against effort: where each idea stands on the chart, and in which quarter."""

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from cocreate.surfacing.queries import Standing
from cocreate.surfacing.scoring import Weights, saturated

WIDTH, HEIGHT, EDGE = 480, 340, 28
SMALLEST, LARGEST = 6, 12  # radius, by how many people stand behind it
ROOM = 5  # points of value above and below


class Point(NamedTuple):
    """An idea on the chart."""

    row: Standing
    x: float
    y: float
    radius: float
    quarter: str


class Chart(NamedTuple):
    """The points, and where the lines between the quarters run."""

    points: tuple[Point, ...]
    middle_x: float
    middle_y: float
    value: float  # above it is much


QUARTERS = {
    (True, True): "Quick wins",
    (True, False): "Big bets",
    (False, True): "Fill-ins",
    (False, False): "Think twice",
}


def chart_of(rows: Sequence[Standing], weights: Weights) -> Chart:
    """Ideas whose effort is known: half of the effort scale is the project's half."""
    values = [row.value for row in rows] or [0.0]
    least, most = min(values) - ROOM, max(values) + ROOM
    middle = median(values)

    def height(value: float) -> float:
        return HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (value - least) / (most - least)

    points = tuple(
        Point(
            row,
            round(across(row.effort or 0.0, weights), 1),
            round(height(row.value), 1),
            round(radius(row.people, weights), 1),
            QUARTERS[row.value >= middle, (row.effort or 0.0) <= weights.effort_half],
        )
        for row in rows
    )
    return Chart(points, WIDTH / 2, round(height(middle), 1), middle)


def across(effort: float, weights: Weights) -> float:
    return EDGE + (WIDTH - 2 * EDGE) * saturated(effort, weights.effort_half)


def radius(people: int, weights: Weights) -> float:
    return SMALLEST + (LARGEST - SMALLEST) * saturated(people, weights.reach_half)
