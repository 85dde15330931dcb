"""Pages of people: accounts, one's own page, the public one, administration."""

from cocreate.people.views import signing_in, signing_up
from cocreate.people.views.blueprint import bp

__all__ = ["bp", "signing_in", "signing_up"]
