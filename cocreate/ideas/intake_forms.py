"""What the team fills in about how a project takes ideas."""

from wtforms import BooleanField, Field, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from cocreate.ideas.actions import FieldDraft
from cocreate.ideas.fields import LONGEST_ANSWER, FieldKind
from cocreate.kernel.forms import ProductForm, line, prose
from cocreate.kernel.text import tidy_line

KINDS = (
    (FieldKind.TEXT, "A line of text"),
    (FieldKind.NUMBER, "A number"),
    (FieldKind.CHOICE, "One of several"),
    (FieldKind.YES_NO, "Yes or no"),
    (FieldKind.DATE, "A day"),
)
LONGEST_LABEL = 80
MOST_CHOICES = 30


class IntakeForm(ProductForm):
    """The template of the details, and whether guests may propose."""

    template = prose("What people are asked to tell", least=0, most=5_000)
    takes_guests = BooleanField("Guests may propose")


class FieldForm(ProductForm):
    """One question that every idea answers."""

    label = line("Question", most=LONGEST_LABEL, needed="Write what is asked.")
    hint = line("Hint", least=0, most=200)
    kind = SelectField(
        "Answer",
        choices=[SelectChoice(str(kind), words) for kind, words in KINDS],
        default=str(FieldKind.TEXT),
        validate_choice=False,
    )
    choices = prose("Choices", least=0, most=MOST_CHOICES * 100)
    is_required = BooleanField("Everybody has to answer")

    def validate_kind(self, field: SelectField) -> None:
        if field.data not in {str(kind) for kind in FieldKind}:
            raise ValidationError("Choose one of these.")

    def validate_choices(self, _: Field) -> None:
        chosen = self.lines
        if len(chosen) > MOST_CHOICES:
            raise ValidationError(f"{MOST_CHOICES} choices are all people read.")
        if any(len(one) > LONGEST_ANSWER // 5 for one in chosen):
            raise ValidationError("Say each choice in a few words.")

    @property
    def lines(self) -> tuple[str, ...]:
        said = (tidy_line(one) for one in (self.choices.data or "").splitlines())
        return tuple(dict.fromkeys(one for one in said if one))

    def draft(self) -> FieldDraft:
        kind = FieldKind(self.kind.data)
        return FieldDraft(
            label=self.label.data,
            kind=kind,
            hint=self.hint.data,
            choices=self.lines if kind is FieldKind.CHOICE else (),
            is_required=self.is_required.data,
        )
