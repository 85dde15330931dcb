"""Who belongs together by what they share. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import combinations

from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.moderation.rings.casts import Group, Seen, Sign

LEAST = 5  # people; fewer are friends
LEAST_AT_ONCE = 10  # where nothing but the hour is shared
NEW = timedelta(days=3)  # how old an account is at most that was made to vote
MADE_WITHIN = tuple(timedelta(hours=hours) for hours in (1, 6, 24, 72))
CAST_WITHIN = (timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))

Ideas = tuple[IdeaId, ...]


def by_device(seen: Seen) -> Iterator[Group]:
    """Whoever voted from what is, as far as it shows, one device."""
    devices: dict[int, set[PersonId]] = defaultdict(set)
    for one in seen.casts:
        if one.fingerprint is not None:
            devices[one.fingerprint].add(one.voter_id)
    for people in devices.values():
        if len(people) >= LEAST:
            yield from idea_by_idea(seen, Sign.DEVICE, people)


def by_birth(seen: Seen) -> Iterator[Group]:
    """Whose accounts were made within hours of one another, shortly before."""
    born = sorted(
        (theirs[0].joined_at, who)
        for who, theirs in seen.by.items()
        if who in seen.few and theirs[0].at - theirs[0].joined_at <= NEW
    )
    for within in MADE_WITHIN:
        for people in crowds(born, within, LEAST):
            yield from idea_by_idea(seen, Sign.MADE, people)


def idea_by_idea(seen: Seen, sign: Sign, people: set[PersonId]) -> Iterator[Group]:
    """For each idea that enough of these people vote for, who does."""
    heard: dict[IdeaId, set[PersonId]] = defaultdict(set)
    for who in people:
        for one in seen.by[who]:
            heard[one.idea_id].add(who)
    for idea_id, those in heard.items():
        if len(those) >= LEAST:
            yield Group(sign, idea_id, frozenset(people), frozenset(those))


def by_hour(seen: Seen) -> Iterator[Group]:
    """Who voted within minutes or hours of one another, and for little else.

    Beside them stands whoever voted for anything in the same hours.
    """
    for idea_id, casts in seen.of.items():
        cast = [(one.at, one.voter_id) for one in casts if one.voter_id in seen.few]
        for within in CAST_WITHIN:
            for those in crowds(cast, within, LEAST_AT_ONCE):
                at = [one.at for one in casts if one.voter_id in those]
                about = seen.between(min(at), max(at))
                people = {one.voter_id for one in about} & seen.few
                yield Group(Sign.AT_ONCE, idea_id, frozenset(people), frozenset(those))


def crowds(
    ordered: list[tuple[datetime, PersonId]], within: timedelta, least: int
) -> Iterator[set[PersonId]]:
    """Everybody in each span of time that no longer one of its length holds."""
    first = 0
    for last, (at, _) in enumerate(ordered):
        while at - ordered[first][0] > within:
            first += 1
        following = ordered[last + 1][0] if last + 1 < len(ordered) else None
        is_full = following is None or following - ordered[first][0] > within
        if is_full and last - first + 1 >= least:
            yield {who for _, who in ordered[first : last + 1]}


def alike(seen: Seen, size: int) -> dict[Ideas, frozenset[PersonId]]:
    """Who votes for the same few ideas, so many of them, and for little else."""
    found: dict[Ideas, set[PersonId]] = defaultdict(set)
    for who in seen.few:
        theirs = sorted({one.idea_id for one in seen.by[who]})
        for some in combinations(theirs, size):
            found[some].add(who)
    return {
        some: frozenset(people)
        for some, people in found.items()
        if len(people) >= LEAST
    }
