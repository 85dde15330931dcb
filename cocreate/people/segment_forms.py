"""What is filled in about attributes and segments."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from wtforms import Field, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from cocreate.kernel.answers import LONGEST_ANSWER, FieldKind, UnreadableError
from cocreate.kernel.forms import ProductForm, line, prose
from cocreate.kernel.text import tidy_line
from cocreate.people.actions import AttributeDraft
from cocreate.people.rules import (
    MOST_RULES,
    Comparison,
    Matching,
    Question,
    Rule,
    rule_of,
)

KINDS = (
    (FieldKind.CHOICE, "One of several"),
    (FieldKind.TEXT, "A line of text"),
    (FieldKind.NUMBER, "A number"),
    (FieldKind.DATE, "A day"),
    (FieldKind.YES_NO, "Yes or no"),
)
MATCHINGS = ((Matching.ALL, "All of these"), (Matching.ANY, "Any of these"))
LONGEST_LABEL = 60
LONGEST_VALUE = 200
MOST_CHOICES = 40
EMPTY_ROWS = 2
CHOOSE = "Choose one of these."


def one_of(label: str, options: Sequence[tuple[Any, str]]) -> Any:
    return SelectField(
        label,
        choices=[SelectChoice(str(value), words) for value, words in options],
        default=str(options[0][0]),
        validate_choice=False,
    )


class AttributeForm(ProductForm):
    """One thing that is known of customers."""

    label = line("Name", most=LONGEST_LABEL, needed="Say what is known.")
    hint = line("What it means", least=0, most=200)
    kind = one_of("Kind", KINDS)
    choices = prose("Values", least=0, most=MOST_CHOICES * 100)

    def validate_kind(self, field: Field) -> None:
        if field.data not in {str(kind) for kind in FieldKind}:
            raise ValidationError(CHOOSE)

    def validate_choices(self, _: Field) -> None:
        if len(self.lines) > MOST_CHOICES:
            raise ValidationError(f"{MOST_CHOICES} values are the most.")
        if any(len(one) > LONGEST_ANSWER // 5 for one in self.lines):
            raise ValidationError("Say each value in a few words.")

    @property
    def lines(self) -> tuple[str, ...]:
        said = (tidy_line(one) for one in (self.choices.data or "").splitlines())
        return tuple(dict.fromkeys(one for one in said if one))

    def draft(self) -> AttributeDraft:
        kind = FieldKind(self.kind.data)
        choices = self.lines if kind is FieldKind.CHOICE else ()
        return AttributeDraft(
            label=self.label.data, kind=kind, hint=self.hint.data, choices=choices
        )


class SegmentForm(ProductForm):
    """What a segment is called, and how its rules go together."""

    name = line("Name", most=LONGEST_LABEL, needed="Say who they are.")
    about = line("About it", least=0, most=200)
    matching = one_of("Who meets", MATCHINGS)

    def validate_matching(self, field: Field) -> None:
        if field.data not in set(Matching):
            raise ValidationError(CHOOSE)


class TypedRule(NamedTuple):
    """One row of the rules, as it was typed."""

    what: str = ""
    how: str = Comparison.IS.value
    value: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.what and not self.value and self.how in set(Comparison)


class ReadRules(NamedTuple):
    rules: tuple[Rule, ...]
    wrong: dict[str, str]


def typed_rules(submitted: Mapping[str, str]) -> list[TypedRule]:
    """The rows that were filled in, as they stand in the form."""
    rows = []
    for number in range(MOST_RULES):
        what = tidy_line(submitted.get(f"what-{number}", ""))[:LONGEST_LABEL]
        how = submitted.get(f"how-{number}", Comparison.IS.value)
        value = tidy_line(submitted.get(f"value-{number}", ""))
        rows.append(TypedRule(what, how, value))
    while rows and rows[-1].is_empty:
        rows.pop()
    return rows


def rows_for(rules: Sequence[Rule]) -> list[TypedRule]:
    return [
        TypedRule(rule.question.key, rule.comparison.value, rule.value)
        for rule in rules
    ]


def with_room(rows: Sequence[TypedRule]) -> list[TypedRule]:
    """The same with a few empty rows to fill in."""
    size = min(MOST_RULES, len(rows) + EMPTY_ROWS)
    return [*rows, *(TypedRule() for _ in range(size - len(rows)))]


def read_rules(rows: Sequence[TypedRule], questions: Sequence[Question]) -> ReadRules:
    """The rules that rows say, and what is wrong with which field."""
    by_key = {question.key: question for question in questions}
    rules: list[Rule] = []
    wrong: dict[str, str] = {}
    for number, row in enumerate(rows):
        if row.is_empty:
            continue
        question = by_key.get(row.what)
        if fault := fault_of(row, question):
            wrong[f"{fault[0]}-{number}"] = fault[1]
        elif question is not None:
            try:
                rules.append(rule_of(question, Comparison(row.how), row.value))
            except UnreadableError as unread:
                wrong[f"value-{number}"] = str(unread)
    if not rules and not wrong:
        wrong["what-0"] = "Ask for one thing at least."
    return ReadRules(tuple(rules), wrong)


def fault_of(row: TypedRule, question: Question | None) -> tuple[str, str] | None:
    """Which field of a row is wrong whatever it is compared with, and why."""
    if len(row.value) > LONGEST_VALUE:
        return "value", f"Keep it to {LONGEST_VALUE} characters at most."
    if row.how not in set(Comparison):
        return "how", CHOOSE
    if question is None:
        return "what", "Choose what is asked."
    if Comparison(row.how) not in question.comparisons:
        return "how", f"{question.label} cannot be compared so."
    return None
