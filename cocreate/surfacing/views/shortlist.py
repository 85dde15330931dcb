"""A shortlist in proportion: what fits into so many person-days, and why not more."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, request

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.forms import shown
from cocreate.people import queries as people
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.surfacing import queries
from cocreate.surfacing.forms import capacity_form
from cocreate.surfacing.queries import Among, Order, Standing
from cocreate.surfacing.shares import LeftOut, Shortlist, shortlist
from cocreate.surfacing.views.blueprint import bp
from cocreate.votes import queries as votes

MOST_IDEAS = 200
MOST_VOTES = 100_000
USUAL = 60.0


@bp.get("/projects/<slug>/scores/shortlist")
@open_to(Audience.TEAM)
def short_list(slug: str) -> str:
    """Ideas that are left to do and whose effort is known, bought with equal shares."""
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    form = capacity_form(request.args if "capacity" in request.args else None, USUAL)
    valid = "capacity" not in request.args or form.validate()
    cut = people.cut_asked(actor, request.args.get("segment", ""))
    rows = queries.ranked(
        actor,
        project,
        Order.EFFORT,
        size=MOST_IDEAS,
        among=Among(done_too=False, segment_id=cut.id),
    ).rows
    told = tell(rows, form.capacity.data, cut) if valid else {}
    return render_template(
        "surfacing/shortlist.html", project=project, form=shown(form), cut=cut, **told
    )


def tell(rows: Sequence[Standing], capacity: float, cut: people.Cut) -> dict[str, Any]:
    """What is bought; cut by a segment, its people alone share the days."""
    by_key = {row.idea_id: row for row in rows}
    behind = votes.voters_by_idea([*by_key], most=MOST_VOTES, segment_id=cut.id)
    costs = {row.idea_id: row.effort for row in rows if row.effort}
    found = shortlist(costs, behind, capacity)
    return {
        "found": found,
        "rows": by_key,
        "capacity": capacity,
        "why_not": {
            one.idea_id: why_not(one, found, capacity) for one in found.left_out
        },
    }


def why_not(one: LeftOut, found: Shortlist, capacity: float) -> str:
    """Why an idea is not on the shortlist, in a sentence."""
    if not one.voters:
        return "Nobody voted for it."
    if one.cost > capacity:
        return "It costs more than there is."
    missing, rest = one.cost - one.purse, max(capacity - found.spent, 0)
    return (
        f"The {one.voters:,} behind it have {one.purse:,.1f} of its {one.cost:,g} "
        f"days left to spend, {missing:,.1f} too few{paid_for(one.got)}; what was "
        f"left over, {rest:,.1f} days, is too little."
    )


def paid_for(got: int) -> str:
    if not got:
        return ""
    return f"; some of them paid for {'one' if got == 1 else got} on the shortlist"
