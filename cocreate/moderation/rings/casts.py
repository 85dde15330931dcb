"""The votes that are looked at, by who cast them and for what. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from cocreate.kernel.ids import IdeaId, PersonId

AROUND = timedelta(hours=12)  # what others cast so long before and after is compared
USUAL_SHARE, SURE = 0.05, 20.0  # of an idea of which nothing is known yet, and how sure
USUAL_SHARE_OF_DEVICE, SURE_OF_DEVICE = 0.02, 50.0
FEW = 8  # whoever votes for more does more than push one idea


class Sign(StrEnum):
    """What people share who vote alike; the plainest first."""

    DEVICE = "device"
    TOGETHER = "together"  # the same few ideas
    MADE = "made"  # their accounts, within hours
    AT_ONCE = "at_once"  # their votes, within hours


class Cast(NamedTuple):
    """A vote as the watch sees it."""

    voter_id: PersonId
    idea_id: IdeaId
    at: datetime
    joined_at: datetime
    fingerprint: int | None = None
    counts: bool = True  # no verdict took it out of the count


class Group(NamedTuple):
    """People who share something, and an idea that some of them vote for."""

    sign: Sign
    idea_id: IdeaId
    people: frozenset[PersonId]  # all who share it
    those: frozenset[PersonId]  # who vote for the idea, too


class Seen:
    """Votes in the order they were cast, and what each person and idea has of them."""

    def __init__(self, casts: Iterable[Cast]) -> None:
        self.casts = sorted(casts, key=lambda one: (one.at, one.voter_id, one.idea_id))
        self.moments = [one.at for one in self.casts]
        self.by: dict[PersonId, list[Cast]] = {}
        self.of: dict[IdeaId, list[Cast]] = {}
        for one in self.casts:
            self.by.setdefault(one.voter_id, []).append(one)
            self.of.setdefault(one.idea_id, []).append(one)
        self.few = {who for who, theirs in self.by.items() if len(theirs) <= FEW}

    def between(self, first: datetime, last: datetime) -> list[Cast]:
        start, end = bisect_left(self.moments, first), bisect_right(self.moments, last)
        return self.casts[start:end]

    def share(self, group: Group) -> float:
        """The idea's part in what everybody else voted for about then."""
        others = [
            one.idea_id == group.idea_id
            for one in self.about(group)
            if one.voter_id not in group.people
        ]
        return (sum(others) + USUAL_SHARE * SURE) / (len(others) + SURE)

    def about(self, group: Group) -> list[Cast]:
        """All that was cast about when the group voted for the idea."""
        cast = [one.at for one in self.of[group.idea_id] if one.voter_id in group.those]
        return self.between(min(cast) - AROUND, max(cast) + AROUND)

    def from_device(self, group: Group) -> float:
        """How many of the idea's voters would be of one device, as others share it."""
        about = self.about(group)
        voters = {one.voter_id for one in about if one.idea_id == group.idea_id}
        others = {one.voter_id for one in about} - voters
        shared = len(others & group.people) + USUAL_SHARE_OF_DEVICE * SURE_OF_DEVICE
        return len(voters) * shared / (len(others) + SURE_OF_DEVICE)
