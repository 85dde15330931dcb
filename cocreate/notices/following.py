"""What can be followed besides ideas and projects."""

from enum import StrEnum


class Follows(StrEnum):
    TAG = "tag"
    PERSON = "person"
    SEARCH = "search"
