"""Version 1."""

from cocreate.api.v1 import (
    attachments,
    builds,
    cases,
    comments,
    decisions,
    desk,
    discussion,
    duplicates,
    enrolments,
    following,
    heard,
    ideas,
    log,
    merges,
    notes,
    opinions,
    programmes,
    projects,
    public_record,
    queues,
    recruiting,
    reports,
    running_builds,
    scores,
    searching,
    segments,
    splits,
    standing,
    telling,
    trial,
    tried,
    votes,
)
from cocreate.api.v1.blueprint import blp

__all__ = ["blp"]
