"""Questions about votes."""

from cocreate.votes.queries.meeting import Meeting, count_raised, meeting
from cocreate.votes.queries.voting import (
    Answer,
    Figures,
    Votable,
    Voter,
    answered_for,
    count_votes,
    figures,
    get_votable,
    has_voted,
    ideas_voted_by,
    latest_faces,
    lock_trends,
    voted_ids,
    voter_ids,
    voters,
)

__all__ = [
    "Answer",
    "Figures",
    "Meeting",
    "Votable",
    "Voter",
    "answered_for",
    "count_raised",
    "count_votes",
    "figures",
    "get_votable",
    "has_voted",
    "ideas_voted_by",
    "latest_faces",
    "lock_trends",
    "meeting",
    "voted_ids",
    "voter_ids",
    "voters",
]
