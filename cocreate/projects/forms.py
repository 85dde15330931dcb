"""What the team fills in about a project."""

import re
from dataclasses import asdict
from typing import Any

from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from cocreate.kernel.clock import today
from cocreate.kernel.forms import (
    ProductForm,
    day,
    figure,
    line,
    prose,
    whole_number,
)
from cocreate.kernel.ids import LONGEST_SLUG
from cocreate.projects.actions import GoalDraft, ProjectDraft
from cocreate.projects.orders import SORTS, Sort
from cocreate.projects.story import WORDS

CHOOSE_PHASE = "Choose one of the phases."
HOST = re.compile(r"\*|https?://(\*\.)?[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?(:\d{1,5})?")
MOST_HOSTS = 20
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class BriefForm(ProductForm):
    """The brief and the promise."""

    name = line("Name", least=3, most=80, needed="Give the project a name.")
    summary = line("In one sentence", least=0, most=240)
    brief = prose("Brief", least=0, most=20_000)
    answer_within_days = whole_number("Days to answer", least=1, most=365)
    decide_by_on = day("Decide by")
    vote_budget = whole_number("Votes each", least=1, most=1_000, needed=False)
    asks_opinion = BooleanField("Agree, disagree or pass")
    opens_with = SelectField(
        "Its list of ideas begins with",
        choices=[SelectChoice(str(sort), words) for sort, words in SORTS],
        default=str(Sort.TOP),
        validate_choice=False,
    )

    def validate_opens_with(self, field: Any) -> None:
        if field.data not in set(Sort):
            raise ValidationError("Choose one of the orders.")

    def draft(self) -> ProjectDraft:
        return ProjectDraft(
            name=self.name.data,
            summary=self.summary.data,
            brief=self.brief.data,
            answer_within_days=self.answer_within_days.data,
            decide_by_on=self.decide_by_on.data,
            vote_budget=self.vote_budget.data,
            asks_opinion=self.asks_opinion.data,
            opens_with=Sort(self.opens_with.data),
        )


class OpeningForm(BriefForm):
    """The brief, the promise, and where the project will be found."""

    slug = line("Address", least=0, most=LONGEST_SLUG)
    is_private = BooleanField("Private")

    def opening(self) -> dict[str, Any]:
        """Everything that a project opens with, by the names of the action."""
        said = {"slug": self.slug.data, "is_private": self.is_private.data}
        return {**asdict(self.draft()), **said}

    def validate_slug(self, field: Any) -> None:
        if field.data and not SLUG.fullmatch(field.data):
            raise ValidationError("Use small letters, digits and hyphens.")

    def validate_decide_by_on(self, field: Any) -> None:
        if field.data is not None and field.data < today():
            raise ValidationError("Choose a day to come.")


class PhaseForm(ProductForm):
    phase = line("Phase", most=20, needed=CHOOSE_PHASE)

    def validate_phase(self, field: Any) -> None:
        if field.data not in {str(phase) for phase in WORDS}:
            raise ValidationError(CHOOSE_PHASE)


class MemberForm(ProductForm):
    email = line("E-mail", most=254, needed="Write their e-mail address.")
    is_lead = BooleanField("Answers customers")


class GoalForm(ProductForm):
    name = line("What is measured", least=3, most=80, needed="Say what is measured.")
    unit = line("Unit", least=0, most=20)
    baseline = figure("Now")
    target = figure("Tomorrow")
    due_on = day("By")

    def validate_target(self, field: Any) -> None:
        if field.data == self.baseline.data:
            raise ValidationError("Tomorrow should be different from now.")

    def draft(self) -> GoalDraft:
        return GoalDraft(
            name=self.name.data,
            unit=self.unit.data,
            baseline=self.baseline.data,
            target=self.target.data,
            due_on=self.due_on.data,
        )


class MeasureForm(ProductForm):
    value = figure("Measured")
    on = day("On")

    def validate_on(self, field: Any) -> None:
        if field.data is not None and field.data > today():
            raise ValidationError("Choose a day that has been.")


class EmbeddingForm(ProductForm):
    """On whose pages the roadmap may stand in a frame."""

    hosts = prose("Pages that may show it", least=0, most=2_000)

    def validate_hosts(self, _: Any) -> None:
        if len(self.named) > MOST_HOSTS:
            raise ValidationError(f"Name at most {MOST_HOSTS} sites.")
        for one in self.named:
            if not HOST.fullmatch(one):
                raise ValidationError(
                    f"“{one[:60]}” is no site. Write it like https://www.example.com."
                )

    @property
    def named(self) -> list[str]:
        """Each once; an address means its site."""
        typed = (self.hosts.data or "").lower().split()
        return list(dict.fromkeys(one.rstrip("/") for one in typed))

    @property
    def policy(self) -> str:
        return "*" if "*" in self.named else " ".join(self.named)
