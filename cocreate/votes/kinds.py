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


class Opinion(StrEnum):
    """What somebody says to an idea where a project asks for more than support."""

    AGREE = "agree"
    DISAGREE = "disagree"
    PASS = "pass"  # noqa: S105 - no word to sign in with

    @property
    def value_kept(self) -> int:
        return VALUES[self]


VALUES = {Opinion.AGREE: 1, Opinion.DISAGREE: -1, Opinion.PASS: 0}
OPINIONS = {value: opinion for opinion, value in VALUES.items()}
