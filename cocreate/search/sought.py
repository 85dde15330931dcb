"""What is sought: all that was typed, as the index and the database take it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, not_

from cocreate.kernel.clock import today
from cocreate.kernel.ids import ProjectId, SegmentId
from cocreate.kernel.policy import Actor
from cocreate.people.queries import members_of
from cocreate.projects import queries as projects
from cocreate.projects.queries import ProjectPlace
from cocreate.search import seeking
from cocreate.search.asking import Limit, Reading, as_words, read
from cocreate.search.index import Scope
from cocreate.search.meanings import Operator, day_from, plain
from cocreate.search.seeking import Meaning, Reader
from cocreate.search.sources import Source
from cocreate.search.subject import Subject
from cocreate.search.words import Asked
from cocreate.votes.queries import said_by

EVERY_KIND = frozenset(Subject)
IDEAS = frozenset({Subject.IDEA})
KINDS = {
    **{str(kind): kind for kind in Subject},
    **{f"{kind}s": kind for kind in Subject},
    "journal": Subject.ENTRY,
    "entries": Subject.ENTRY,
    "news": Subject.ENTRY,
}


class Sought(NamedTuple):
    """What is asked of the index, where, and what the database is asked besides."""

    reading: Reading
    asked: Asked
    kinds: frozenset[Subject] = EVERY_KIND
    projects: tuple[ProjectId, ...] | None = None  # None: wherever the reader may look
    conditions: tuple[ColumnElement[bool], ...] = ()  # on ideas
    is_moving: bool = False  # asks for what no index knows
    segment_id: SegmentId | None = None  # whose words and ideas, for the team
    places: tuple[ProjectPlace, ...] = ()  # the reader's projects, where they were read

    @property
    def scope(self) -> Scope:
        every = self.kinds == EVERY_KIND
        kinds = () if every else tuple(one for one in Subject if one in self.kinds)
        return Scope(kinds, self.projects)

    def said_by(self, segment_id: SegmentId | None) -> "Sought":
        """Cut to what people of a segment said, and the ideas they stand behind."""
        if segment_id is None:
            return self
        return self._replace(segment_id=segment_id, is_moving=True)

    def asked_of(self, source: Source) -> tuple[ColumnElement[bool], ...]:
        """Of ideas the database is asked all; the index alone knows of other kinds."""
        is_idea = source.kind is Subject.IDEA
        asked = self.conditions if is_idea else ()
        if self.segment_id is None:
            return asked
        if is_idea:
            return (*asked, said_by(self.segment_id))
        return (*asked, source.author_id.in_(members_of(self.segment_id)))

    def within(self, kinds: Iterable[Subject]) -> "Sought":
        return self._replace(kinds=self.kinds & frozenset(kinds))

    def met_by(self, meaning: Meaning) -> "Sought":
        """Narrowed to what this means."""
        asked = self.asked
        told = (*asked.facts, meaning.facts) if meaning.facts else asked.facts
        return self.limited(meaning, meaning.condition, asked._replace(facts=told))

    def without(self, meaning: Meaning) -> "Sought":
        """Narrowed to all but what this means."""
        told = self.asked.without_facts | meaning.facts
        asked = self.asked._replace(without_facts=told)
        return self.limited(meaning, not_(meaning.condition), asked)

    def limited(
        self, meaning: Meaning, condition: ColumnElement[bool], asked: Asked
    ) -> "Sought":
        narrowed = self.within(IDEAS) if meaning.ideas_only else self
        return narrowed._replace(
            asked=asked,
            conditions=(*self.conditions, condition),
            is_moving=self.is_moving or not meaning.facts,
        )


def seek(
    actor: Actor,
    typed: str,
    kinds: Iterable[Subject] = (),
    project_id: ProjectId | None = None,
) -> Sought:
    """What a reader means by what they typed; what nobody understands is words."""
    reading = read(typed)
    reader = Reader(actor, known_places(actor, reading))
    understood = [limit for limit in reading.limits if is_understood(reader, limit)]
    others = tuple(one for one in reading.limits if one not in understood)
    reading = as_words(reading, others)
    inside = (project_id,) if project_id else None
    sought = Sought(reading, reading.asked, projects=inside, places=reader.places)
    sought = sought.within(kinds or EVERY_KIND)
    for limit in reading.limits:
        sought = narrowed(sought, reader, limit)
    return sought


def known_places(actor: Actor, reading: Reading) -> tuple[ProjectPlace, ...]:
    """The reader's projects, where what was typed may speak of them."""
    speaking = {Operator.STATUS, Operator.PROJECT, Operator.IS}
    if not any(limit.operator in speaking for limit in reading.limits):
        return ()
    return tuple(projects.places(actor))


def is_understood(reader: Reader, limit: Limit) -> bool:
    match limit.operator:
        case Operator.PROJECT:
            return bool(called(reader.places, limit.values))
        case Operator.KIND:
            return bool(kinds_called(limit.values))
        case Operator.BEFORE | Operator.AFTER:
            return day_of(limit) is not None
        case _:
            of = seeking.MEANINGS[limit.operator]
            return bool(limit.values) and all(of(reader, one) for one in limit.values)


def narrowed(sought: Sought, reader: Reader, limit: Limit) -> Sought:
    match limit.operator:
        case Operator.PROJECT:
            return at_places(sought, reader, limit)
        case Operator.KIND:
            named = kinds_called(limit.values)
            return sought.within(EVERY_KIND - named if limit.is_without else named)
        case Operator.BEFORE | Operator.AFTER:
            return in_time(sought, limit)
        case _:
            of = seeking.MEANINGS[limit.operator]
            meanings = (of(reader, value) for value in limit.values)
            meant = seeking.any_of(one for one in meanings if one)
            return sought.without(meant) if limit.is_without else sought.met_by(meant)


def at_places(sought: Sought, reader: Reader, limit: Limit) -> Sought:
    named = called(reader.places, limit.values)
    every = [place.id for place in reader.places]
    here = [key for key in every if (key in named) is not limit.is_without]
    if sought.projects is not None:
        here = [key for key in here if key in sought.projects]
    return sought._replace(projects=tuple(here))


def called(places: Sequence[ProjectPlace], values: Sequence[str]) -> set[ProjectId]:
    """The projects of these names, or whose address says so."""
    wanted = {plain(value) for value in values}
    return {place.id for place in places if {place.slug, plain(place.name)} & wanted}


def kinds_called(values: Iterable[str]) -> frozenset[Subject]:
    return frozenset(KINDS[plain(one)] for one in values if plain(one) in KINDS)


def day_of(limit: Limit) -> int | None:
    return day_from(limit.values[0], today()) if limit.values else None


def in_time(sought: Sought, limit: Limit) -> Sought:
    """All but what was said before a day is what was said from it on."""
    day, asked = day_of(limit), sought.asked
    assert day is not None
    if (limit.operator is Operator.AFTER) is not limit.is_without:
        after = day if asked.after is None else max(asked.after, day)
        condition = seeking.said_from(day)
        asked = asked._replace(after=after)
    else:
        before = day if asked.before is None else min(asked.before, day)
        condition = seeking.said_before(day)
        asked = asked._replace(before=before)
    return sought._replace(asked=asked, conditions=(*sought.conditions, condition))
