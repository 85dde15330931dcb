"""What is filled in at the desk."""

import re
from datetime import date, datetime, time
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    Field,
    IntegerField,
    SelectField,
    SelectMultipleField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional, StopValidation

from cocreate.config import current
from cocreate.ideas.drafts import IdeaDraft, split_tags
from cocreate.ideas.status import Status
from cocreate.kernel.clock import from_local
from cocreate.kernel.forms import (
    ProductForm,
    day,
    line,
    prose,
    readable,
    whole_number,
)
from cocreate.kernel.ids import DepartmentId, IdeaId, PersonId
from cocreate.triage.registry import ACTIONS

LONGEST_NOTE = 2000
SAY_WHEN = "Write the moment as year-month-day and hour, like 2030-04-30T09:00."
CHOOSE_DAY = "Choose a day to come, within a year."
CHOOSE_ONE = "Choose one of the departments."
CHOOSE_MEMBER = "Choose somebody of that department."
CHOOSE = "Choose somebody who proposed or discussed it."


class StatusForm(ProductForm):
    """Where an idea goes next, and why."""

    status = SelectField(
        "Status",
        choices=[SelectChoice(status.value) for status in Status],
        validators=[InputRequired("Choose where it goes next.")],
    )
    note = prose("Why", least=0, most=LONGEST_NOTE)
    at = DateTimeLocalField(
        "From",
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        validators=[Optional(), readable(SAY_WHEN)],
    )

    @property
    def chosen(self) -> Status:
        return Status(self.status.data)

    @property
    def due_at(self) -> datetime | None:
        """The moment to come, typed by the site's own clock; none: now."""
        given: datetime | None = self.at.data
        return from_local(given) if given else None


class ResponseForm(ProductForm):
    """The official answer."""

    response: Field


def response_form(submitted: Any = None, **start: Any) -> ResponseForm:
    class Bounded(ResponseForm):
        response = prose("Answer", most=current().body_most, needed="Write an answer.")

    return Bounded(submitted, data=start)


class TagsForm(ProductForm):
    tags = line("Tags", least=0, most=200)

    @property
    def names(self) -> tuple[str, ...]:
        return split_tags(self.tags.data)


class AssigneeForm(ProductForm):
    """Who looks after an idea; nobody when it is left empty."""

    assignee = IntegerField(
        "Assigned to", validators=[Optional(), readable("Choose one of the team.")]
    )

    @property
    def person_id(self) -> PersonId | None:
        return PersonId(self.assignee.data) if self.assignee.data else None


class MergeForm(ProductForm):
    """The idea that another is folded into: its number, or its address."""

    into = line("Merge into", most=300, needed="Give the number of the other idea.")

    def validate_into(self, field: Field) -> None:
        if self.number is None:
            field.errors = [*field.errors, "Give a number, or the address of an idea."]

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        valid: bool = super().validate(*args, **kwargs)
        return valid and not self.into.errors

    @property
    def number(self) -> IdeaId | None:
        found = re.fullmatch(
            r"#?(\d{1,15})|.*/ideas/(\d{1,15})\D*.*", self.into.data or ""
        )
        return IdeaId(int(found[1] or found[2])) if found else None


class SplitForm(ProductForm):
    """What the idea that is taken out says, whose it is, and what goes along."""

    title: Field
    body: Field
    author = IntegerField(
        "Whose idea it is",
        validators=[InputRequired("Choose whose idea it is."), readable(CHOOSE)],
    )
    comment = SelectMultipleField("Comments", coerce=int, validate_choice=False)
    asks = BooleanField("Ask the voters")

    def draft(self) -> IdeaDraft:
        return IdeaDraft(title=self.title.data, body=self.body.data)


def split_form(submitted: Any = None, **start: Any) -> SplitForm:
    settings = current()

    class Bounded(SplitForm):
        title = line(
            "The idea",
            least=settings.title_least,
            most=settings.title_most,
            needed="Say it in one sentence.",
        )
        body = prose("What was said", least=0, most=settings.body_most)

    return Bounded(submitted, data=start)


class DuplicatesForm(ProductForm):
    """Which of a group of likely duplicates are meant, and which of them stays."""

    idea = SelectMultipleField("Ideas", coerce=int, validate_choice=False)
    into = IntegerField("Stays", validators=[Optional(), readable("Choose one.")])

    @property
    def idea_ids(self) -> set[IdeaId]:
        return {IdeaId(key) for key in self.idea.data or ()}


class GroupsForm(ProductForm):
    """Several groups of likely duplicates, judged alike."""

    group = SelectMultipleField("Groups", coerce=int, validate_choice=False)

    @property
    def group_ids(self) -> list[IdeaId]:
        return sorted({IdeaId(key) for key in self.group.data or ()})


class NoteForm(ProductForm):
    remark = prose("Note", most=LONGEST_NOTE, needed="Write a note.")


class DeclineForm(ProductForm):
    reason = prose("Reason", most=LONGEST_NOTE, needed="Say why, for all who want it.")


class AskForm(ProductForm):
    """What an idea's author is asked, and how long it waits for them."""

    question = prose("Question", most=LONGEST_NOTE, needed="Write the question.")
    days = whole_number("Days", least=1, most=90)


class SnoozeForm(ProductForm):
    """Until when an idea is put off, and why."""

    until = DateField(
        "Until", validators=[InputRequired(CHOOSE_DAY), readable(CHOOSE_DAY)]
    )
    why = line("Why", least=0, most=200)

    @property
    def until_at(self) -> datetime:
        """The beginning of that day, by the site's own clock."""
        return beginning_of(self.until.data)


def beginning_of(chosen: date) -> datetime:
    return from_local(datetime.combine(chosen, time()))


class RouteForm(ProductForm):
    """Which department looks at it; perhaps who, and until when."""

    department = IntegerField(
        "Department",
        validators=[InputRequired(CHOOSE_ONE), readable(CHOOSE_ONE)],
    )
    owner = IntegerField("Who", validators=[Optional(), readable(CHOOSE_MEMBER)])
    due_on = day("Until")

    @property
    def department_id(self) -> DepartmentId:
        return DepartmentId(self.department.data)

    @property
    def owner_id(self) -> PersonId | None:
        return PersonId(self.owner.data) if self.owner.data else None


class DepartmentForm(ProductForm):
    name = line("Name", least=2, most=60, needed="Say how it is called.")


class MembersForm(ProductForm):
    member = SelectMultipleField("Who", coerce=int, validate_choice=False)

    @property
    def person_ids(self) -> list[PersonId]:
        return [PersonId(key) for key in self.member.data or ()]


class PickedForm(ProductForm):
    """Which ideas something is done to, and what."""

    pick = SelectMultipleField("Ideas", coerce=int, validate_choice=False)
    act = SelectField(
        "What is done",
        choices=[SelectChoice(action.name) for action in ACTIONS if action.is_bulk],
        validators=[InputRequired("Choose what is done to them.")],
    )

    def validate_pick(self, field: Field) -> None:
        if not field.data:
            raise StopValidation("Pick some ideas in the queue first.")

    @property
    def idea_ids(self) -> list[IdeaId]:
        return [IdeaId(key) for key in self.pick.data]
