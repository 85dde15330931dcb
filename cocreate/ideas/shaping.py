"""What is filled in about the statuses of a project."""

from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from cocreate.ideas.status import Status
from cocreate.ideas.workflow import USUAL, Colour, Step, Workflow
from cocreate.kernel.forms import ProductForm, line, whole_number

LONGEST_NAME = 40
ALL = tuple(step.status for step in USUAL.steps)


class WorkflowForm(ProductForm):
    """A few fields for each status, named after it."""

    def steps(self) -> list[Step]:
        """The statuses in the order of their places; of two at one place, as ours."""
        values = self.values
        steps = sorted(ALL, key=lambda status: int(values[f"place_{status}"]))
        return [step_of(status, values) for status in steps]


def step_of(status: Status, values: Mapping[str, Any]) -> Step:
    following = {Status(chosen) for chosen in values[f"next_{status}"]}
    return Step(
        status,
        values[f"name_{status}"],
        Colour(values[f"colour_{status}"]),
        tuple(one for one in usual_first(status) if one in following),
        takes_votes=bool(values[f"votes_{status}"]),
        tells=bool(values[f"tells_{status}"]),
        is_public=bool(values[f"public_{status}"]),
    )


def usual_first(status: Status) -> list[Status]:
    """Where an idea usually goes from a status, then where else it could."""
    usual = USUAL.step(status).following
    return [*usual, *(one for one in ALL if one not in {status, *usual})]


def workflow_form(
    submitted: Any = None, *, start: Workflow | None = None
) -> WorkflowForm:
    """The form with the fields of every status."""
    fields: dict[str, Any] = {}
    for status in ALL:
        fields |= fields_of(status)
    form: type[WorkflowForm] = type("Filled", (WorkflowForm,), fields)
    return form(submitted, data=start_of(start) if start else None)


def fields_of(status: Status) -> dict[str, Any]:
    others = [SelectChoice(one.value) for one in ALL if one is not status]
    return {
        f"name_{status}": line(
            "Name", most=LONGEST_NAME, needed="Give the status a name."
        ),
        f"colour_{status}": SelectField(
            "Colour", choices=[SelectChoice(colour.value) for colour in Colour]
        ),
        f"place_{status}": whole_number("Place", least=1, most=99),
        f"votes_{status}": BooleanField("Takes votes"),
        f"tells_{status}": BooleanField("People are told"),
        f"public_{status}": BooleanField("Customers see it"),
        f"next_{status}": SelectMultipleField("Goes on to", choices=others),
    }


def start_of(workflow: Workflow) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for place, step in enumerate(workflow.steps, 1):
        values |= {
            f"name_{step.status}": step.name,
            f"colour_{step.status}": step.colour.value,
            f"place_{step.status}": place,
            f"votes_{step.status}": step.takes_votes,
            f"tells_{step.status}": step.tells,
            f"public_{step.status}": step.is_public,
            f"next_{step.status}": [one.value for one in step.following],
        }
    return values
