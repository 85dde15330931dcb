"""Keep who takes part in which project, and how often."""

from sqlalchemy import delete

from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId, ProjectId
from cocreate.kernel.transaction import transaction
from cocreate.votes.actions.counting import put
from cocreate.votes.models import Participant
from cocreate.votes.queries import count_taking_part, taking_part_kept

AT_ONCE = 500


def keep_participants(project_id: ProjectId) -> int:
    """Make the rows of a project what its ideas and votes say; how many moved.

    Counted first, outside any write: what moves meanwhile is found the next time.
    """
    due, kept = count_taking_part(project_id), taking_part_kept(project_id)
    gone = sorted(kept.keys() - due.keys())
    changed = sorted(key for key, taken in due.items() if kept.get(key) != taken)
    for start in range(0, max(len(gone), len(changed)), AT_ONCE):
        some = slice(start, start + AT_ONCE)
        with transaction():
            drop(project_id, gone[some])
            rows = [row_of(project_id, key, *due[key]) for key in changed[some]]
            put(Participant, ["project_id", "person_id"], ["ideas", "votes"], rows)
    return len(gone) + len(changed)


def drop(project_id: ProjectId, person_ids: list[PersonId]) -> None:
    if person_ids:
        db.session.execute(
            delete(Participant).where(
                Participant.project_id == project_id,
                Participant.person_id.in_(person_ids),
            )
        )


def row_of(
    project_id: ProjectId, person_id: PersonId, ideas: int, votes: int
) -> dict[str, int]:
    return {
        "project_id": project_id,
        "person_id": person_id,
        "ideas": ideas,
        "votes": votes,
    }
