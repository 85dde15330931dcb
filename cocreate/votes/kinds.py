"""What may be said with a vote: how much it matters, and where it was heard."""

from enum import StrEnum

LONGEST_WHY = 500
LONGEST_QUOTE = 1000


class Importance(StrEnum):
    """How much an idea matters to whoever stands behind it, the least first."""

    NICE = "nice"
    IMPORTANT = "important"
    MUST = "must"


class Channel(StrEnum):
    """Where an employee heard a customer say it."""

    PHONE = "phone"
    MAIL = "mail"
    CHAT = "chat"
    MEETING = "meeting"
    COUNTER = "counter"
    SOCIAL = "social"
    OTHER = "other"
