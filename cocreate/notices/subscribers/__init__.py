"""Whom to tell of what happened. Each may run twice: people are told once."""

from cocreate.notices.subscribers import (
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
    "followings",
    "ideas",
    "leaving",
    "mail",
    "outcomes",
    "projects",
    "rest",
    "talk",
]
