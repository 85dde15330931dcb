"""What is filled in to write a rule for what is posted."""

from typing import Any

from wtforms import Field, StringField
from wtforms.validators import ValidationError

from cocreate.kernel.forms import ProductForm, line, whole_number
from cocreate.moderation.forms import NeedingForm
from cocreate.moderation.rules import MOST_OF_LIMIT
from cocreate.moderation.watching import (
    NEEDS_MORE,
    WatchedAct,
    why_not_watch,
)

LONGEST_WORDS = 100
LONGEST_INSTEAD = 100


class WordForm(NeedingForm):
    """Words to watch for, and what is done where they are said."""

    words: Field = line("Words", most=LONGEST_WORDS, needed="Write the word, or a few.")
    act = StringField("What is done")
    instead: Field = line("The tag, or the other words", least=0, most=LONGEST_INSTEAD)

    def validate_words(self, field: Any) -> None:
        if refusal := why_not_watch(field.data):
            raise ValidationError(refusal)

    def validate_act(self, field: Any) -> None:
        if field.data not in set(WatchedAct):
            raise ValidationError("Choose what is done where it is said.")

    def needs(self) -> dict[str, str]:
        if self.act.data not in NEEDS_MORE:
            return {}
        return {"instead": "Write the tag, or the words to write instead."}

    @property
    def chosen(self) -> dict[str, Any]:
        return {"act": WatchedAct(self.act.data), "instead": self.instead.data}


class LimitForm(ProductForm):
    """The number of a limit."""

    most = whole_number("How many", least=0, most=MOST_OF_LIMIT)


class SeenForm(ProductForm):
    """By which a dry run whoever switches a rule on has seen."""

    seen = StringField("Seen")
