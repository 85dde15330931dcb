"""Pages of the beta, in the order a tester and the team walk through them."""

from cocreate.beta.views import (
    amending,
    audit,
    bringing,
    builds,
    closing,
    dashboard,
    devices,
    fetching,
    honours,
    installing,
    judging,
    lottery,
    programme,
    recruiting,
    reporting,
    reports,
    rings,
    seats,
    team,
    testing,
    updating,
    uploading,
)
from cocreate.beta.views.blueprint import bp

__all__ = [
    "bp",
]
