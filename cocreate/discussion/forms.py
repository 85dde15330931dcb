"""What people fill in to take part in a discussion."""

from typing import Any

from wtforms import Field, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from cocreate.config import current
from cocreate.discussion.reaction import Reacted
from cocreate.kernel.forms import ProductForm, line, prose

LONGEST_REASON = 300


class CommentForm(ProductForm):
    """What somebody wants to say."""

    body: Field


def comment_form(submitted: Any = None, **start: Any) -> CommentForm:
    """The form with the bound that the settings give."""

    class Bounded(CommentForm):
        body = prose(
            "Your comment",
            most=current().comment_most,
            needed="Say something first.",
        )

    return Bounded(submitted, data=start)


class LockForm(ProductForm):
    """Why a discussion takes no more comments."""

    reason = line("Why", most=LONGEST_REASON, needed="Say why: everybody reads it.")


class ReactionForm(ProductForm):
    """How somebody reacts to a comment."""

    kind = SelectField(
        "Reaction",
        choices=[SelectChoice(kind.value) for kind in Reacted],
        validators=[InputRequired("Choose how you react.")],
    )

    @property
    def chosen(self) -> Reacted:
        return Reacted(self.kind.data)
