"""What a score would be without some people: where an idea would stand then.

Of the idea itself and of every other that those people stand behind the evidence is
taken without them, and weighed as before; all others keep their stored value. So the
rank is exact, as long as what those people did is no more than is read.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from cocreate.discussion import queries as discussion
from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId, SegmentId
from cocreate.kernel.policy import Actor
from cocreate.people import queries as people
from cocreate.surfacing.models import Score
from cocreate.surfacing.queries.evidence import KEPT, kept_of
from cocreate.surfacing.queries.scores import Opened, count_before, rank_after
from cocreate.surfacing.scoring import WORTH, Evidence, Weights, worked
from cocreate.surfacing.standing import Counted
from cocreate.votes import queries as votes
from cocreate.votes.kinds import Importance
from cocreate.votes.trend import without_vote

AUTHOR = Idea.author_id
LARGEST = 3
MOST_PEOPLE = 1_000
MOST_READ = 2_000
ACCOUNTS = ("account", "company", "organisation", "organization")
WORTH_MORE = ("revenue", "annual-revenue", "arr", "mrr")


class Without(NamedTuple):
    """Where an idea would stand without some people."""

    names: tuple[str, ...]  # of accounts; none: the company's own people
    behind: int  # of these people, who stand behind it
    value: float
    rank: int | None  # None after the last that is counted
    is_about: bool  # they did more than was read


def withouts(actor: Actor, opened: Opened) -> list[Without]:
    """Without its largest accounts, without the company: where that moves anybody."""
    largest = without_largest(actor, opened)
    company = without_company(opened)
    return [one for one in (largest, company) if one is not None]


def without_largest(actor: Actor, opened: Opened) -> Without | None:
    """Without everybody of the three accounts behind it that are worth the most.

    By revenue, where that is known of people, else by how many of them voted. None
    where it is not known to which account people belong.
    """
    known = {line.slug: line for line in people.attributes()}
    account = next((slug for slug in ACCOUNTS if slug in known), None)
    if account is None:
        return None
    worth = next((slug for slug in known if slug.startswith(WORTH_MORE)), "")
    groups = votes.accounts_behind(
        actor, opened.idea_id, account=account, worth=worth, most=LARGEST
    )
    if not groups:
        return None
    names = tuple(group.value for group in groups)
    theirs = people.people_valued(known[account].id, names, most=MOST_PEOPLE)
    return without(opened, theirs, names)


def without_company(opened: Opened) -> Without | None:
    """Without whoever works for the company, who voted or proposed it."""
    return without(opened, people.employee_ids(most=MOST_PEOPLE), ())


@dataclass(slots=True)
class Part:
    """What some people did for one idea."""

    people: set[PersonId] = field(default_factory=set)
    votes: list[datetime] = field(default_factory=list)
    said: list[Importance] = field(default_factory=list)
    weighted: float = 0.0


def without(
    opened: Opened, theirs: Sequence[PersonId], names: tuple[str, ...]
) -> Without | None:
    """None where nobody of them stands behind it."""
    wanted = frozenset(theirs)
    parts, is_about = parts_of(opened.project_id, theirs, opened.weights)
    if opened.idea_id not in parts and opened.author_id not in wanted:
        return None
    rows = touched(opened, parts, theirs)
    values: dict[IdeaId, float] = {}
    for row in rows:
        part = parts[row.idea_id]
        if row.author_id in wanted:
            part.people.add(row.author_id)
        evidence = lessened(kept_of(row), part)
        values[row.idea_id] = worked(evidence, opened.weights, row.valued_at).value
    value = values[opened.idea_id]
    mine = (value, opened.idea_id)
    before = count_before(opened.project_id, *mine)
    if rank_after(before):
        before -= sum((row.value, row.idea_id) > mine for row in rows)
        before += sum((values[key], key) > mine for key in values)
    behind = len(parts[opened.idea_id].people)
    is_about = is_about or len(theirs) >= MOST_PEOPLE
    return Without(names, behind, value, rank_after(before), is_about)


def parts_of(
    project_id: ProjectId, theirs: Sequence[PersonId], weights: Weights
) -> tuple[defaultdict[IdeaId, Part], bool]:
    """What these people did for the ideas of a project; whether that was not all."""
    parts: defaultdict[IdeaId, Part] = defaultdict(Part)
    if not theirs:
        return parts, False
    voices = votes.voices_of(theirs, project_id, most=MOST_READ)
    spoken = discussion.spoken_by(theirs, project_id, most=MOST_READ)
    segments = people.segments_of(theirs) if weights.of_segments else {}
    for voice in voices:
        part = parts[voice.idea_id]
        part.people.add(voice.voter_id)
        part.votes.append(voice.at)
        part.weighted += weight_of(segments.get(voice.voter_id, ()), weights)
        if voice.importance is not None:
            part.said.append(voice.importance)
    for speaking in spoken:
        parts[speaking.idea_id].people.add(speaking.person_id)
    return parts, MOST_READ in {len(voices), len(spoken)}


def weight_of(segments: Iterable[SegmentId], weights: Weights) -> float:
    return math.fsum(weights.of_segments.get(key, 0.0) for key in segments)


def touched(
    opened: Opened, parts: Iterable[IdeaId], theirs: Sequence[PersonId]
) -> Sequence[Any]:
    """The scores of this idea and of all that these people stand behind."""
    proposed = (
        select(Score.idea_id)
        .join(Idea, Idea.id == Score.idea_id)
        .where(Idea.author_id.in_(theirs), Score.project_id == opened.project_id)
        .limit(MOST_READ)
    )
    concerned = {opened.idea_id, *parts, *db.session.scalars(proposed)}
    query = select(*KEPT, AUTHOR).join(Idea, Idea.id == Score.idea_id)
    return db.session.execute(query.where(Score.idea_id.in_(concerned))).all()


def lessened(kept: Counted, part: Part) -> Evidence:
    """What is left of the evidence without what some people did."""
    evidence, trend = kept.evidence, kept.evidence.trend
    for number, at in enumerate(sorted(part.votes), start=1):
        trend = without_vote(trend, at, votes_left=kept.votes - number)
    worth = math.fsum(WORTH[one] for one in part.said)
    return evidence._replace(
        people=max(evidence.people - len(part.people), 0),
        said=max(evidence.said - len(part.said), 0),
        worth=max(evidence.worth - worth, 0.0),
        trend=trend,
        weighted=max(evidence.weighted - part.weighted, 0.0),
    )
