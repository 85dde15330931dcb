"""Keep the scores of ideas beside them. The only writer of the score tables."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.sql import bindparam

from cocreate.kernel.clock import now
from cocreate.kernel.db import connection_of, db, insert_into
from cocreate.kernel.gathered import SETTLED, Gathered
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId
from cocreate.kernel.transaction import pause, transaction
from cocreate.surfacing.models import Score, ScoreMark, ScoreRun
from cocreate.surfacing.queries.evidence import (
    KEPT,
    counted,
    ids_scored_after,
    kept_of,
    marked_ids,
    next_run,
    stale_ids,
    weighs_segments,
    weights_by,
)
from cocreate.surfacing.scoring import Weights
from cocreate.surfacing.standing import Counted, valued
from cocreate.votes import queries as votes

AT_ONCE = 500
FEW = 100
SOON = 2.0  # seconds until what votes changed is marked


# ── What changed ──────────────────────────────────────────────────────────────


def mark_ideas(idea_ids: Iterable[int]) -> None:
    """Let the scores of these ideas be counted anew; twice is once."""
    rows = [{"idea_id": key} for key in sorted(set(idea_ids))]
    if rows:
        statement = insert_into(ScoreMark).on_conflict_do_nothing()
        connection_of(db.session()).execute(statement, rows)


def mark_changed(idea_ids: Iterable[int]) -> None:
    with transaction():
        mark_ideas(idea_ids)


changed: Gathered[int] = Gathered(mark_changed, settled=SETTLED)


def note_changed(idea_id: IdeaId) -> None:
    """The same a moment later, together with others: what votes can afford.

    What a crash forgets the next sweep finds.
    """
    changed.add(idea_id)


def mark_voted(people: Sequence[PersonId]) -> None:
    """The same of everything these people voted for, where segments weigh anything."""
    if not weighs_segments():
        return
    for start in range(0, len(people), AT_ONCE):
        mark_ideas(votes.ideas_with_votes_of(people[start : start + AT_ONCE]))


def refresh_marked() -> int:
    """Count the scores of some ideas anew that changed; say how many."""
    changed.keep_now()
    some = marked_ids(FEW)
    pause()
    if some:
        with transaction():
            db.session.execute(delete(ScoreMark).where(ScoreMark.idea_id.in_(some)))
            count_scores(some)
    return len(some)


def count_scores(idea_ids: Sequence[IdeaId]) -> int:
    """Keep the scores of these ideas as they stand now; say how many have one.

    What is listed no longer has none. Twice changes nothing.
    """
    at, found = now(), counted(idea_ids)
    weights = weights_by(one.project_id for one in found)
    listed = {one.idea_id for one in found}
    gone = [key for key in idea_ids if key not in listed]
    if gone:
        db.session.execute(delete(Score).where(Score.idea_id.in_(gone)))
    if found:
        rows = [row_of(one, weights[one.project_id], at) for one in found]
        statement = insert_into(Score)
        fresh = {name: statement.excluded[name] for name in rows[0]}
        statement = statement.on_conflict_do_update(
            index_elements=["idea_id"], set_=fresh
        )
        connection_of(db.session()).execute(statement, rows)
    return len(found)


def row_of(one: Counted, weights: Weights, at: datetime) -> dict[str, Any]:
    evidence, card = one.evidence, one.card
    return {
        "idea_id": one.idea_id,
        "project_id": one.project_id,
        "people": evidence.people,
        "votes": one.votes,
        "comments": one.comments,
        "said": evidence.said,
        "worth": evidence.worth,
        "trend": evidence.trend,
        "weighted": evidence.weighted,
        "seen": evidence.seen,
        **card._asdict(),
        **fading_of(one, weights, at),
        "rice": one.rice,
    }


def fading_of(one: Counted, weights: Weights, at: datetime) -> dict[str, Any]:
    """What other weights and later hours change."""
    return {**valued(one, weights, at)._asdict(), "valued_at": at}


# ── By the clock, and by the weights ──────────────────────────────────────────


def let_fade() -> int:
    """Write again the values that lost a step by time alone; say how many."""
    faded = 0
    while some := faded_ids():
        with transaction():
            value_anew(some)
        faded += len(some)
    pause()
    return faded


def faded_ids() -> list[IdeaId]:
    query = select(Score.idea_id).where(Score.fades_at <= now())
    query = query.order_by(Score.fades_at, Score.idea_id).limit(AT_ONCE)
    return list(db.session.scalars(query))


REVALUE = (
    update(Score)
    .where(Score.idea_id == bindparam("of_idea"))
    .values(
        value=bindparam("value"),
        own=bindparam("own"),
        fades_at=bindparam("fades_at"),
        valued_at=bindparam("valued_at"),
    )
)


def value_anew(idea_ids: Sequence[IdeaId]) -> None:
    """Weigh again what was counted before."""
    query = select(*KEPT).where(Score.idea_id.in_(idea_ids)).order_by(Score.idea_id)
    kept = [kept_of(row) for row in db.session.execute(query.with_for_update())]
    weights, at = weights_by(one.project_id for one in kept), now()
    rows = [
        {"of_idea": one.idea_id, **fading_of(one, weights[one.project_id], at)}
        for one in kept
    ]
    if rows:
        connection_of(db.session()).execute(REVALUE, rows)


def begin_run(project_id: ProjectId, weighing_id: int) -> None:
    """Let all scores of a project be weighed again, from the first."""
    db.session.execute(delete(ScoreRun).where(ScoreRun.project_id == project_id))
    run = insert(ScoreRun).values(project_id=project_id, weighing_id=weighing_id)
    db.session.execute(run)


def run_on() -> int:
    """Count the next scores of a project whose weights changed; say how many."""
    run = next_run()
    pause()
    if run is None:
        return 0
    with transaction():
        some = ids_scored_after(run.project_id, run.after_id, AT_ONCE)
        # Another change of the weights begins from the first: its run is left alone.
        mine = (
            ScoreRun.project_id == run.project_id,
            ScoreRun.after_id == run.after_id,
        )
        if some:
            count_scores(some)
            further = update(ScoreRun).where(*mine)
            further = further.values(after_id=some[-1], done=run.done + len(some))
            db.session.execute(further)
        else:
            db.session.execute(delete(ScoreRun).where(*mine))
    return len(some)


def sweep(told: Callable[[int], object] | None = None) -> int:
    """Count what has no score, or other figures than its score says; say how many."""
    swept, last = 0, IdeaId(0)
    while some := stale_ids(last, AT_ONCE):
        with transaction():
            count_scores(some)
        swept, last = swept + len(some), some[-1]
        if told:
            told(swept)
    pause()
    return swept
