"""What people search for most, and what they search for and do not find."""

from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import func, select

from cocreate.kernel.clock import today
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.ids import ProjectId
from cocreate.kernel.policy import Actor, require
from cocreate.search.models import SearchedWords

DAYS = 30
MOST_LINES = 100
LEAST_TIMES = 2  # what was searched for once is nobody's business
TEAM_READS = "The product team reads what is searched for in its projects."
ADMINISTRATORS_READ = "Administrators read what is searched for on the whole site."


class SearchedLine(NamedTuple):
    """Words, how often they were searched for, and how often nothing was found."""

    words: str
    times: int
    found_nothing: int


class Report(NamedTuple):
    """The last days: what was searched for most, and most often in vain."""

    most: list[SearchedLine]
    in_vain: list[SearchedLine]
    times: int
    found_nothing: int


def searched(actor: Actor, project_id: ProjectId | None, days: int = DAYS) -> Report:
    """What was searched for within a project; without one, anywhere on the site."""
    if project_id is None:
        require(actor.is_administrator, ADMINISTRATORS_READ)
    else:
        require(actor.is_team, TEAM_READS)
    table = SearchedWords
    asked = [table.on_day > today() - timedelta(days)]
    if project_id is not None:
        asked.append(table.project_id == project_id)
    times, nothing = func.sum(table.times), func.sum(table.found_nothing)
    told = select(table.words, times, nothing).where(*asked, table.words != "")
    often = told.group_by(table.words).having(times >= LEAST_TIMES)
    most = often.order_by(times.desc(), table.words)
    vain = often.having(nothing > 0).order_by(nothing.desc(), table.words)
    total = db.session.execute(select(times, nothing).where(*asked)).one()
    sums = (int(number or 0) for number in total)
    return Report(lines_of(most), lines_of(vain), *sums)


def lines_of(query: AnySelect) -> list[SearchedLine]:
    rows = db.session.execute(query.limit(MOST_LINES))
    return [SearchedLine(words, int(times), int(none)) for words, times, none in rows]
