"""Active recipients by month, and on average over half a year (DSA, Article 24). Pure.

They are counted of the days on which members were here, which are kept for a few months
only. So a month's highest count stands: nobody is counted anew who has left since, and
no day that was forgotten takes anything away.
"""

from collections.abc import Mapping
from datetime import date

Months = Mapping[str, Mapping[str, int]]
ACTIVE = "active"
HALVES = {"first_half": range(1, 7), "second_half": range(7, 13)}
MONTHS = {
    f"{number:02}": date(2000, number, 1).strftime("%B") for number in range(1, 13)
}


def months_of(counted: Mapping[int, int]) -> dict[str, dict[str, int]]:
    return {f"{number:02}": {ACTIVE: many} for number, many in counted.items()}


def recipients(
    told: Months, counted: Months, year: int, today: date
) -> dict[str, dict[str, int]]:
    """The months of a year as they were told and are counted now, and its averages."""
    most = {
        name: max(row.get(name, {}).get(ACTIVE, 0) for row in (told, counted))
        for name in MONTHS
        if name in told or name in counted
    }
    over = {name: many for name, many in most.items() if is_over(name, year, today)}
    rows = {name: {ACTIVE: many} for name, many in most.items()}
    for half, numbers in HALVES.items():
        found = [over[name] for number in numbers if (name := f"{number:02}") in over]
        if found:
            rows[half] = {ACTIVE: round(sum(found) / len(found))}
    return rows


def is_over(month: str, year: int, today: date) -> bool:
    """Averages are made of whole months: this one still grows."""
    return (year, int(month)) < (today.year, today.month)
