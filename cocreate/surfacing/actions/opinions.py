"""Tell groups of opinion apart. The only writer of the opinion tables."""

import json
import os
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import delete, insert, select

from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.ids import PersonId, ProjectId
from cocreate.kernel.transaction import pause, transaction
from cocreate.projects import queries as projects
from cocreate.surfacing.models import OpinionMap, OpinionMember
from cocreate.surfacing.queries.opinions import heard_at_last
from cocreate.surfacing.telling_groups import NOBODY, Told, written
from cocreate.votes import queries as votes
from cocreate.votes.queries import OpinionsHeard


def map_opinions() -> int:
    """Draw anew the groups of every project where somebody answered; say how many."""
    drawn = 0
    for project_id in projects.asking_for_opinions():
        heard = votes.opinions_heard(project_id)
        if heard != heard_at_last(project_id):
            map_project(project_id, heard)
            drawn += 1
        pause()
    return drawn


def map_project(project_id: ProjectId, heard: OpinionsHeard) -> None:
    """The groups of one project: read, worked out while nobody waits, then kept.

    The project's own key is the seed, so that the same answers give the same groups;
    a group keeps its letter while most of its people stay in it.
    """
    rows, last = votes.opinions_in(project_id), last_found(project_id)
    pause()
    found = told_apart(rows, project_id, last)
    said = {
        "people": found.people,
        "ideas": found.ideas,
        "answers": heard.answers,
        "last_at": heard.last_at,
        "told": written(found.told),
        "began": found.began,
        "made_at": now(),
    }
    with transaction():
        statement = insert_into(OpinionMap).values(project_id=project_id, **said)
        db.session.execute(
            statement.on_conflict_do_update(index_elements=["project_id"], set_=said)
        )
        keep_members(project_id, found.members)


class Found(NamedTuple):
    """How many people and ideas said enough, the groups, and who is in which."""

    people: int
    ideas: int
    told: Told
    members: dict[PersonId, int]
    began: str = ""


class Last(NamedTuple):
    """Which group each person was in, and where the directions and centres stood."""

    members: dict[int, int]
    began: str


def told_apart(rows: Sequence[tuple[int, int, int]], seed: int, last: Last) -> Found:
    # Here alone, so that no process loads numpy that tells no groups apart; and on one
    # thread, because beside a web server others only wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from cocreate.surfacing.drawing_groups import told_of  # noqa: PLC0415
    from cocreate.surfacing.opinion import (  # noqa: PLC0415
        FROM_SCRATCH,
        Began,
        answered_of,
        grouped,
        table_of,
    )

    table = table_of(answered_of(rows))
    began = Began(*json.loads(last.began)) if last.began else FROM_SCRATCH
    groups = grouped(table, seed=seed, before=last.members, began=began)
    if groups is None:
        return Found(len(table.people), len(table.ideas), NOBODY, {})
    placed = zip(groups.people, groups.members, strict=True)
    members = {PersonId(int(person)): int(number) for person, number in placed}
    return Found(
        *(len(table.people), len(table.ideas)),
        told_of(table, groups),
        members,
        json.dumps(groups.began),
    )


def last_found(project_id: ProjectId) -> Last:
    began = db.session.scalar(
        select(OpinionMap.began).where(OpinionMap.project_id == project_id)
    )
    return Last(members_of(project_id), began or "")


def members_of(project_id: ProjectId) -> dict[int, int]:
    rows = db.session.execute(
        select(OpinionMember.person_id, OpinionMember.number).where(
            OpinionMember.project_id == project_id
        )
    )
    return {row.person_id: row.number for row in rows}


def keep_members(project_id: ProjectId, members: dict[PersonId, int]) -> None:
    db.session.execute(
        delete(OpinionMember).where(OpinionMember.project_id == project_id)
    )
    rows = [
        {"project_id": project_id, "person_id": person_id, "number": number}
        for person_id, number in members.items()
    ]
    if rows:
        db.session.execute(insert(OpinionMember), rows)
