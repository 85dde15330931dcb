"""The programme's page: what it is, the reader's place, their builds, what to do."""

from collections.abc import Mapping
from typing import Any

from flask import render_template
from werkzeug.datastructures import MultiDict

from cocreate.beta import policy, queries
from cocreate.beta.cards import BuildCard, cards_of
from cocreate.beta.forms import ApplicationForm
from cocreate.beta.kinds import PLATFORM_NAMES, SeatRule
from cocreate.beta.standing import Asking, standing_of
from cocreate.beta.views.addressing import place_at
from cocreate.beta.views.blueprint import bp
from cocreate.beta.views.guessing import guessed
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import find_step
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.clock import now
from cocreate.kernel.forms import ProductForm, shown
from cocreate.kernel.kept_pages import kept
from cocreate.kernel.policy import Actor
from cocreate.kernel.text import trusted
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects

NOTHING: Mapping[str, str] = {}


@bp.get("/projects/<slug>/beta")
@open_to(Audience.ANYONE)
@kept
def programme(slug: str) -> str:
    return render_programme(slug)


def render_programme(
    slug: str,
    *,
    application: ProductForm | None = None,
    answers: Any = None,
    wrong: Mapping[str, str] = NOTHING,
    code: str = "",
) -> str:
    """The page; a form on it that was sent and wants mending keeps what was typed."""
    actor = current_actor()
    project = projects.get_project(actor, slug)
    found = queries.find_programme(actor, project.id)
    if found is None:
        return render_template(
            "beta/none.html", project=project, may_run=policy.may_run(actor)
        )
    why_no_testers = policy.why_no_testers(found, project.phase, now())
    standing = standing_of(actor, found, project.phase, invited=bool(code))
    return render_template(
        "beta/programme.html",
        project=project,
        programme=found,
        about=trusted(found.about_html),
        terms=trusted(found.terms_html),
        takes_testers=why_no_testers is None,
        why_no_testers=why_no_testers,
        ended=queries.find_close_out(found.id) if found.closed_at else None,
        standing=standing,
        application=shown(application or first_words(standing.asking), **wrong),
        answers=answers or MultiDict(standing.asking.answers),
        code=code,
        platforms=PLATFORM_NAMES,
        lottery=lottery_of(found),
        may_run=policy.may_run(actor),
        team_builds=team_builds(actor, found),
        in_beta=find_step(project.workflow, Status.IN_BETA, insider=actor.is_company),
    )


def team_builds(actor: Actor, found: Any) -> list[BuildCard]:
    """Every build, where the team reads the page."""
    if not policy.may_run(actor):
        return []
    return cards_of(queries.builds(actor, found.id))


def first_words(asking: Asking) -> ApplicationForm:
    """What the reader's browser tells of what they read this on, where that will do."""
    guess = guessed()
    fits = not asking.platforms or guess["platform"] in {*asking.platforms}
    return ApplicationForm(data=guess if fits else {})


def lottery_of(found: Any) -> Any:
    return queries.find_lottery(found.id) if found.rule is SeatRule.LOTTERY else None


@bp.get("/projects/<slug>/beta/terms")
@open_to(Audience.ANYONE)
def terms(slug: str) -> str:
    """Every version of the terms, so that what was accepted can be read again."""
    project, found = place_at(slug)
    versions = queries.terms_versions(found.id)
    return render_template(
        "beta/terms.html",
        project=project,
        programme=found,
        versions=[(kept_as, trusted(kept_as.terms_html)) for kept_as in versions],
    )
