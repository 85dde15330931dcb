"""What a year's transparency report says, as Articles 15 and 24 of the DSA ask."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from cocreate.kernel.spans import HOUR, counted
from cocreate.moderation.case import KIND_WORDS
from cocreate.moderation.reason import GRADE_WORDS, WORDS
from cocreate.moderation.recipients import ACTIVE, MONTHS

# A row of a section by its measures, and the sections by their names.
Figures = Mapping[str, Mapping[str, Mapping[str, int]]]
ALL = "all"
MINUTE, TWO_DAYS = 60, 2 * 24 * HOUR.seconds


class Part(NamedTuple):
    """A section: what it counts, of what a row is, and its measures in words."""

    title: str
    row: str
    measures: Mapping[str, str]
    rows: Mapping[str, str]  # in their order


PARTS: dict[str, Part] = {
    "cases": Part(
        "Cases",
        "Kind of case",
        {
            "opened": "Opened",
            "decided": "Decided",
            "restricted": "Ended with a restriction",
            "in_time_share": "Decided in time",
            "median_seconds": "Half within",
            "ninth_seconds": "Nine of ten within",
        },
        {**{str(kind): words for kind, words in KIND_WORDS.items()}, ALL: "All"},
    ),
    "notices": Part(
        "Notices of illegal content (Article 16)",
        "What became of them",
        {
            "received": "Received",
            "decided": "Decided",
            "in_time_share": "Decided in time",
            "median_seconds": "Half within",
            "ninth_seconds": "Nine of ten within",
        },
        {
            **{
                str(reason): f"Restricted: {words.lower()}"
                for reason, words in WORDS.items()
            },
            "left": "Left as it is",
            "waiting": "Not decided yet",
            ALL: "All",
        },
    ),
    "reasons": Part(
        "Restrictions by rule, and appeals against them",
        "Rule",
        {
            "restricted": "Restricted",
            "automated": "Automatically first",
            "appeals": "Appeals decided",
            "overturned": "Overturned",
            "overturned_share": "Overturn rate",
        },
        {
            **{str(reason): words for reason, words in WORDS.items()},
            "none": "Nothing was restricted",
        },
    ),
    "laws": Part(
        "Laws that were found broken", "Law", {"restricted": "Restricted"}, {}
    ),
    "sanctions": Part(
        "People closed to writing",
        "For how long",
        {"given": "Given", "lifted": "Lifted before their end"},
        {
            **{
                str(grade): words.partition(":")[0]
                for grade, words in GRADE_WORDS.items()
            },
            "before": "Before there were grades",
        },
    ),
    "automation": Part(
        "What was put away automatically",
        "Restrictions",
        {
            "restricted": "Restrictions",
            "automated": "Automatically first",
            "automated_share": "Automated share",
            "overturned": "A person showed it again",
            "overturned_share": "Error rate",
        },
        {ALL: "All"},
    ),
    "recipients": Part(
        "Active recipients (Article 24(2))",
        "Month",
        {ACTIVE: "Members who were here"},
        {
            **MONTHS,
            "first_half": "On average, January to June",
            "second_half": "On average, July to December",
        },
    ),
}
# Of what a share is one.
SHARES = {
    ("cases", "in_time_share"): ("in_time", "decided"),
    ("notices", "in_time_share"): ("in_time", "decided"),
    ("reasons", "overturned_share"): ("overturned", "appeals"),
    ("automation", "automated_share"): ("automated", "restricted"),
    ("automation", "overturned_share"): ("overturned", "automated"),
}


class Counted(Protocol):
    """The report of one year."""

    @property
    def year(self) -> int: ...
    @property
    def counted_at(self) -> datetime: ...
    @property
    def figures(self) -> Figures: ...


class Section(NamedTuple):
    """A table of the report as its page shows it."""

    title: str
    columns: list[str]
    rows: list[list[str]]


class Cell(NamedTuple):
    """One figure of the report, as a file has it."""

    section: str
    row: str
    measure: str
    value: float | int | None


def cells_of(figures: Figures) -> Iterator[Cell]:
    """Every figure there is, section by section; none: of nothing there is no share."""
    for section, part in PARTS.items():
        found = figures.get(section, {})
        for name in rows_of(part, found):
            for measure in part.measures:
                value = value_of(section, found[name], measure)
                yield Cell(section, name, measure, value)


def told(report: Counted) -> dict[str, Any]:
    """The report as a file has it, by sections, rows and measures."""
    sections: dict[str, dict[str, dict[str, Any]]] = {}
    for cell in cells_of(report.figures):
        row = sections.setdefault(cell.section, {}).setdefault(cell.row, {})
        row[cell.measure] = cell.value
    return {
        "year": report.year,
        "counted_at": report.counted_at,
        "sections": sections,
    }


def sections_of(figures: Figures) -> list[Section]:
    """The tables of the report; those without a row are left out."""
    return [
        Section(
            part.title,
            [part.row, *part.measures.values()],
            [
                [part.rows.get(name, name), *told_row(section, found[name])]
                for name in rows_of(part, found)
            ],
        )
        for section, part in PARTS.items()
        if (found := figures.get(section, {}))
    ]


def rows_of(part: Part, found: Mapping[str, object]) -> list[str]:
    return [name for name in part.rows or found if name in found]


def told_row(section: str, row: Mapping[str, int]) -> list[str]:
    return [
        in_words(measure, value_of(section, row, measure))
        for measure in PARTS[section].measures
    ]


def value_of(section: str, row: Mapping[str, int], measure: str) -> float | int | None:
    if (section, measure) not in SHARES:
        return row.get(measure, None if measure.endswith("_seconds") else 0)
    part, whole = (row.get(name, 0) for name in SHARES[section, measure])
    return round(part / whole, 4) if whole else None


def in_words(measure: str, value: float | None) -> str:
    if value is None:
        return "none"
    if measure.endswith("_share"):
        return f"{value:.1%}"
    return span(int(value)) if measure.endswith("_seconds") else f"{value:,}"


def span(seconds: int) -> str:
    """A time to a verdict: in minutes below an hour, in days from two days on."""
    if seconds < HOUR.seconds:
        return counted(seconds // MINUTE, "minute")
    if seconds < TWO_DAYS:
        return counted(seconds // HOUR.seconds, "hour")
    return counted(seconds // (24 * HOUR.seconds), "day")
