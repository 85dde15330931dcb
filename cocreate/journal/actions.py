"""What may be done to the journal. The only writer of its tables."""

from sqlalchemy import update

from cocreate.journal.models import Prompt
from cocreate.kernel.db import db
from cocreate.kernel.ids import PromptId


def count_answer(prompt_id: PromptId, by: int) -> None:
    """Count a listed idea that begins (+1) or ceases (-1) to answer a prompt."""
    db.session.execute(
        update(Prompt).where(Prompt.id == prompt_id).values(answers=Prompt.answers + by)
    )
