"""Whom to tell of what happened. Each may run twice: people are told once."""

from cocreate.notices.subscribers import (
    desk,
    followings,
    ideas,
    leaving,
    mail,
    outcomes,
    projects,
    rest,
    talk,
)

__all__ = [
    "desk",
    "followings",
    "ideas",
    "leaving",
    "mail",
    "outcomes",
    "projects",
    "rest",
    "talk",
]
