"""What a program sends to propose an idea."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from cocreate.api.v1.file_schemas import attachment_keys, hanging_in
from cocreate.api.v1.schemas import LARGEST_KEY, Line, Prose, between
from cocreate.config import current
from cocreate.ideas.drafts import LONGEST_TAG, MOST_TAGS, IdeaDraft
from cocreate.ideas.fields import LONGEST_ANSWER
from cocreate.ideas.queries.intake import MOST_FIELDS
from cocreate.kernel.ids import PromptId


def title_line() -> Line:
    """One line, as short and as long as the settings say."""
    return Line(
        required=True,
        validate=lambda text: between(
            text, current().title_least, current().title_most
        ),
    )


class IdeaWords(Schema):
    """What an idea says."""

    title = title_line()
    body = Prose(
        load_default="", validate=lambda text: between(text, 0, current().body_most)
    )


class IdeaBody(IdeaWords):
    """An idea as it is proposed or edited."""

    prompt_id = fields.Integer(
        allow_none=True,
        load_default=None,
        validate=validate.Range(min=1, max=LARGEST_KEY),
    )
    tags = fields.List(
        Line(validate=validate.Length(min=1, max=LONGEST_TAG)),
        load_default=list,
        validate=validate.Length(max=MOST_TAGS),
    )
    answers = fields.Dict(
        keys=fields.String(validate=validate.Length(max=60)),
        values=Line(validate=validate.Length(max=LONGEST_ANSWER)),
        load_default=dict,
        validate=validate.Length(max=MOST_FIELDS),
    )

    attachments = attachment_keys()

    @post_load
    def draft(self, loaded: dict[str, Any], **_: Any) -> IdeaDraft:
        """The same draft that the page's form makes."""
        prompt_id = loaded["prompt_id"]
        return IdeaDraft(
            title=loaded["title"],
            body=loaded["body"],
            prompt_id=PromptId(prompt_id) if prompt_id else None,
            tags=tuple(dict.fromkeys(loaded["tags"])),
            said=loaded["answers"],
            hanging=hanging_in(loaded),
        )
