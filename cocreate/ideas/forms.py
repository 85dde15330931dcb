"""What people fill in about ideas, and what they ask a list for."""

from collections.abc import Mapping
from typing import Any

from wtforms import Field, IntegerField
from wtforms.validators import Optional

from cocreate.config import current
from cocreate.ideas.composer import answer_to
from cocreate.ideas.drafts import IdeaDraft, split_tags
from cocreate.ideas.queries import Asked
from cocreate.kernel.forms import ProductForm, line, prose
from cocreate.kernel.ids import PromptId


class IdeaForm(ProductForm):
    """One sentence, the story behind it, and what it is about."""

    title: Field
    body: Field
    tags: Field
    prompt = IntegerField("Prompt", validators=[Optional()])
    asked: Asked

    def draft(self) -> IdeaDraft:
        return IdeaDraft(
            title=self.title.data,
            body=self.body.data,
            prompt_id=PromptId(self.prompt.data) if self.prompt.data else None,
            tags=split_tags(self.tags.data),
            answers={field.id: self[field.name].data for field in self.asked.fields},
        )


class TitleForm(ProductForm):
    """How somebody else's idea is better called."""

    title: Field


def title_form(submitted: Any = None, **start: Any) -> TitleForm:
    """The form with the bounds that the settings give."""

    class Bounded(TitleForm):
        title = title_field("Title")

    return Bounded(submitted, data=start)


def title_field(words: str) -> Any:
    return line(
        words,
        least=current().title_least,
        most=current().title_most,
        needed="Say it in one sentence.",
    )


def idea_form(asked: Asked, submitted: Any = None, **start: Any) -> IdeaForm:
    """The form with the bounds that the settings give, and the project's questions."""
    settings = current()

    class Bounded(IdeaForm):
        title = title_field("Your idea")
        body = prose("The last time it happened", least=0, most=settings.body_most)
        tags = line("Tags", least=0, most=200)

    questions = {field.name: answer_to(field) for field in asked.fields}
    whole = type("Asking", (Bounded,), questions)
    form: IdeaForm = whole(submitted, data=start)
    form.asked = asked
    return form


class FilingForm(ProductForm):
    """One tag that is in use, to file an idea under."""

    tag = line("Tag", most=100, needed="Choose a tag.")


def chosen(values: Mapping[str, str], name: str, among: Any) -> Any:
    """One of an enumeration's members named in an address, or None."""
    try:
        return among(values.get(name, ""))
    except ValueError:
        return None
