"""Where the voices of merged ideas stand: each person once, at the head of the family.

A voice is a vote or a follow. It belongs for ever to the idea it was raised on; where
it stands follows from that and from what is merged into what, and from nothing else.
So whatever is merged and taken apart again, in whatever order, stands as it stood.
"""

from collections.abc import Container, Iterable, Mapping
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from cocreate.kernel.ids import IdeaId, PersonId

CHUNK = 500  # people in one IN condition


class Voice(NamedTuple):
    """One row: whose it is, where it stands, where it was raised, and when."""

    person_id: PersonId
    stands_on: IdeaId
    raised_on: IdeaId
    at: datetime


class Move(NamedTuple):
    """Voices raised on one idea that go from there to its head, or back."""

    raised_on: IdeaId
    head_id: IdeaId
    people: list[PersonId]


class Moves(NamedTuple):
    """What has to change. First all that goes back, then all that goes up."""

    back: list[Move]
    up: list[Move]

    @property
    def ideas(self) -> set[IdeaId]:
        """Every idea that loses or gains a voice."""
        moves = (*self.back, *self.up)
        return {key for move in moves for key in (move.raised_on, move.head_id)}


def moves_of(
    voices: Iterable[Voice],
    heads: Mapping[IdeaId, IdeaId],
    silent: Mapping[IdeaId, PersonId] | None = None,
    resting: Container[tuple[PersonId, IdeaId]] = frozenset(),
) -> Moves:
    """What brings these voices to where they belong, given the head of each idea.

    Of several voices of one person in a family the one raised on its head stands
    there, else the earliest; the others rest where they were raised. Whoever is
    `silent` at a head, its author, has none there; nor has who is `resting` with it.
    """
    back: list[tuple[IdeaId, IdeaId, PersonId]] = []
    up: list[tuple[IdeaId, IdeaId, PersonId]] = []
    spoken: set[tuple[PersonId, IdeaId]] = set()
    quiet = silent or {}
    for voice in sorted(voices, key=lambda voice: precedence(voice, heads)):
        head = heads[voice.raised_on]
        place = voice.person_id, head
        is_quiet = place in resting or quiet.get(head) == voice.person_id
        speaks = place not in spoken and not is_quiet
        spoken.add(place)
        belongs_on = head if speaks else voice.raised_on
        if voice.stands_on == belongs_on:
            continue
        if voice.stands_on != voice.raised_on:
            back.append((voice.raised_on, voice.stands_on, voice.person_id))
        if belongs_on != voice.raised_on:
            up.append((voice.raised_on, belongs_on, voice.person_id))
    return Moves(together(back), together(up))


def as_one(voices: Iterable[Voice], head_id: IdeaId) -> dict[IdeaId, IdeaId]:
    """The heads of ideas that all become one family."""
    return dict.fromkeys((voice.raised_on for voice in voices), head_id)


def precedence(
    voice: Voice, heads: Mapping[IdeaId, IdeaId]
) -> tuple[bool, datetime, IdeaId]:
    """What was raised on the head itself comes first, then what came first."""
    return heads[voice.raised_on] != voice.raised_on, voice.at, voice.raised_on


def together(moves: Iterable[tuple[IdeaId, IdeaId, PersonId]]) -> list[Move]:
    """Moves of the same way, a bounded number of people in each."""
    found: list[Move] = []
    for (raised_on, head_id), same in groupby(sorted(moves), key=lambda one: one[:2]):
        people = [person_id for _, _, person_id in same]
        found += [
            Move(raised_on, head_id, people[start : start + CHUNK])
            for start in range(0, len(people), CHUNK)
        ]
    return found
