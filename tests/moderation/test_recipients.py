"""How many members were here by month, and on average: Article 24(2) of the DSA."""

import csv
import random
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from cocreate.kernel.db import db
from cocreate.moderation.actions.tell_years import keep_year
from cocreate.moderation.queries import count_year
from cocreate.moderation.recipients import recipients
from cocreate.people.models import Person, VisitDay
from tests.factories import a_moderator, a_person

pytestmark = pytest.mark.usefixtures("app")
YEAR = 2025
Days = set[tuple[Any, date]]


def test_each_member_is_counted_once_a_month_and_no_day_forgotten_takes_one_away(
    app: Flask, queries: Any
) -> None:
    members, days = [a_person() for _ in range(12)], set[tuple[Any, date]]()
    for person in (*members, a_moderator()):
        days |= visits_of(person)
    db.session.add_all(VisitDay(person_id=who, here_on=day) for who, day in days)
    db.session.commit()
    recount = by_hand({one.id for one in members}, days)
    assert len(recount) == 12
    with queries(at_most=20):
        figures = count_year(YEAR)
    assert {
        name: row["active"] for name, row in figures["recipients"].items()
    } == recount
    keep_year(YEAR, figures)
    db.session.query(VisitDay).filter(VisitDay.here_on < date(YEAR, 9, 10)).delete()
    keep_year(YEAR, count_year(YEAR))
    db.session.commit()
    second = [recount[f"{month:02}"] for month in range(7, 13)]
    told: Any = app.test_client().get(f"/transparency/{YEAR}.json").json
    months = told["sections"]["recipients"]
    assert {name: months[name]["active"] for name in recount} == recount
    assert months["second_half"] == {"active": round(sum(second) / 6)}
    is_told_everywhere(app, months)


def visits_of(person: Person) -> Days:
    """Days drawn by a seed, in the year and about its ends."""
    drawn = random.Random(person.id)  # noqa: S311 - the same days each time
    first = date(YEAR - 1, 12, 1)
    return {
        (person.id, first + timedelta(days=drawn.randint(0, 420))) for _ in range(40)
    }


def by_hand(members: set[Any], days: Days) -> dict[str, int]:
    here: dict[str, set[Any]] = {}
    for who, day in days:
        if who in members and day.year == YEAR:
            here.setdefault(f"{day.month:02}", set()).add(who)
    return {name: len(people) for name, people in here.items()}


def is_told_everywhere(app: Flask, months: Any) -> None:
    client = app.test_client()
    page = client.get(f"/transparency/{YEAR}").text
    assert "On average, July to December" in page
    assert "not of the company" in page
    spoken: Any = client.get(f"/api/v1/transparency/{YEAR}").json
    assert spoken["sections"]["recipients"] == months
    rows = csv.DictReader(client.get(f"/transparency/{YEAR}.csv").text.splitlines())
    in_file = {
        row["row"]: row["value"] for row in rows if row["section"] == "recipients"
    }
    assert in_file == {name: str(row["active"]) for name, row in months.items()}


def test_an_average_is_of_months_that_are_over() -> None:
    counted = {f"{month:02}": {"active": 10 * month} for month in range(3, 9)}
    found = recipients({"05": {"active": 90}}, counted, 2026, date(2026, 8, 2))
    assert found["05"] == {"active": 90}
    assert found["first_half"] == {"active": 55}
    assert found["second_half"] == {"active": 70}
    assert "08" in found
