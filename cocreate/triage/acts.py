"""What can be done to an idea at the desk, by name; the registry says how."""

from enum import StrEnum


class Act(StrEnum):
    """A verdict, as the log keeps it."""

    RESPOND = "respond"
    STATUS = "status"
    DECLINE = "decline"
    ROUTE = "route"
    ASSIGN = "assign"
    TAG = "tag"
    MERGE = "merge"
    UNMERGE = "unmerge"
    SPLIT = "split"
    JOIN = "join"
    ASK = "ask"
    NOTE = "note"
    SNOOZE = "snooze"
    WAKE = "wake"


class Awaited(StrEnum):
    """What an idea that is off the desk waits for."""

    DAY = "day"
    AUTHOR = "author"
