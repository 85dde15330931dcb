"""What a limit by the day would have done to past votes and changes. Pure."""

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from cocreate.kernel.ids import CommentId, IdeaId, PersonId
from cocreate.kernel.policy import Trust
from cocreate.moderation.guard import DAY
from cocreate.moderation.limits import asked_of, trusted_then
from cocreate.moderation.rules import MOST_EXAMPLES, About, Rule, Tried
from cocreate.moderation.trying import Going


class Doing(NamedTuple):
    """A vote, or a change: to what, when and by whom."""

    idea_id: IdeaId | None
    comment_id: CommentId | None
    at: datetime
    by_id: PersonId
    joined_at: datetime
    trust: Trust  # today

    @property
    def about(self) -> About:
        return About(self.idea_id, self.comment_id)


def paced(
    rule: Rule, doings: Sequence[Doing], *, is_all: bool, going: Going[Doing]
) -> Tried:
    """What would have been refused, of what was done; the oldest of it comes first."""
    refused = [one.about for one in refused_by(rule, doings, going)]
    newest = dict.fromkeys(reversed(refused))
    return Tried(
        looked=len(doings),
        touched=len(refused),
        kept=0,
        hidden=0,
        is_all=is_all,
        examples=tuple(newest)[:MOST_EXAMPLES],
    )


def refused_by(
    rule: Rule, doings: Sequence[Doing], going: Going[Doing]
) -> Iterator[Doing]:
    """What is refused counts no further."""
    done: dict[PersonId, deque[datetime]] = {}
    for one in going(doings):
        today = done.setdefault(one.by_id, deque())
        while today and one.at - today[0] > DAY:
            today.popleft()
        if len(today) >= most_of(rule, one, len(today) + 1):
            yield one
        else:
            today.append(one.at)


def most_of(rule: Rule, one: Doing, unlimited: int) -> int:
    """How much whoever did it might do in a day, trusted so far as they were then."""
    if rule.limit is None:
        return unlimited
    trust = trusted_then(one.trust, one.joined_at, one.at)
    return asked_of({rule.limit: rule.most}, trust).get(rule.limit, unlimited)
