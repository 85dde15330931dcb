"""One project: what it promised, what it asks, what is wanted of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from flask import render_template, url_for

from cocreate.discussion.queries import is_following_project as is_following
from cocreate.ideas import policy as ideas_policy
from cocreate.ideas import queries as ideas
from cocreate.journal import queries as journal
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.clock import today
from cocreate.kernel.kept_pages import kept
from cocreate.kernel.remembered import remembered
from cocreate.kernel.text import trusted
from cocreate.notices import queries as notices
from cocreate.people.session import current_actor
from cocreate.projects import policy, queries
from cocreate.projects.phase import Phase
from cocreate.projects.promise import PromiseRow, earlier_of, in_words, rows_of
from cocreate.projects.story import WORDS, dates_of
from cocreate.projects.tomorrow import goal_line
from cocreate.projects.views.blueprint import bp
from cocreate.votes import queries as votes

if TYPE_CHECKING:
    from cocreate.projects.models import Project

TOP = 3
ASKED = 4


@bp.get("/projects/<slug>")
@open_to(Audience.ANYONE)
@kept
def show(slug: str) -> str:
    actor = current_actor()
    project = queries.get_project(actor, slug)
    prompts = journal.open_prompts(actor, project.id, most=ASKED)
    top = ideas.top_lines(actor, project.id, most=TOP)
    return render_template(
        "projects/show.html",
        project=project,
        brief=trusted(project.brief_html),
        phase=WORDS[project.phase],
        dates=dates_of(
            project.phase, queries.phase_history(project), project.decide_by_on
        ),
        prompts=prompts,
        answerers=answerers_of(prompts),
        following=is_following(actor, project.id),
        top=top,
        voted=votes.voted_ids(actor, (line.id for line in top)),
        open_to_vote=votable(top, project),
        entry=journal.latest(actor, project.id),
        promise_words=in_words(project.answer_within_days, project.decide_by_on),
        earlier=earlier_of(queries.promise_history(project)),
        promise_rows=promise_kept(project),
        goals=[goal_line(goal) for goal in queries.goals_of(project)],
        leads=queries.leads_of(project),
        feed=url_for("journal.feed", slug=slug),
        calendar=url_for(
            "feeds.calendar",
            slug=slug,
            token=notices.token_where(actor, private=project.is_private),
        ),
        may_propose=ideas_policy.may_propose(actor, project.phase),
        may_run=policy.may_run(actor, project),
    )


def answerers_of(prompts: Sequence[journal.OpenPrompt]) -> Any:
    """A few faces of those who answered each prompt."""
    ids = tuple(prompt.id for prompt in prompts)
    return remembered(("projects.answerers", *ids), lambda: ideas.faces_by_prompt(ids))


def votable(lines: Any, project: "Project") -> set[int]:
    """The ideas that take votes now, from whomever."""
    return {line.id for line in lines if ideas_policy.takes_votes(line, project.phase)}


def promise_kept(project: "Project") -> list[PromiseRow]:
    days = project.answer_within_days
    answering = remembered(
        ("projects.answering", project.id, days),
        lambda: ideas.answering(project.id, within_days=days),
    )
    return rows_of(
        days,
        project.decide_by_on,
        answering,
        is_decided=policy.is_past(project.phase, Phase.DECIDE),
        today=today(),
    )
