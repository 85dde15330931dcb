"""Version 1."""

from cocreate.api.v1 import (
    attachments,
    builds,
    comments,
    decisions,
    desk,
    discussion,
    duplicates,
    following,
    heard,
    ideas,
    merges,
    notes,
    opinions,
    projects,
    reports,
    scores,
    searching,
    segments,
    splits,
    standing,
    telling,
    tried,
    votes,
)
from cocreate.api.v1.blueprint import blp

__all__ = ["blp"]
