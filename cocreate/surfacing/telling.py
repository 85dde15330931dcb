"""How a score is told in words: each part's figure, and what would change its rank."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cocreate.kernel.ids import IdeaId
from cocreate.kernel.policy import Actor
from cocreate.surfacing.queries import (
    FARTHEST,
    Opened,
    Weighed,
    Without,
    opened_of,
)
from cocreate.surfacing.scoring import Evidence, Line, Part, Weights

NAMES = {
    Part.REACH: "Reach",
    Part.IMPORTANCE: "Importance",
    Part.MOMENTUM: "Momentum",
    Part.SEGMENTS: "Segments",
    Part.CONFIDENCE: "Confidence",
    Part.EFFORT: "Little effort",
}
TEENS = range(11, 14)


class Row(NamedTuple):
    """One part as it is shown: points of the most it could be, and why."""

    name: str
    points: float
    of: float
    why: str
    line: Line


class Told(NamedTuple):
    """A score in short, for the desk."""

    idea_id: IdeaId
    value: str
    rows: list[Row]
    place: str


def told_score(actor: Actor, idea: Any) -> Told | None:
    """The score of an idea that the actor was let to, its parts and its place."""
    opened = opened_of(actor, idea)
    if opened is None:
        return None
    place = f"{place_of(opened)} of {opened.among:,}"
    return Told(opened.idea_id, f"{opened.value:.1f}", rows_of(opened), place)


def rows_of(opened: Opened) -> list[Row]:
    """The parts of a score that weigh anything, in their order."""
    evidence, weights = opened.kept.evidence, opened.weights
    return [
        Row(
            NAMES[line.part],
            round(line.points, 1),
            line.most,
            why_of(line, evidence, weights),
            line,
        )
        for line in opened.worked.lines
        if line.weight
    ]


def why_of(line: Line, evidence: Evidence, weights: Weights) -> str:
    """What a part begins with, and how that becomes a share."""
    reach_half = f"{weights.reach_half:,g} would be half"
    return {
        Part.REACH: f"{people(evidence.people)}; {reach_half}",
        Part.IMPORTANCE: f"{people(evidence.said)} said how much it matters",
        Part.MOMENTUM: f"as {line.raw or 0:,.1f} votes of today; "
        f"{weights.momentum_half:,g} would be half",
        Part.SEGMENTS: f"{evidence.weighted:,g} by segment; {reach_half}",
        Part.CONFIDENCE: sureness_of(line.raw or 0.0, evidence),
        Part.EFFORT: effort_of(evidence.effort, weights.effort_half),
    }[line.part]


def sureness_of(bound: float, evidence: Evidence) -> str:
    if evidence.seen <= evidence.people:
        return f"as sure as {people(evidence.people)} can make it"
    return (
        f"{evidence.people:,} of {evidence.seen:,} who saw it stand behind it: "
        f"at least {bound:.0%}, surely"
    )


def effort_of(effort: float | None, half: float) -> str:
    if effort is None:
        return "nobody entered it yet: half"
    return f"{effort:,g} person-days; {half:,g} would be half"


def people(number: int) -> str:
    return f"{number:,} person" if number == 1 else f"{number:,} people"


def place_of(one: Opened | Without) -> str:
    """Where it stands: 3rd, and far down only that it is not among the first."""
    return nth(one.rank) if one.rank else f"after the {nth(FARTHEST)}"


def nth(number: int) -> str:
    """A place as it is said: 1st, 2nd, 3rd, 4th."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{'th' if number % 100 in TEENS else ending}"


def sentence_of(opened: Opened, without: Without) -> str:
    """Where the idea would stand without some people."""
    who = listed(without.names) if without.names else "the company's own people"
    if without.names:
        count = len(without.names)
        which = "its largest account" if count == 1 else f"its {count} largest accounts"
        who = f"{which} ({who})"
    about = "about " if without.is_about and without.rank else ""
    move = (
        f"it stays {place_of(opened)}"
        if without.rank == opened.rank
        else f"{place_of(opened)} → {about}{place_of(without)}"
    )
    return f"Without {who}: {move}"


def listed(names: tuple[str, ...]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


# ── What the weights were ─────────────────────────────────────────────────────

SAID = {
    **{part.value: NAMES[part] for part in Part},
    "reach_half": "Half of reach",
    "momentum_half": "Half of momentum",
    "effort_half": "Half of little effort",
    "formula": "Own formula",
}


class Change(NamedTuple):
    """One weight that was another before."""

    name: str
    was: str
    became: str


def changes_of(
    former: Sequence[Weighed], segments: Mapping[int, str]
) -> dict[int, list[Change]]:
    """What each set of weights changed of the one before it, the first of ours."""
    before = [*(one.weights for one in former[1:]), Weights()]
    return {
        one.id: changes_between(was, one.weights, segments)
        for one, was in zip(former, before, strict=False)
    }


def changes_between(
    was: Weights, became: Weights, segments: Mapping[int, str]
) -> list[Change]:
    old, new = told_of(was, segments), told_of(became, segments)
    names = {**old, **new}
    return [
        Change(name, old.get(name, "nothing"), new.get(name, "nothing"))
        for name in names
        if old.get(name) != new.get(name)
    ]


def told_of(weights: Weights, segments: Mapping[int, str]) -> dict[str, str]:
    """All of a set of weights, by what each is called."""
    written = weights.written()
    own = {SAID[name]: said(written[name]) for name in SAID}
    theirs = {
        f"Segment {segments.get(key, 'that is gone')}": said(weight)
        for key, weight in weights.of_segments.items()
    }
    return own | theirs


def said(value: float | str) -> str:
    return (value or "nothing") if isinstance(value, str) else f"{value:,g}"
