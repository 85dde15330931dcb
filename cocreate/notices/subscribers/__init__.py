"""Whom to tell of what happened. Each may run twice: people are told once."""

from cocreate.notices.subscribers import (
    asking,
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
)

__all__ = [
    "asking",
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
]
