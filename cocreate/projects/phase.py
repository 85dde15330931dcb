"""Where a project stands in its life."""

from enum import StrEnum


class Phase(StrEnum):
    LISTEN = "listen"
    IDEATE = "ideate"
    DECIDE = "decide"
    BETA = "beta"
    LAUNCHED = "launched"
    CLOSED = "closed"
