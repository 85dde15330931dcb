"""What the team fills in to decide."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from wtforms import (
    BooleanField,
    Field,
    FieldList,
    Form,
    FormField,
    SelectMultipleField,
    StringField,
    ValidationError,
)

from cocreate.decisions.drafts import DecisionDraft, DecisionWords, OptionDraft
from cocreate.decisions.picking import CITED, read_sides, read_thanks
from cocreate.decisions.policy import BY_HAND
from cocreate.decisions.stage import Stage
from cocreate.decisions.stance import Side
from cocreate.kernel.forms import ProductForm, day, line, prose
from cocreate.kernel.ids import CommentId, IdeaId

FEWEST_ROWS = 3
MOST_OPTIONS = 8
MOST_CITED = 200
LONGEST_THANKS = 120


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One option on the page, with the number it has there."""

    number: str
    name: str
    argument: str
    is_chosen: bool
    error: str


def one_sentence() -> Field:
    return line(
        "The decision in one sentence",
        least=10,
        most=200,
        needed="Say in one sentence what was decided.",
    )


class OptionForm(Form):
    name = line("What we could do", least=0, most=200)
    argument = line("What speaks for it, and against", least=0, most=1_000)

    def validate_argument(self, field: Field) -> None:
        if field.data and not self.name.data:
            raise ValidationError("Name the option this speaks of.")


class DecisionForm(ProductForm):
    title = one_sentence()
    rationale = prose("Why", most=20_000, needed="Say why: people will ask.")
    options = FieldList(
        FormField(OptionForm), min_entries=FEWEST_ROWS, max_entries=MOST_OPTIONS
    )
    chosen = StringField("Which one we chose")
    dissent = prose("Who saw it differently", least=0, most=4_000)
    dissent_by = line("By whom", least=0, most=200)
    revisit_on = line("When we look again", least=0, most=10)
    cite = SelectMultipleField("The voices that led to it", validate_choice=False)
    find = line("Search contributions", least=0, most=300)

    @property
    def first_errors(self) -> dict[str, str]:
        """The first error of each field, an option's under its own name."""
        rows = [field for row in self.options for field in row.form]
        whole = [field for name, field in self._fields.items() if name != "options"]
        return {
            field.name: str(field.errors[0])
            for field in (*whole, *rows)
            if field.errors
        }

    def validate_chosen(self, field: Field) -> None:
        named = {number_of(row) for row in self.options if row.form.name.data}
        if named and field.data not in named:
            raise ValidationError("Say which of these you chose.")

    def validate_revisit_on(self, field: Field) -> None:
        if field.data and read_day(field.data) is None:
            raise ValidationError("Write the day as 2027-02-01.")

    def validate_dissent_by(self, field: Field) -> None:
        check_dissent(self, field)

    def __init__(self, submitted: Any = None, **kwargs: Any) -> None:
        super().__init__(submitted, **kwargs)
        self.thanks = read_thanks(submitted or {})
        self.sides = read_sides(submitted or {})

    def validate_cite(self, field: Field) -> None:
        if any(len(words) > LONGEST_THANKS for words in self.thanks.values()):
            raise ValidationError(f"Thank in {LONGEST_THANKS} characters at most.")
        if len(field.data) > MOST_CITED:
            raise ValidationError(f"Cite at most {MOST_CITED} contributions.")
        if not all(CITED.fullmatch(key) for key in field.data):
            raise ValidationError("One of these is no contribution.")
        if not {str(side.position) for side in self.picked_sides.values()} <= {
            number_of(row) for row in self.options if row.form.name.data
        }:
            raise ValidationError("Name the option that each of these speaks of.")

    def draft(self) -> DecisionDraft:
        return DecisionDraft(
            title=self.title.data,
            rationale=self.rationale.data,
            options=tuple(self.named_options()),
            dissent=self.dissent.data,
            dissent_by=self.dissent_by.data,
            revisit_on=read_day(self.revisit_on.data),
            ideas=self.ideas,
            comments=self.comments,
            thanks=self.thanks,
            sides=self.sides_by_position(),
        )

    @property
    def picked_sides(self) -> dict[str, Side]:
        """What the picked contributions speak for, by the rows of the page."""
        picked = {*(self.cite.data or ())}
        return {key: side for key, side in self.sides.items() if key in picked}

    def sides_by_position(self) -> dict[str, Side]:
        """The same by the positions that the named options will have."""
        rows = [number_of(row) for row in self.options if row.form.name.data]
        return {
            key: replace(side, position=rows.index(str(side.position)))
            for key, side in self.picked_sides.items()
        }

    def named_options(self) -> Iterable[OptionDraft]:
        for row in self.options:
            if row.form.name.data:
                yield OptionDraft(
                    name=row.form.name.data,
                    argument=row.form.argument.data or "",
                    is_chosen=self.chosen.data == number_of(row),
                )

    @property
    def ideas(self) -> tuple[IdeaId, ...]:
        return tuple(IdeaId(key) for key in self.keys("idea"))

    @property
    def comments(self) -> tuple[CommentId, ...]:
        return tuple(CommentId(key) for key in self.keys("comment"))

    def keys(self, kind: str) -> Iterable[int]:
        """The contributions of a kind that are picked, each once."""
        found = (CITED.fullmatch(key) for key in dict.fromkeys(self.cite.data or ()))
        return [int(match[2]) for match in found if match and match[1] == kind]

    @property
    def rows(self) -> list[OptionRow]:
        """The options as the page shows them, each with the number it has there."""
        return [
            OptionRow(
                number=number_of(row),
                name=row.form.name.data or "",
                argument=row.form.argument.data or "",
                is_chosen=self.chosen.data == number_of(row),
                error=first_error(row),
            )
            for row in self.options
        ]

    def with_room(self) -> Self:
        """One more empty row for an option, when all are taken."""
        if (
            all(row.form.name.data for row in self.options)
            and len(self.options) < MOST_OPTIONS
        ):
            self.options.append_entry()
        return self

    @classmethod
    def of(cls, decision: Any, options: Sequence[Any], cited: Iterable[Any]) -> Self:
        """The form as a draft and the voices it cites fill it."""
        voices = list(cited)
        chosen = [str(option.position) for option in options if option.is_chosen]
        form = cls(
            data={
                "title": decision.title,
                "rationale": decision.rationale,
                "options": [
                    {"name": option.name, "argument": option.argument}
                    for option in options
                ],
                "chosen": chosen[0] if chosen else "",
                "dissent": decision.dissent,
                "dissent_by": decision.dissent_by,
                "revisit_on": decision.revisit_on and str(decision.revisit_on),
                "cite": [voice.key for voice in voices],
            }
        )
        form.thanks = {voice.key: voice.thanks for voice in voices}
        form.sides = {voice.key: voice.side for voice in voices if voice.side}
        return form


class PublicationForm(ProductForm):
    move_ideas = BooleanField("Move the cited ideas along")


class StageForm(ProductForm):
    stage = StringField("Stage")
    move_ideas = BooleanField("Move the cited ideas along")

    def validate_stage(self, field: Field) -> None:
        if field.data not in {*BY_HAND}:
            raise ValidationError("Choose where it stands.")

    @property
    def to(self) -> Stage:
        return Stage(self.stage.data)


class AmendmentForm(ProductForm):
    """What has changed since; its words stand beside the decision's."""

    body = prose("What has changed", most=4_000, needed="Write what has changed.")


class WordsForm(AmendmentForm):
    """What has changed since, and what the decision says from now on."""

    title = one_sentence()
    rationale = prose("Why", most=20_000, needed="Say why: people will ask.")
    dissent = prose("Who saw it differently", least=0, most=4_000)
    dissent_by = line("By whom", least=0, most=200)
    revisit_on = day("When we look again")

    def validate_dissent_by(self, field: Field) -> None:
        check_dissent(self, field)

    def words(self) -> DecisionWords:
        return DecisionWords(
            title=self.title.data,
            rationale=self.rationale.data,
            dissent=self.dissent.data,
            dissent_by=self.dissent_by.data,
            revisit_on=self.revisit_on.data,
        )


def check_dissent(form: Any, field: Field) -> None:
    if field.data and not form.dissent.data:
        raise ValidationError("Write what they saw differently.")


def number_of(row: FormField) -> str:
    """The number an option's row has on the page."""
    return str(row.name).rsplit("-", 1)[-1]


def first_error(row: FormField) -> str:
    """What is wrong with an option, if anything is."""
    said = [*row.form.name.errors, *row.form.argument.errors]
    return str(said[0]) if said else ""


def read_day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
