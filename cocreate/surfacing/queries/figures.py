"""Who was heard in a project, in figures: counted by a job, read by the page."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import AttributeId, ProjectId, SegmentId
from cocreate.kernel.remembered import remembered
from cocreate.people.queries import attributes, every_segment
from cocreate.projects.queries import ids_by_size
from cocreate.surfacing.models import HeardFigures
from cocreate.votes import queries as votes
from cocreate.votes.queries import Voices

LONGER = 15.0  # a site whose worker rests counts for itself, and not at every look


@dataclass(frozen=True, slots=True)
class Figures:
    """What customers said in a project: all, by segment, by what is known of them."""

    everybody: Voices
    by_segment: Mapping[SegmentId, Voices]
    by_value: Mapping[AttributeId, Mapping[str, Voices]]
    spread: Mapping[int, int]  # how many cast so many votes each
    counted_at: datetime


def figures_of(project_id: ProjectId) -> Figures:
    """What is kept; counted now where nothing is, or where there are new groups."""
    kept = find_figures(project_id)
    if kept and speaks_of_all(kept):
        return kept
    return remembered(
        ("surfacing.heard", project_id),
        lambda: count_figures(project_id),
        longer=LONGER,
    )


def speaks_of_all(kept: Figures) -> bool:
    return (
        kept.by_segment.keys() == wanted_segments()
        and kept.by_value.keys() == wanted_attributes()
    )


def wanted_segments() -> set[SegmentId]:
    return {line.id for line in every_segment()}


def wanted_attributes() -> set[AttributeId]:
    return {line.id for line in attributes() if line.groups}


def find_figures(project_id: ProjectId) -> Figures | None:
    kept = db.session.execute(
        select(HeardFigures.told, HeardFigures.counted_at).where(
            HeardFigures.project_id == project_id
        )
    ).one_or_none()
    return read(kept.told, kept.counted_at) if kept else None


def heard_projects() -> list[ProjectId]:
    """The projects whose figures are kept: all."""
    return list(db.session.scalars(ids_by_size(None)))


def count_figures(project_id: ProjectId) -> Figures:
    """Counted from who takes part, which a job of votes keeps."""
    segments = votes.voices_by_segment(project_id)
    nobody = Voices(0, 0, 0)
    return Figures(
        votes.voices_in(project_id),
        {key: segments.get(key, nobody) for key in wanted_segments()},
        {key: votes.voices_by_value(project_id, key) for key in wanted_attributes()},
        votes.spread_of_votes(project_id),
        now(),
    )


def written(figures: Figures) -> str:
    return json.dumps(
        {
            "everybody": figures.everybody,
            "by_segment": {str(key): one for key, one in figures.by_segment.items()},
            "by_value": {str(key): one for key, one in figures.by_value.items()},
            "spread": {str(key): people for key, people in figures.spread.items()},
        }
    )


def read(told: str, counted_at: datetime) -> Figures:
    said = json.loads(told)
    return Figures(
        Voices(*said["everybody"]),
        {SegmentId(int(key)): Voices(*one) for key, one in said["by_segment"].items()},
        {
            AttributeId(int(key)): {value: Voices(*one) for value, one in some.items()}
            for key, some in said["by_value"].items()
        },
        {int(key): people for key, people in said["spread"].items()},
        counted_at,
    )
