"""What the team fills in to ask, to invite and to draw."""

from datetime import timedelta
from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from cocreate.beta.actions import Wanted
from cocreate.beta.drafts import LinkDraft, QuestionDraft
from cocreate.beta.forms.fields import key_of
from cocreate.beta.forms.programmes import one_of
from cocreate.beta.guest_list import (
    MOST_BYTES,
    NOTHING,
    UnreadableListError,
    guests_in,
    text_of,
)
from cocreate.beta.kinds import QuestionKind
from cocreate.beta.screening import MOST_CHOICES, lines_of
from cocreate.kernel.clock import now
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import ProductForm, line, prose, whole_number
from cocreate.kernel.ids import CohortId

MOST_USES = 100_000
LONGEST_DAYS = 365
MOST_INVITED = 500


class QuestionForm(ProductForm):
    """One question to those who apply, and which answers pass."""

    kind = one_of("Kind", [*QuestionKind])
    label = line("Question", least=3, most=200, needed="Write the question.")
    hint = line("Hint", least=0, most=200)
    choices = prose("Answers to choose from", least=0, most=2_000)
    passes = prose("Answers that pass", least=0, most=2_000)

    def validate_kind(self, field: Field) -> None:
        if field.data not in {*QuestionKind}:
            raise ValidationError("Choose one of these.")

    def validate_choices(self, field: Field) -> None:
        if len(lines_of(field.data or "")) > MOST_CHOICES:
            raise ValidationError(f"{MOST_CHOICES} answers are the most.")

    def draft(self) -> QuestionDraft:
        return QuestionDraft(
            kind=QuestionKind(self.kind.data),
            label=self.label.data,
            hint=self.hint.data,
            choices=lines_of(self.choices.data),
            passes=self.passes.data,
        )


class LinkForm(ProductForm):
    """A link that invites, and what it is bounded by."""

    note = line("For whom", least=0, most=120)
    cohort_id = line("Group", least=0, most=20)
    most_uses = whole_number("Uses", least=1, most=MOST_USES, needed=False)
    days = whole_number("Days", least=1, most=LONGEST_DAYS, needed=False)

    def validate_cohort_id(self, field: Field) -> None:
        if field.data and not key_of(field.data):
            raise ValidationError("Choose a group, or the first.")

    def draft(self) -> LinkDraft:
        days = self.days.data
        return LinkDraft(
            note=self.note.data,
            cohort_id=CohortId(key_of(self.cohort_id.data)) or None,
            most_uses=self.most_uses.data,
            expires_at=now() + timedelta(days=days) if days else None,
        )


class ManyForm(ProductForm):
    """A list of people: pasted, or a file of comma-separated values."""

    people = prose("Addresses", least=0, most=50_000)


def read_list(form: ManyForm, sent: Any) -> list[Wanted]:
    """Who stands on the list that was sent, in the one way or the other."""
    form.require_valid()
    file = sent if sent is not None and sent.filename else None
    if file is not None and form.people.data:
        raise InvalidError({"file": "Send the file or the lines, one after the other."})
    if file is None and not form.people.data:
        raise InvalidError({"people": "Write one address a line, or choose a file."})
    name = "people" if file is None else "file"
    try:
        text = form.people.data if file is None else text_of(file.read(MOST_BYTES + 1))
        guests = guests_in(text)
    except UnreadableListError as unread:
        raise InvalidError({name: str(unread)}) from unread
    if not guests:
        raise InvalidError({name: NOTHING})
    if len(guests) > MOST_INVITED:
        raise InvalidError({name: f"{MOST_INVITED} addresses at once are the most."})
    return [Wanted(*guest) for guest in guests]


class DrawForm(ProductForm):
    source_value = line("The figure", least=0, most=300)
