"""Tell groups of opinion apart, and keep them. The only writer of the opinion tables."""

from sqlalchemy import delete, insert, select

from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.ids import PersonId, ProjectId
from cocreate.kernel.transaction import pause, transaction
from cocreate.surfacing.models import OpinionMap, OpinionMember
from cocreate.surfacing.opinion import Groups, answered_of, grouped, table_of
from cocreate.surfacing.queries.opinions import asking_projects, heard_at_last
from cocreate.surfacing.telling_groups import NOBODY, told_of, written
from cocreate.votes import queries as votes
from cocreate.votes.queries import OpinionsHeard


def map_opinions() -> int:
    """Draw anew the groups of every project where somebody answered; say how many."""
    drawn = 0
    for project_id in asking_projects():
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
    table = table_of(answered_of(votes.opinions_in(project_id)))
    before = members_of(project_id)
    pause()
    groups = grouped(table, seed=project_id, before=before)
    told = told_of(table, groups) if groups else NOBODY
    said = {
        "people": len(table.people),
        "ideas": len(table.ideas),
        "answers": heard.answers,
        "last_at": heard.last_at,
        "told": written(told),
        "made_at": now(),
    }
    with transaction():
        statement = insert_into(OpinionMap).values(project_id=project_id, **said)
        db.session.execute(
            statement.on_conflict_do_update(index_elements=["project_id"], set_=said)
        )
        keep_members(project_id, groups)


def members_of(project_id: ProjectId) -> dict[int, int]:
    rows = db.session.execute(
        select(OpinionMember.person_id, OpinionMember.number).where(
            OpinionMember.project_id == project_id
        )
    )
    return {row.person_id: row.number for row in rows}


def keep_members(project_id: ProjectId, groups: Groups | None) -> None:
    db.session.execute(
        delete(OpinionMember).where(OpinionMember.project_id == project_id)
    )
    if groups is None:
        return
    members = zip(groups.people, groups.members, strict=True)
    db.session.execute(
        insert(OpinionMember),
        [
            {
                "project_id": project_id,
                "person_id": PersonId(int(person)),
                "number": int(number),
            }
            for person, number in members
        ],
    )
