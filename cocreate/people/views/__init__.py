"""Pages of people: accounts, one's own page, the public one, administration."""

from cocreate.people.views import (
    account,
    administration,
    attributes,
    contributors,
    first,
    links,
    log,
    mailing,
    me,
    naming,
    passkeys,
    proving,
    second_step,
    segments,
    settings,
    signing_in,
    signing_up,
)
from cocreate.people.views.blueprint import bp

__all__ = [
    "account",
    "administration",
    "attributes",
    "bp",
    "contributors",
    "first",
    "links",
    "log",
    "mailing",
    "me",
    "naming",
    "passkeys",
    "proving",
    "second_step",
    "segments",
    "settings",
    "signing_in",
    "signing_up",
]
