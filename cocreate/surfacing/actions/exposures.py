"""Count whom ideas were shown to, and tell their support anew. One writer of both."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, update

from cocreate.ideas.actions import set_supports
from cocreate.ideas.queries import keys_in
from cocreate.ideas.workflow import taking_votes
from cocreate.kernel.clock import now
from cocreate.kernel.db import connection_of, db, dialect, insert_into
from cocreate.kernel.ids import IdeaId, ProjectId
from cocreate.kernel.shown import Glance
from cocreate.kernel.transaction import pause, transaction
from cocreate.surfacing.models import Exposure, Usual
from cocreate.surfacing.queries.exposures import (
    Standing,
    heard_in,
    projects_by_size,
    standings_of,
    usual_in,
)
from cocreate.surfacing.ranking import Heard, Prior, assured, doubt, support, usual
from cocreate.surfacing.sketch import EMPTY, people_in, together, with_readers
from cocreate.votes.kinds import Importance
from cocreate.votes.queries import importances_of, refused_by

AT_ONCE = 100  # ideas in one transaction: voters wait for it
YOUNG = timedelta(hours=1)  # whoever votes for such an idea was just shown it
COUNTS_AS = {Importance.NICE: 0.75, Importance.IMPORTANT: 1.0, Importance.MUST: 1.25}
MOVED_SHARE, MOVED_WEIGHT = 0.005, 1.1  # the usual is kept until it moves so far
TOLD = ("sketch", "before", "shown", "agreed", "asked")
KEPT = (*TOLD, "turn")  # which an index holds
TELL = update(Exposure).where(Exposure.idea_id == bindparam("told_id"))

Readers = Mapping[IdeaId, Collection[int]]


def count_shown(glances: Iterable[Glance]) -> None:
    """Count who was shown what, and tell anew what that and new votes are worth."""
    readers: dict[IdeaId, set[int]] = defaultdict(set)
    for reader, keys in glances:
        for key in map(IdeaId, keys):
            readers[key].update(() if reader is None else (reader,))
    ideas = sorted(readers)
    for start in range(0, len(ideas), AT_ONCE):
        with transaction():
            weigh_ideas(ideas[start : start + AT_ONCE], readers)


def weigh_ideas(idea_ids: Collection[IdeaId], readers: Readers | None = None) -> int:
    """Tell the support of these ideas from what stands now; say how many changed."""
    standings = standings_of(idea_ids)
    said, refused = importances_of(idea_ids), refused_by(idea_ids)
    most = most_heard(standings)
    moved, retold, supports = [], [], {}
    for idea in standings:
        met = (readers or {}).get(idea.id, ())
        row = seen_by(idea, met, most[idea.project_id], refused.get(idea.id, 0))
        row |= weighed(idea, row, said.get(idea.id, {}), refused.get(idea.id, 0))
        told = assured(Heard(row["agreed"], row["asked"]), idea.prior)
        if told != idea.support:
            supports[idea.id] = told
        if idea.shown is None or row["turn"] != idea.turn:
            moved.append({"idea_id": idea.id, "project_id": idea.project_id, **row})
        elif any(row[name] != getattr(idea, name) for name in TOLD):
            told_of = {name: row[name] for name in TOLD}
            retold.append({"told_id": idea.id, **told_of})
    keep(moved)
    tell(retold)
    set_supports(supports)
    changed = {row["idea_id"] for row in moved} | {row["told_id"] for row in retold}
    return len(supports.keys() | changed)


def most_heard(standings: Iterable[Standing]) -> dict[ProjectId, int]:
    """How many people each project has heard from, as far as is known here."""
    most: dict[ProjectId, int] = defaultdict(int)
    for idea in standings:
        most[idea.project_id] = max(most[idea.project_id], idea.people, idea.votes)
    return most


def seen_by(
    idea: Standing, met: Collection[int], heard: int, refused: int
) -> dict[str, Any]:
    """Who saw an idea. One with votes that nobody was counted for came with them.

    Where nothing is known of who saw it then, all may have whom the project had heard.
    """
    before = idea.before or 0
    if idea.shown is not None and not met:
        return {"sketch": idea.sketch, "before": before, "shown": idea.shown}
    is_new = idea.sketch is None
    if is_new and idea.votes and not refused and idea.proposed_at < now() - YOUNG:
        before = heard
    sketch = with_readers(idea.sketch or EMPTY, met)
    return {"sketch": sketch, "before": before, "shown": before + people_in(sketch)}


def weighed(
    idea: Standing, row: dict[str, Any], said: Mapping[Importance, int], refused: int
) -> dict[str, Any]:
    """What it heard of how many, and how good it may be while it takes votes.

    Where a project asks everybody what they think, of those who answered.
    """
    more = sum((COUNTS_AS[how] - 1) * people for how, people in said.items())
    met = 0 if idea.asks_opinion else row["shown"]
    asked = float(max(met, idea.votes + refused))
    heard = Heard(min(max(idea.votes + more, 0.0), asked), asked)
    return {"agreed": heard.agreed, "asked": heard.asked, "turn": turn_of(idea, heard)}


def turn_of(idea: Standing, heard: Heard) -> float | None:
    """How good an idea may be while it takes votes, kept until it moves by the doubt.

    It only says which ideas are drawn from, and a draw moves it by as much. An index
    is ordered by it, which so most votes leave alone.
    """
    if not idea.listed or idea.status not in taking_votes(idea.workflow):
        return None
    doubts = doubt(heard, idea.prior)
    may_be = support(heard, idea.prior) + doubts
    if idea.turn is not None and abs(may_be - idea.turn) < doubts:
        return idea.turn
    return may_be


def keep(rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection_of(db.session()).execute(keeping(dialect()), list(rows))


def tell(rows: Sequence[dict[str, Any]]) -> None:
    """Write rows whose turn stays, so that no index is touched."""
    if rows:
        connection_of(db.session()).execute(TELL, list(rows))


@lru_cache
def keeping(_: str) -> Any:
    """A row as it is told now: built once for each kind of database."""
    statement = insert_into(Exposure)
    return statement.on_conflict_do_update(
        index_elements=["idea_id"],
        set_={name: statement.excluded[name] for name in KEPT},
    )


def weigh_anew(*, most_ideas: int | None = None) -> int:
    """Learn what is usual and tell all support anew; say how much has changed."""
    changed = 0
    for project_id in projects_by_size(most_ideas):
        changed += weigh_project(project_id)
    pause()
    return changed


def weigh_project(project_id: ProjectId) -> int:
    """One project, some ideas at a time, once what is usual there is learned."""
    changed = 0 if usual_in(project_id) else weigh_all(project_id)
    learn_usual(project_id)
    return changed + weigh_all(project_id)


def weigh_all(project_id: ProjectId) -> int:
    changed = 0
    for some in keys_in(project_id, AT_ONCE):
        with transaction():
            changed += weigh_ideas(some)
    return changed


def learn_usual(project_id: ProjectId) -> None:
    """Keep what ideas of a project usually get, where it has moved far enough."""
    before, found = usual_in(project_id), usual(heard_in(project_id).elements())
    if before is not None and is_near(before, found):
        return
    with transaction():
        values = {**found._asdict(), "learned_at": now()}
        db.session.execute(
            insert_into(Usual)
            .values(project_id=project_id, **values)
            .on_conflict_do_update(index_elements=["project_id"], set_=values)
        )


def is_near(before: Prior, found: Prior) -> bool:
    if abs(before.share - found.share) > MOVED_SHARE:
        return False
    return 1 / MOVED_WEIGHT < found.weight / before.weight < MOVED_WEIGHT


def fold_readers(part_id: IdeaId, head_id: IdeaId) -> None:
    """Whoever saw an idea saw what it was folded into, whose voters theirs are now.

    Twice changes nothing; to take a merge apart leaves them there.
    """
    found = {idea.id: idea for idea in standings_of([part_id, head_id])}
    part, head = found[part_id], found[head_id]
    sketch = together(part.sketch or EMPTY, head.sketch or EMPTY)
    before = max(part.before or 0, head.before or 0)
    row = {"sketch": sketch, "before": before, "shown": before + people_in(sketch)}
    told = {"agreed": 0.0, "asked": 0.0, "turn": None}
    keep([{"idea_id": head_id, "project_id": head.project_id, **row, **told}])
    weigh_ideas([part_id, head_id])


def begin_with(shown: Mapping[IdeaId, int]) -> None:
    """Say how many saw ideas before anybody was counted: of what was taken over."""
    known = {idea.id: idea for idea in standings_of(sorted(shown))}
    keep(
        [
            {
                "idea_id": key,
                "project_id": idea.project_id,
                "sketch": idea.sketch or EMPTY,
                "before": shown[key],
                "shown": shown[key] + people_in(idea.sketch or EMPTY),
                "agreed": 0.0,
                "asked": float(shown[key]),
                "turn": None,
            }
            for key, idea in known.items()
        ]
    )
