"""Pages of the beta, in the order a tester and the team walk through them."""

from cocreate.beta.views import (
    audit,
    builds,
    fetching,
    judging,
    programme,
    reporting,
    reports,
    seats,
    team,
)
from cocreate.beta.views.blueprint import bp

__all__ = [
    "bp",
]
