"""Pictures and files, in JSON: sent first, then named by what they hang on."""

from collections.abc import Mapping
from typing import Any

from marshmallow import EXCLUDE, Schema, fields, validate

from cocreate.ideas.actions import LONGEST_DESCRIPTION
from cocreate.ideas.drafts import Hanging

MOST_KEYS = 50
LARGEST_KEY = 2**53


class AttachmentSchema(Schema):
    """A picture or file of an idea or a comment."""

    id = fields.Integer()
    name = fields.String()
    media_type = fields.String()
    size = fields.Integer()
    width = fields.Integer(allow_none=True)
    height = fields.Integer(allow_none=True)
    description = fields.String()


class FileBody(Schema):
    """The part of a multipart body that is the file."""

    file = fields.Raw(required=True, metadata={"type": "string", "format": "binary"})


class DescriptionArguments(Schema):
    """What a picture shows, for those who cannot see it."""

    class Meta:
        """Other arguments of the address are somebody else's."""

        unknown = EXCLUDE

    description = fields.String(
        load_default="", validate=validate.Length(max=LONGEST_DESCRIPTION)
    )


def attachment_keys() -> fields.Field[Any]:
    """What hangs on it from now on, and nothing else; left out, it stays as it is."""
    return fields.List(
        fields.Integer(validate=validate.Range(min=1, max=LARGEST_KEY)),
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=MOST_KEYS),
    )


def hanging_in(loaded: Mapping[str, Any]) -> Hanging | None:
    keys = loaded["attachments"]
    return None if keys is None else Hanging(tuple(keys))
