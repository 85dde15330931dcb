"""Whom to tell of what happened. Each may run twice: people are told once."""

from cocreate.notices.subscribers import (
    asking,
    cases,
    desk,
    followings,
    ideas,
    leaving,
    mail,
    outcomes,
    places,
    projects,
    rest,
    talk,
    testing,
    trust,
)

__all__ = [
    "asking",
    "cases",
    "desk",
    "followings",
    "ideas",
    "leaving",
    "mail",
    "outcomes",
    "places",
    "projects",
    "rest",
    "talk",
    "testing",
    "trust",
]
