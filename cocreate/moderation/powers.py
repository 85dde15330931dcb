"""What a level of trust lets somebody do, and the next one. Pure."""

from collections.abc import Mapping
from typing import NamedTuple

from cocreate.kernel.policy import Trust
from cocreate.moderation.limits import FLAGS_A_DAY, Limit, asked_of
from cocreate.moderation.weight import BELIEVED

ANY = "no limit"
WORDS = {
    Limit.IDEAS_A_DAY: "Ideas a day",
    Limit.COMMENTS_A_DAY: "Comments a day",
    Limit.CHANGES_A_DAY: "Changes a day to what others have read",
    Limit.VOTES_A_DAY: "Votes a day",
    Limit.SECONDS_BETWEEN: "Seconds between two posts",
    Limit.LINKS: "Links in a post",
    Limit.PICTURES: "Files in a post",
    Limit.MENTIONS: "People called in a post",
    Limit.FIRST_POSTS: "First posts that a moderator reads before others do",
}
# What is allowed or not, from which level on: `may_*` of ideas and discussions ask so.
FROM = {
    "File others' ideas under tags": Trust.REGULAR,
    "Correct the titles of others' ideas": Trust.REGULAR,
    "Lock discussions of others' ideas, and open them again": Trust.STEWARD,
}


class Power(NamedTuple):
    """One thing somebody may do, how much now, and how much from the next level on."""

    words: str
    now: str
    then: str


def powers_of(level: Trust, limits: Mapping[Limit, int]) -> list[Power]:
    """What a level lets somebody do; limits that nobody set are not spoken of."""
    following = Trust(min(level + 1, Trust.STEWARD))
    here, there = asked_of(limits, level), asked_of(limits, following)
    powers = [
        Power(words, told(here.get(limit)), told(there.get(limit)))
        for limit, words in WORDS.items()
        if limit in limits
    ]
    return [
        *powers,
        Power("Reports a day", str(FLAGS_A_DAY[level]), str(FLAGS_A_DAY[following])),
        *(
            Power(words, yes_from(least, level), yes_from(least, following))
            for words, least in FROM.items()
        ),
        Power("What a report weighs", believed(level), believed(following)),
    ]


def yes_from(least: Trust, level: Trust) -> str:
    return "yes" if level >= least else "no"


def told(most: int | None) -> str:
    return ANY if most is None else f"{most:,}"


def believed(level: Trust) -> str:
    if level is Trust.NEWCOMER:
        return "nothing until one was right"
    right = BELIEVED[level]
    if right == 0:
        return "as much as reports here are right"
    return f"as if {right} of yours had been right already"
