"""The composer's form: one field first, everything else may wait."""

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any

from wtforms import Field, HiddenField, IntegerField, StringField
from wtforms.validators import Optional, ValidationError

from cocreate.config import current
from cocreate.ideas.drafts import IdeaDraft, Words
from cocreate.ideas.fields import UnreadableError, kept_answer
from cocreate.ideas.queries import Asked
from cocreate.ideas.queries.intake import AskedField
from cocreate.kernel.forms import ProductForm, line, prose
from cocreate.kernel.ids import PromptId
from cocreate.kernel.text import tidy_line

LONGEST_VERSION = 10
DIFFERS = re.compile(r"differs_(\d{1,15})")
LONGEST_DIFFERENCE, MOST_DIFFERENCES = 500, 20
SAY_SHORTER = f"Keep it to {LONGEST_DIFFERENCE} characters at most."
LONGEST_KEPT = 100_000  # of a text that is too long to share: the rest is not kept


class ComposerForm(ProductForm):
    """What somebody would like better, and the draft that keeps it."""

    asked: Asked
    differs: Mapping[int, str]
    key = HiddenField()
    version = HiddenField()
    prompt = IntegerField(validators=[Optional()])
    body: Field
    title: Field
    details: Field
    tags: Field

    def words(self) -> Words:
        """Everything as it stands, right or wrong."""
        return Words(
            body=kept(self.body),
            title=kept(self.title),
            details=kept(self.details),
            tags=kept(self.tags),
            prompt_id=PromptId(self.prompt.data) if self.prompt.data else None,
            answers={
                field.id: kept(self[field.name])
                for field in self.asked.fields
                if self[field.name].data
            },
            differs=self.differs,
        )

    def draft(self) -> IdeaDraft:
        settings = current()
        return self.words().finished(
            least=settings.title_least,
            most=settings.title_most,
            template=self.asked.template,
        )

    @property
    def first_errors(self) -> dict[str, str]:
        """Those of the fields, and of what stands beside ideas that are close."""
        wrong = {f"differs_{key}": why for key, why in self.wrong_differences.items()}
        return {**super().first_errors, **wrong}

    @property
    def wrong_differences(self) -> dict[int, str]:
        return {
            key: SAY_SHORTER for key, why in self.differs.items() if is_too_long(why)
        }

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        valid: bool = super().validate(*args, **kwargs)
        return valid and not self.first_errors

    @property
    def written_upon(self) -> int:
        """The version of the draft that this page showed."""
        said = str(self.version.data or "")
        return int(said) if said.isdecimal() and len(said) < LONGEST_VERSION else 0

    def validate_title(self, field: Field) -> None:
        """May be left out; whoever writes one says something in it."""
        least = current().title_least
        if len(field.data) < least:
            raise ValidationError(f"Write at least {least} characters.")

    def validate_body(self, field: Field) -> None:
        """A title that nobody wrote is the first sentence: it has to say something."""
        least = current().title_least
        if not self.title.data and field.data and len(self.draft().title) < least:
            raise ValidationError(f"Write at least {least} characters.")


def is_too_long(why: str) -> bool:
    return len(tidy_line(why)) > LONGEST_DIFFERENCE


def kept(field: Field) -> str:
    return (field.data or "")[:LONGEST_KEPT]


def composer_form(
    asked: Asked,
    submitted: Any = None,
    *,
    words: Words | None = None,
    key: str = "",
    version: int = 0,
) -> ComposerForm:
    """The form with the project's own fields, as sent or as a draft has it."""
    settings = current()
    more = {field.name: answer_to(field) for field in asked.fields}
    bounded = type(
        "Bounded",
        (ComposerForm,),
        {
            "body": prose(
                "What would make it better for you?",
                most=settings.body_most,
                needed="Say it in a sentence or two.",
            ),
            "title": line("Title", least=0, most=settings.title_most),
            "details": prose("More about it", least=0, most=settings.body_most),
            "tags": line("Tags", least=0, most=200),
            **more,
        },
    )
    start = start_from(words or Words(details=asked.template), key, version)
    form: ComposerForm = bounded(submitted, data=start)
    form.asked = asked
    form.differs = words.differs if words else differences_in(submitted or {})
    return form


def differences_in(submitted: Mapping[str, Any]) -> dict[int, str]:
    """Why somebody says theirs is another idea, beside each that is close."""
    found = (
        (named[1], said[:LONGEST_KEPT])
        for name, said in submitted.items()
        if (named := DIFFERS.fullmatch(name)) and tidy_line(said)
    )
    return {int(key): said for key, said in islice(found, MOST_DIFFERENCES)}


def answer_to(asked: AskedField) -> Field:
    """One of the project's own questions, answered in the way its kind is kept."""

    def check(_: ProductForm, field: Field) -> None:
        try:
            field.data = kept_answer(asked.kind, field.data or "", asked.choices)
        except UnreadableError as unread:
            raise ValidationError(str(unread)) from None
        if asked.is_required and not field.data:
            raise ValidationError("This project asks everybody for this.")

    return StringField(
        asked.label,
        filters=[lambda typed: tidy_line(typed or "")],
        validators=[check],
    )


def start_from(words: Words, key: str, version: int) -> dict[str, Any]:
    answers = {f"field_{field_id}": said for field_id, said in words.answers.items()}
    return {
        "key": key,
        "version": version,
        "body": words.body,
        "title": words.title,
        "details": words.details,
        "tags": words.tags,
        "prompt": words.prompt_id,
        **answers,
    }
