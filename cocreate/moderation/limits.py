"""What is asked of people who post, by how far they are trusted. Pure; one table.

An administrator sets what newcomers are asked. Whoever is trusted more is asked less:
so much of it as the table says, and from some level on nothing.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from cocreate.kernel.policy import Trust

FIRST_WEEK = timedelta(days=7)


class Limit(StrEnum):
    """What newcomers are asked, each a number that an administrator sets."""

    FIRST_POSTS = "first_posts"
    LINKS = "links"
    PICTURES = "pictures"
    MENTIONS = "mentions"
    IDEAS_A_DAY = "ideas_a_day"
    COMMENTS_A_DAY = "comments_a_day"
    CHANGES_A_DAY = "changes_a_day"
    VOTES_A_DAY = "votes_a_day"
    SECONDS_BETWEEN = "seconds_between"
    REPEATS = "repeats"  # within so many days
    SUSPECTS = "suspects"  # 0: what looks like spam is not held


# How often the newcomers' number holds, from newcomers to stewards; none: not at all.
EASED: dict[Limit, tuple[float | None, ...]] = {
    Limit.FIRST_POSTS: (1, 1, None, None, None),
    Limit.LINKS: (1, 2, None, None, None),
    Limit.PICTURES: (1, 2, None, None, None),
    Limit.MENTIONS: (1, 2, 4, None, None),
    Limit.IDEAS_A_DAY: (1, 2, 4, None, None),
    Limit.COMMENTS_A_DAY: (1, 2, 4, None, None),
    Limit.CHANGES_A_DAY: (1, 2, 4, None, None),
    Limit.VOTES_A_DAY: (1, 2, 4, None, None),
    Limit.SECONDS_BETWEEN: (1, 0.5, None, None, None),
    Limit.REPEATS: (1, 1, 1, None, None),
    Limit.SUSPECTS: (1, 1, 1, 1, 1),
}
BY_DAY = frozenset({Limit.IDEAS_A_DAY, Limit.COMMENTS_A_DAY, Limit.CHANGES_A_DAY})
# How many flags somebody raises in a day, from newcomers to stewards.
FLAGS_A_DAY = (5, 10, 20, 20, 20)


def asked_of(limits: Mapping[Limit, int], trust: Trust) -> dict[Limit, int]:
    """What is asked of somebody trusted so far, of all that newcomers are asked."""
    asked = {}
    for limit, most in limits.items():
        eased = EASED[limit][trust]
        if eased is not None:
            asked[limit] = most if eased == 1 else round(max(most, 1) * eased)
    return asked


def trusted_then(trust: Trust, joined_at: datetime, at: datetime) -> Trust:
    """How far somebody was trusted at a time gone by, for who looks back at it.

    In their first week they were newcomers; later, as far as they are today.
    """
    return Trust.NEWCOMER if at - joined_at <= FIRST_WEEK else trust
