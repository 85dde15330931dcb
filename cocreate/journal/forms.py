"""What the team fills in to write and to ask."""

from datetime import datetime
from typing import Any

from wtforms import DateTimeLocalField
from wtforms.validators import Optional, ValidationError

from cocreate.config import current
from cocreate.kernel.clock import from_local, now, today
from cocreate.kernel.forms import ProductForm, day, line, prose, readable

SAY_WHEN = "Write the moment as year-month-day and hour, like 2030-04-30T09:00."


class EntryForm(ProductForm):
    """An entry's words, and a picture to put at their end."""

    title = line("Title", least=3, most=140, needed="Give the entry a title.")
    body = prose("Words", most=50_000)
    description = line("What the picture shows", least=0, most=200)


class PublicationForm(ProductForm):
    """When others may read an entry: now, or from a moment to come."""

    at = DateTimeLocalField(
        "Publish at",
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        validators=[Optional(), readable(SAY_WHEN)],
    )

    def validate_at(self, field: Any) -> None:
        if field.data is not None and self.moment() < now():  # type: ignore[operator]  # given here
            raise ValidationError("Choose a moment to come, or leave it open for now.")

    def moment(self) -> datetime | None:
        given: datetime | None = self.at.data
        return from_local(given) if given else None


class PromptForm(ProductForm):
    question = line("Question", least=8, most=200, needed="Ask something.")
    closes_on = day("Open until")

    def validate_closes_on(self, field: Any) -> None:
        if field.data is not None and field.data < today():
            raise ValidationError("Choose a day to come.")


def largest_picture() -> str:
    """The limit of a picture, as its hint says it."""
    return f"{current().picture_most_bytes // 1_000_000} MB"
