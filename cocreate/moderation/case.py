"""What kinds of cases there are, where one stands, and by when it is to be decided."""

from datetime import datetime, timedelta
from enum import StrEnum

from cocreate.moderation.reason import Reason


class CaseKind(StrEnum):
    """What brought a case before the moderators."""

    FLAGGED = "flagged"
    NOTICE = "notice"  # of illegal content, by anybody
    HELD = "held"  # a first post, or what a rule holds
    SPAM = "spam"
    PERSON = "person"
    APPEAL = "appeal"
    RING = "ring"  # votes that look as if they were one person's


class CaseState(StrEnum):
    """Where a case stands."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    RETURNED = "returned"  # its author was asked for a change
    CLOSED = "closed"


class CaseAct(StrEnum):
    """What was done about a case, as its history keeps it."""

    OPENED = "opened"
    CLAIMED = "claimed"
    RELEASED = "released"
    NOTED = "noted"
    ESCALATED = "escalated"
    HIDDEN_MEANWHILE = "hidden_meanwhile"
    JUDGED = "judged"
    UNDONE = "undone"
    CAME_BACK = "came_back"
    APPEALED = "appealed"


KIND_WORDS = {
    CaseKind.FLAGGED: "Reported by members",
    CaseKind.NOTICE: "Notice of illegal content",
    CaseKind.HELD: "Held until it is looked at",
    CaseKind.SPAM: "Suspected spam",
    CaseKind.PERSON: "A person",
    CaseKind.APPEAL: "Appeal",
    CaseKind.RING: "Suspect votes",
}
HOURS_BY_KIND = {
    CaseKind.FLAGGED: 48,
    CaseKind.NOTICE: 12,
    CaseKind.HELD: 12,
    CaseKind.SPAM: 24,
    CaseKind.PERSON: 24,
    CaseKind.APPEAL: 96,
    CaseKind.RING: 48,
}
HOURS_BY_REASON = {
    Reason.ILLEGAL: 12,
    Reason.PERSONAL_DATA: 6,
    Reason.ABUSE: 24,
    Reason.SPAM: 24,
    Reason.OFF_TOPIC: 72,
    Reason.OTHER: 48,
}
# A claim that nobody uses ends by itself, so that no case waits for who went home.
CLAIM_LASTS = timedelta(minutes=30)


def due_at(kind: CaseKind, opened_at: datetime) -> datetime:
    """By when a case of this kind is to be decided."""
    return opened_at + timedelta(hours=HOURS_BY_KIND[kind])


def due_for(reason: Reason, flagged_at: datetime) -> datetime:
    """By when somebody is to have looked at what was flagged so."""
    return flagged_at + timedelta(hours=HOURS_BY_REASON[reason])
