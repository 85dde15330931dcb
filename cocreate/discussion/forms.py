"""What people fill in to take part in a discussion."""

from typing import Any

from wtforms import Field

from cocreate.config import current
from cocreate.kernel.forms import ProductForm, prose


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
