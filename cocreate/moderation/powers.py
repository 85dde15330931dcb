"""What a level of trust lets somebody do, and the next one, in the language spoken."""

from collections.abc import Mapping
from typing import NamedTuple

from cocreate.kernel.languages import Saying, translatable
from cocreate.kernel.policy import Trust
from cocreate.moderation.limits import FLAGS_A_DAY, Limit, asked_of
from cocreate.moderation.weight import BELIEVED

ANY = translatable("no limit")
YES, NO = translatable("yes"), translatable("no")
REPORTS = translatable("Reports a day")
WEIGHT = translatable("What a report weighs")
NOTHING_YET = translatable("nothing until one was right")
AS_OTHERS = translatable("as much as reports here are right")
AS_IF = translatable("as if %(right)s of yours had been right already")
WORDS = {
    Limit.IDEAS_A_DAY: translatable("Ideas a day"),
    Limit.COMMENTS_A_DAY: translatable("Comments a day"),
    Limit.CHANGES_A_DAY: translatable("Changes a day to what others have read"),
    Limit.VOTES_A_DAY: translatable("Votes a day"),
    Limit.SECONDS_BETWEEN: translatable("Seconds between two posts"),
    Limit.LINKS: translatable("Links in a post"),
    Limit.PICTURES: translatable("Files in a post"),
    Limit.MENTIONS: translatable("People called in a post"),
    Limit.FIRST_POSTS: translatable(
        "First posts that a moderator reads before others do"
    ),
}
# What is allowed or not, from which level on: `may_*` of ideas and discussions ask so.
FROM = {
    translatable("File others' ideas under tags"): Trust.REGULAR,
    translatable("Correct the titles of others' ideas"): Trust.REGULAR,
    translatable(
        "Lock discussions of others' ideas, and open them again"
    ): Trust.STEWARD,
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
        (words, told(here.get(limit)), told(there.get(limit)))
        for limit, words in WORDS.items()
        if limit in limits
    ]
    all_of_them = [
        *powers,
        (REPORTS, str(FLAGS_A_DAY[level]), str(FLAGS_A_DAY[following])),
        *(
            (words, yes_from(least, level), yes_from(least, following))
            for words, least in FROM.items()
        ),
        (WEIGHT, believed(level), believed(following)),
    ]
    return [Power(str(Saying(words)), now, then) for words, now, then in all_of_them]


def yes_from(least: Trust, level: Trust) -> str:
    return str(Saying(YES if level >= least else NO))


def told(most: int | None) -> str:
    return str(Saying(ANY)) if most is None else f"{most:,}"


def believed(level: Trust) -> str:
    if level is Trust.NEWCOMER:
        return str(Saying(NOTHING_YET))
    right = BELIEVED[level]
    if right == 0:
        return str(Saying(AS_OTHERS))
    return str(Saying(AS_IF, {"right": right}))
