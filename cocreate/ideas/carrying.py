"""How the voices of a table are read, and moved to where they belong.

A table of voices has a row for each person and idea: the idea it stands on, and the one
it was raised on where that is another. Whoever owns the table runs the statements.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Update, func, select, update
from sqlalchemy.orm import InstrumentedAttribute

from cocreate.ideas.folding import Moves, Voice
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, PersonId


@dataclass(frozen=True, slots=True)
class Voices:
    """A table of voices, by its columns."""

    person_id: InstrumentedAttribute[PersonId]
    idea_id: InstrumentedAttribute[IdeaId]
    carried_from_id: InstrumentedAttribute[IdeaId | None]
    at: InstrumentedAttribute[datetime]

    def on(self, idea_ids: Iterable[IdeaId]) -> list[Voice]:
        """Every voice that stands on one of these ideas."""
        raised_on = func.coalesce(self.carried_from_id, self.idea_id)
        rows = db.session.execute(
            select(self.person_id, self.idea_id, raised_on, self.at).where(
                self.idea_id.in_(list(idea_ids))
            )
        )
        return [Voice(*row) for row in rows]

    def moving(self, moves: Moves) -> Iterator[Update]:
        """What makes these moves. Whole rows move: whatever they say goes along."""
        for raised_on, head_id, people in moves.back:
            yield (
                self.moved(head_id, people)
                .where(self.carried_from_id == raised_on)
                .values(idea_id=raised_on, carried_from_id=None)
            )
        for raised_on, head_id, people in moves.up:
            yield self.moved(raised_on, people).values(
                idea_id=head_id, carried_from_id=raised_on
            )

    def moved(self, from_id: IdeaId, people: list[PersonId]) -> Update:
        rows = (self.idea_id == from_id) & self.person_id.in_(people)
        quietly = {"synchronize_session": False}
        return update(self.idea_id.class_).where(rows).execution_options(**quietly)
