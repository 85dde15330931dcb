"""Sentences for the next page, which may be in another language than they are."""

from flask import flash

from cocreate.kernel.languages import Saying, spoken


def flash_as_spoken(sentence: str, kind: str = "good") -> None:
    """Say a translatable sentence on the next page, which says what language it is in.

    What is flashed without this is English: its category names no language.
    """
    flash(str(Saying(sentence)), f"{kind} {spoken()}")
