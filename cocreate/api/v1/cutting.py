"""Lists cut by a segment: one argument, wherever the team reads a list."""

from typing import Any

from marshmallow import EXCLUDE, Schema, fields, validate

from cocreate.api.v1.schemas import PageArguments
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import SegmentId
from cocreate.people.queries import find_segment
from cocreate.people.session import current_actor

LONGEST = 60


def segment() -> fields.String:
    return fields.String(
        validate=validate.Length(max=LONGEST),
        metadata={"description": "For the team: what people of a segment said."},
    )


class CutArguments(Schema):
    """For the team: whose ideas are meant."""

    class Meta:
        """Other arguments of the address are somebody else's."""

        unknown = EXCLUDE

    segment = segment()


class CutPageArguments(PageArguments):
    """Which page of a list, and whose."""

    segment = segment()


def segment_asked(asked: dict[str, Any]) -> SegmentId | None:
    """The segment that an address names; one that is not there is not found."""
    if not asked.get("segment"):
        return None
    found = find_segment(current_actor(), asked["segment"])
    if found is None:
        raise NotFoundError
    return found.id
