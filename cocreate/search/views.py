"""The page of results."""

from flask import Blueprint, Response, render_template, request, url_for

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.afterwards import leave_word
from cocreate.kernel.audit import logged
from cocreate.kernel.ids import ProjectId
from cocreate.kernel.limits import limited
from cocreate.kernel.spreadsheets import csv_line
from cocreate.notices import queries as notices
from cocreate.people.queries import cut_asked
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.search import narrowing, queries
from cocreate.search.asking import clean
from cocreate.search.narrowing import Address
from cocreate.search.queries import Order, Report, SearchedLine, Wish
from cocreate.search.subject import Subject
from cocreate.search.tally import SEARCHED

bp = Blueprint("search", __name__)


@bp.get("/search")
@open_to(Audience.ANYONE)
@limited("search_limit")
def results() -> str:
    actor = current_actor()
    slug = clean(request.args.get("project", ""))[:80]
    project = projects.find_project(actor, slug) if slug else None
    project_id = ProjectId(project.id) if project else None
    cut = cut_asked(actor, request.args.get("segment", ""))
    address = read_address(project.slug if project else None, cut.slug)
    page = request.args.get("page", 1, type=int)
    wish = Wish(page, address.sort, with_facets=True)
    found = queries.search(
        actor,
        address.q,
        kind=address.kind,
        project_id=project_id,
        segment_id=cut.id,
        wish=wish,
    )
    if wish.page == 1 and not found.is_broken:
        leave_word(SEARCHED, project_id or 0, found.words, bool(found.number))
    return render_template(
        "search/results.html",
        typed=address.q,
        kind=address.kind,
        project=project,
        found=found,
        cut=cut,
        looked_at=queries.LOOKED_AT,
        address=address,
        tabs=narrowing.tabs_of(address, found),
        orders=narrowing.orders_of(address, found),
        groups=narrowing.groups_of(address, found),
        chosen=narrowing.chosen_in(address, found),
        may_follow=actor.is_member and not found.is_wordless and not cut.chosen,
        following=notices.is_following_search(actor, address.q, project_id),
        feed=url_for("feeds.of_search", q=address.q, project=address.project)
        if not found.is_wordless
        else None,
    )


def read_address(slug: str | None, segment: str | None) -> Address:
    """What was asked for in the address; what it cannot be is not."""
    kind, order = request.args.get("kind", ""), request.args.get("sort", "")
    return Address(
        clean(request.args.get("q", "")),
        slug,
        Subject(kind) if kind in set(Subject) else None,
        Order(order) if order in set(Order) else Order.RELEVANCE,
        segment,
    )


@bp.get("/administration/searched")
@open_to(Audience.ADMINISTRATORS)
def searched_everywhere() -> str:
    report = queries.searched(current_actor(), None)
    return render_template("search/searched.html", report=report, days=queries.DAYS)


@bp.get("/administration/searched.csv")
@open_to(Audience.ADMINISTRATORS)
@logged
def searched_everywhere_as_csv() -> Response:
    return as_csv(queries.searched(current_actor(), None))


@bp.get("/projects/<slug>/searched")
@open_to(Audience.TEAM)
def searched_in(slug: str) -> str:
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    return render_template(
        "search/searched_in.html",
        project=project,
        report=queries.searched(actor, project.id),
        days=queries.DAYS,
    )


@bp.get("/projects/<slug>/searched.csv")
@open_to(Audience.TEAM)
@logged
def searched_in_as_csv(slug: str) -> Response:
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    return as_csv(queries.searched(actor, project.id))


def as_csv(report: Report) -> Response:
    """One line for words that were searched for often, and how often in vain."""
    lines = dict.fromkeys([*report.most, *report.in_vain])
    written = "".join(map(csv_line, (SearchedLine._fields, *lines)))
    name = {"Content-Disposition": 'attachment; filename="searched.csv"'}
    return Response(written, mimetype="text/csv", headers=name)
