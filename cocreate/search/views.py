"""The page of results."""

from flask import Blueprint, render_template, request, url_for

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.ids import ProjectId
from cocreate.kernel.limits import limited
from cocreate.notices import queries as notices
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.search import narrowing, queries
from cocreate.search.asking import clean
from cocreate.search.narrowing import Address
from cocreate.search.queries import Order, Wish
from cocreate.search.subject import Subject

bp = Blueprint("search", __name__)


@bp.get("/search")
@open_to(Audience.ANYONE)
@limited("search_limit")
def results() -> str:
    actor = current_actor()
    slug = clean(request.args.get("project", ""))[:80]
    project = projects.find_project(actor, slug) if slug else None
    project_id = ProjectId(project.id) if project else None
    address = read_address(project.slug if project else None)
    page = request.args.get("page", 1, type=int)
    wish = Wish(page, address.sort, with_facets=True)
    found = queries.search(
        actor, address.q, kind=address.kind, project_id=project_id, wish=wish
    )
    return render_template(
        "search/results.html",
        typed=address.q,
        kind=address.kind,
        project=project,
        found=found,
        address=address,
        tabs=narrowing.tabs_of(address, found),
        orders=narrowing.orders_of(address, found),
        groups=narrowing.groups_of(address, found),
        chosen=narrowing.chosen_in(address, found),
        may_follow=actor.is_member and not found.is_wordless,
        following=notices.is_following_search(actor, address.q, project_id),
        feed=url_for("feeds.of_search", q=address.q, project=address.project)
        if not found.is_wordless
        else None,
    )


def read_address(slug: str | None) -> Address:
    """What was asked for in the address; what it cannot be is not."""
    kind, order = request.args.get("kind", ""), request.args.get("sort", "")
    return Address(
        clean(request.args.get("q", "")),
        slug,
        Subject(kind) if kind in set(Subject) else None,
        Order(order) if order in set(Order) else Order.RELEVANCE,
    )
