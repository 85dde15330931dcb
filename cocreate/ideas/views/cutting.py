"""The list as one segment has it. For the team; others have no segments."""

from collections.abc import Mapping
from typing import NamedTuple

from flask import request

from cocreate.ideas import queries
from cocreate.ideas.queries import IdeaLine, Wanted, is_unfiltered
from cocreate.kernel.ids import IdeaId, ProjectId
from cocreate.kernel.paging import Page
from cocreate.kernel.policy import Actor
from cocreate.people.queries import SegmentLine, cut_asked
from cocreate.projects.orders import Sort
from cocreate.surfacing import queries as surfacing
from cocreate.votes import queries as votes


class CutPage(NamedTuple):
    """A page of ideas, and how many of a segment's people stand behind each."""

    page: Page[IdeaLine]
    notes: Mapping[IdeaId, str]


def segments_for(actor: Actor) -> tuple[SegmentLine, ...]:
    """What the list can be cut by."""
    return cut_asked(actor, "").known


def page_cut(
    actor: Actor, project_id: ProjectId, wanted: Wanted, segment: SegmentLine | None
) -> CutPage:
    place = request.args.get("page")
    if wanted.sort is Sort.YOURS and is_unfiltered(wanted) and segment is None:
        return CutPage(surfacing.for_you(actor, project_id, place=place), {})
    if segment is None:
        page = queries.lines(actor, project_id, wanted=wanted, place=place)
        return CutPage(page, {})
    page = votes.lines_of_segment(
        actor, project_id, segment.id, wanted=wanted, place=place
    )
    theirs = votes.votes_in_segment(segment.id, [line.id for line in page.rows])
    notes = {
        line.id: f"{theirs.get(line.id, 0):,} of its {line.votes:,}"
        f" {'vote' if line.votes == 1 else 'votes'}: {segment.name}"
        for line in page.rows
    }
    return CutPage(page, notes)
