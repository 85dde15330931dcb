"""What a list of ideas may be asked for."""

from marshmallow import fields, validate

from cocreate.api.v1.cutting import CutPageArguments
from cocreate.api.v1.schemas import key
from cocreate.ideas.filters import MOST_TYPED
from cocreate.ideas.status import Status
from cocreate.projects.orders import Sort


class IdeasArguments(CutPageArguments):
    sort = fields.Enum(
        Sort,
        by_value=True,
        load_default=Sort.TOP,
        metadata={"description": "`for-you` is `top` where anything else is chosen."},
    )
    status = fields.Enum(Status, by_value=True)
    tag = fields.String(validate=validate.Length(max=60))
    prompt = key()
    said = fields.String(
        validate=validate.Length(max=MOST_TYPED),
        metadata={"description": "A question, or `question:answer` of a choice."},
    )
    has = fields.String(
        validate=validate.Length(max=MOST_TYPED),
        metadata={"description": "Words in the answer to a question of text."},
    )
    least = fields.String(
        data_key="from",
        validate=validate.Length(max=MOST_TYPED),
        metadata={"description": "The least number or the first day of an answer."},
    )
    most = fields.String(
        data_key="to",
        validate=validate.Length(max=MOST_TYPED),
        metadata={"description": "The largest number or the last day of an answer."},
    )
