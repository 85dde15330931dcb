"""Pages of people: accounts, one's own page, the public one, administration."""

from cocreate.people.views import (
    account,
    administration,
    contributors,
    first,
    links,
    mailing,
    me,
    settings,
    signing_in,
    signing_up,
)
from cocreate.people.views.blueprint import bp

__all__ = [
    "account",
    "administration",
    "bp",
    "contributors",
    "first",
    "links",
    "mailing",
    "me",
    "settings",
    "signing_in",
    "signing_up",
]
