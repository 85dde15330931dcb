"""Which groups stand out, and what a moderator is to know of each of their people.

How many groups and sets of ideas were looked at is counted in (Bonferroni): the chance
told is that of finding anything so unlikely among all that was looked at.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.moderation.rings.casts import Cast, Group, Seen, Sign
from cocreate.moderation.rings.chance import tail, would_vote
from cocreate.moderation.rings.groups import Ideas, alike, by_birth, by_device, by_hour

BY_CHANCE = 1e-5  # what is no less likely than this is not told
# A link that is passed on brings people in one hour, one taste to the same two ideas.
BY_LINK_OR_TASTE = 1e-9
LIKE_OTHERS = 0.01  # an office of one address whose people vote as everybody does
A_TASTE, A_PATTERN = 2, 3  # ideas in common


class Found(NamedTuple):
    """A group of whom more vote for an idea than chance explains."""

    sign: Sign
    idea_id: IdeaId
    people: frozenset[PersonId]
    expected: float  # of them, by what all others vote for
    chance: float
    ideas: int = 1  # that all of them vote for


class Suspect(NamedTuple):
    """One of the people behind votes that stand out."""

    voter_id: PersonId
    cast_at: datetime
    joined_at: datetime
    signs: tuple[Sign, ...]
    shared: int  # others here who voted from the same device
    together: int  # others here with another idea in common


class Suspicion(NamedTuple):
    """Votes on an idea that a person should look at, and why."""

    idea_id: IdeaId
    found: tuple[Found, ...]
    people: tuple[Suspect, ...]
    votes: int  # on the idea, of all that were looked at

    @property
    def chance(self) -> float:
        return min(one.chance for one in self.found)


def suspicions(
    casts: Iterable[Cast],
    *,
    settled: Mapping[IdeaId, Collection[PersonId]] | None = None,
) -> list[Suspicion]:
    """What stands out, idea by idea, the least likely first.

    Of each sign the plainest group. Who is `settled` on an idea has been judged there:
    nobody is brought before the moderators twice for one vote. What was kept there says
    nothing about others; what was taken out of the count still does.
    """
    known = settled or {}
    seen = Seen(
        one
        for one in casts
        if not one.counts or one.voter_id not in known.get(one.idea_id, ())
    )
    by_idea: dict[IdeaId, list[Found]] = defaultdict(list)
    for one in sorted(find_groups(seen), key=lambda one: (one.chance, one.sign)):
        if one.sign not in {other.sign for other in by_idea[one.idea_id]}:
            by_idea[one.idea_id].append(one)
    found = [
        suspicion
        for idea_id, groups in by_idea.items()
        if (suspicion := suspicion_of(seen, idea_id, groups, known.get(idea_id, ())))
    ]
    return sorted(found, key=lambda one: (one.chance, one.idea_id))


def suspicion_of(
    seen: Seen, idea_id: IdeaId, groups: list[Found], settled: Collection[PersonId]
) -> Suspicion | None:
    """The hour alone is told where nothing plainer is found."""
    plainer = [one for one in groups if one.sign is not Sign.AT_ONCE]
    told = tuple(plainer or groups)
    people = frozenset[PersonId]().union(*(one.people for one in told))
    suspects = tuple(suspects_of(seen, idea_id, told, people))
    fresh = tuple(one for one in suspects if one.voter_id not in settled)
    if not fresh:
        return None
    return Suspicion(idea_id, told, fresh, len(seen.of[idea_id]))


def suspects_of(
    seen: Seen, idea_id: IdeaId, found: tuple[Found, ...], people: frozenset[PersonId]
) -> Iterator[Suspect]:
    casts = [one for one in seen.of[idea_id] if one.voter_id in people]
    devices = Counter(one.fingerprint for one in casts)
    theirs = {
        who: {one.idea_id for one in seen.by[who]} - {idea_id} for who in sorted(people)
    }
    for one in casts:
        own = theirs[one.voter_id]
        alike_to = sum(bool(own & other) for other in theirs.values()) - bool(own)
        yield Suspect(
            one.voter_id,
            one.at,
            one.joined_at,
            tuple(group.sign for group in found if one.voter_id in group.people),
            devices[one.fingerprint] - 1 if one.fingerprint is not None else 0,
            alike_to,
        )


def find_groups(seen: Seen) -> Iterator[Found]:
    """Every group that stands out."""
    for groups in (by_device, by_birth, by_hour):
        looked_at = list(groups(seen))
        for group in looked_at:
            found = judged(seen, group, tried=len(looked_at))
            link = group.sign is Sign.AT_ONCE
            if found.chance < (BY_LINK_OR_TASTE if link else BY_CHANCE):
                yield found
    for size, bar in ((A_TASTE, BY_LINK_OR_TASTE), (A_PATTERN, BY_CHANCE)):
        tried = math.comb(len(seen.of), size)
        voted = Counter(len(seen.by[who]) for who in seen.few)
        for some, people in alike(seen, size).items():
            for found in judged_alike(seen, some, people, voted):
                chance = min(1.0, tried * found.chance)
                if chance < bar:
                    yield found._replace(chance=chance)


def judged(seen: Seen, group: Group, *, tried: int) -> Found:
    share = seen.share(group)
    expected = sum(would_vote(share, len(seen.by[who])) for who in group.people)
    chance = tail(len(group.those), expected)
    if group.sign is Sign.DEVICE and chance < LIKE_OTHERS:
        expected = seen.from_device(group)
        chance = tail(len(group.those), expected)
    chance = min(1.0, tried * chance)
    return Found(group.sign, group.idea_id, group.those, expected, chance)


def judged_alike(
    seen: Seen, some: Ideas, people: frozenset[PersonId], voted: Mapping[int, int]
) -> list[Found]:
    """How many would vote for all of these ideas if they chose one by one."""
    shares = [
        seen.share(Group(Sign.TOGETHER, idea_id, people, people)) for idea_id in some
    ]
    expected = sum(
        number * math.prod(would_vote(share, votes) for share in shares)
        for votes, number in voted.items()
        if votes >= len(some)
    )
    chance = tail(len(people), expected)
    return [
        Found(Sign.TOGETHER, idea_id, people, expected, chance, len(some))
        for idea_id in some
    ]
