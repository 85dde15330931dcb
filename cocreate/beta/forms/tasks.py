"""What the team asks to be tried, and what testers say of a build."""

from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from cocreate.beta.drafts import Evidence, Honouring, TaskDraft
from cocreate.beta.gauges import SCORES
from cocreate.beta.kinds import Honours, Went
from cocreate.ideas.drafts import Hanging
from cocreate.kernel.forms import ProductForm, line, prose, whole_number

MOST_MINUTES = 480
SAY_WHAT = "Say what stopped you: the team cannot see it."
SAY_WHY = "Say what is missing: the team reads it before anything ships."


class TaskForm(ProductForm):
    """Something to try, and about how long it takes."""

    title = line("What to try", least=4, most=140, needed="Say what to try.")
    minutes = whole_number("Minutes", least=1, most=MOST_MINUTES)
    how = prose("How", least=0, most=5_000)

    def draft(self) -> TaskDraft:
        return TaskDraft(
            title=self.title.data, minutes=self.minutes.data, how=self.how.data
        )


class EvidenceForm(ProductForm):
    """How a task went."""

    went = line("How it went", most=40, needed="Say whether it is done or blocked.")
    note = prose("Note", least=0, most=2_000)

    def validate_went(self, field: Field) -> None:
        if field.data and field.data not in {went.value for went in Went}:
            raise ValidationError("Say whether it is done or blocked.")

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """What is blocked says by what."""
        return needs(self, self.went.data == Went.BLOCKED, SAY_WHAT, *args, **kwargs)

    def draft(self, hanging: Hanging | None = None) -> Evidence:
        went = Went(self.went.data)
        return Evidence(went=went, note=self.note.data, hanging=hanging)


class HonourForm(ProductForm):
    """Whether a build does what was decided."""

    honours = line("Does it?", most=40, needed="Say yes, partly or no.")
    note = prose("Why", least=0, most=2_000)

    def validate_honours(self, field: Field) -> None:
        if field.data and field.data not in {one.value for one in Honours}:
            raise ValidationError("Say yes, partly or no.")

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Anything but a yes says what is missing."""
        doubts = self.honours.data in {Honours.PARTLY, Honours.NO}
        return needs(self, doubts, SAY_WHY, *args, **kwargs)

    def draft(self) -> Honouring:
        return Honouring(honours=Honours(self.honours.data), note=self.note.data)


def needs(form: Any, needed: bool, sentence: str, *args: Any, **kwargs: Any) -> bool:  # noqa: FBT001 - a rule of two forms
    """Whether a form is fine, with a note where one is needed."""
    is_fine = ProductForm.validate(form, *args, **kwargs)
    if needed and not form.note.data:
        form.note.errors = [sentence]
        return False
    return bool(is_fine)


class ResolutionForm(ProductForm):
    """What the team did about a no."""

    resolution = line(
        "What you did", least=5, most=500, needed="Say what you did: they read it."
    )


class RatingForm(ProductForm):
    """How satisfied somebody is with a build."""

    score = whole_number("How satisfied", least=min(SCORES), most=max(SCORES))
    why = line("Why", least=0, most=500)
