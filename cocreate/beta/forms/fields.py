"""Fields that forms of the beta share: numbers, keys and boxes of keys."""

import re
from typing import Any

from wtforms import Field, IntegerField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, StopValidation

KEY = re.compile(r"[0-9]{1,18}")


def readable(sentence: str) -> Any:
    """Stop at what could not be read as a number, with a sentence of ours."""

    def check(_: Any, field: Field) -> None:
        if field.data is None:
            field.errors = []
            raise StopValidation(sentence)

    return check


def number(label: str, *, least: int, most: int, **kwargs: Any) -> Field:
    say = f"Write a whole number from {least:,} to {most:,}."
    checks = [InputRequired(say), readable(say), NumberRange(least, most, say)]
    return IntegerField(label, validators=checks, **kwargs)


def key(label: str, needed: str) -> Field:
    """The key of a row, chosen from what a page offers."""
    checks = [InputRequired(needed), readable(needed)]
    return IntegerField(label, validators=checks)


def key_of(text: str) -> int:
    """The key that a box sends; what is no key is the key of nothing."""
    return int(text) if KEY.fullmatch(text) else 0


def keys(label: str) -> Field:
    """Keys of rows, chosen from the boxes of a page."""
    return SelectMultipleField(label, coerce=key_of, validate_choice=False)


def names(label: str) -> Field:
    """Names chosen from the boxes of a page."""
    return SelectMultipleField(label, validate_choice=False)
