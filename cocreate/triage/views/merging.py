"""Two ideas side by side before they are one, and one that is taken apart again."""

from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from cocreate.discussion import queries as discussion
from cocreate.ideas import policy as ideas_policy
from cocreate.ideas import queries as ideas
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import Shown
from cocreate.kernel.headers import framing
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.text import trusted
from cocreate.kernel.transaction import writes
from cocreate.notices import queries as notices
from cocreate.people import queries as people
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.surfacing import queries as surfacing
from cocreate.triage import actions, queries
from cocreate.triage.acts import Act
from cocreate.triage.forms import MergeForm
from cocreate.triage.views.blueprint import bp
from cocreate.triage.views.judging import judged
from cocreate.votes import queries as votes

if TYPE_CHECKING:
    from cocreate.ideas.models import Idea

NO_SUCH = "There is no idea with that number."


@bp.get("/ideas/<int:idea_id>/merge")
@open_to(Audience.TEAM)
def merging(idea_id: int) -> ResponseReturnValue:
    """What a merge would do; of an idea that is merged, what taking it apart would."""
    actor = current_actor()
    idea = ideas.get_idea(actor, IdeaId(idea_id))
    if idea.merged_into_id is not None:
        return render_merged(idea)
    form = MergeForm(request.args)
    if "into" not in request.args:
        return render_merging(idea, Shown({"into": ""}, {}))
    if not form.validate():
        return render_merging(idea, Shown(form.values, form.first_errors)), 422
    if ideas.find_idea(actor, form.number or IdeaId(0)) is None:
        return render_merging(idea, Shown(form.values, {"into": NO_SUCH})), 422
    return render_merging(idea, Shown(form.values, {}), form.number)


def render_merging(
    idea: "Idea", form: Shown, into_id: IdeaId | None = None
) -> Response:
    """Both ideas whole where the other is chosen; else what it might be."""
    actor = current_actor()
    into = ideas.get_page(actor, into_id) if into_id else None
    letter = letter_of(idea, into.title, into.id) if into else None
    page = render_template(
        "triage/merge.html",
        project=projects.get_heading_by_id(actor, idea.project_id),
        idea=ideas.get_page(actor, idea.id),
        into=into,
        form=form,
        queue=request.values.get("queue", ""),
        may_fold=into is not None and ideas_policy.may_fold(idea, into),
        similar=surfacing.ideas_like(actor, idea) if idea.listed else [],
        trusted=trusted,
        audience=notices.audience_of(
            actor,
            {idea.author_id},
            project_id=idea.project_id,
            kind=notices.Kind.MERGED,
        ),
        letter=letter,
        **(consequences(idea.id, into_id) if into_id else {}),
    )
    return framing(page, letter.html if letter else "")


def letter_of(idea: "Idea", into: str, into_id: IdeaId) -> notices.Told:
    """What its author will read."""
    return notices.letter_of(
        by=people.face_of(current_actor().person_id).name,
        words=idea.title,
        detail=into,
        path=f"/ideas/{into_id}",
        kind=notices.Kind.MERGED,
    )


def consequences(idea_id: IdeaId, into_id: IdeaId) -> dict[str, Any]:
    """What would happen to the voices of both."""
    return {
        "votes": votes.meeting(idea_id, into_id),
        "gained": discussion.count_gained(idea_id, into_id),
    }


def render_merged(idea: "Idea") -> str:
    actor = current_actor()
    merge = queries.find_merge(idea.id)
    head_id = ideas.heads_of([idea.id])[idea.id]
    said, followers = discussion.count_raised(idea.id)
    return render_template(
        "triage/merged.html",
        project=projects.get_heading_by_id(actor, idea.project_id),
        idea=idea,
        head=ideas.titles(actor, [head_id]).get(head_id),
        merge=merge,
        merger=people.faces([merge.by_id])[merge.by_id] if merge else None,
        votes=votes.count_raised(idea.id),
        comments=said,
        followers=followers,
    )


@bp.post("/ideas/<int:idea_id>/merge")
@open_to(Audience.TEAM)
@writes
def merge(idea_id: int) -> ResponseReturnValue:
    form = MergeForm(request.form)

    def act() -> IdeaId:
        into_id = form.number or IdeaId(0)
        if ideas.find_idea(current_actor(), into_id) is None:
            raise InvalidError({"into": NO_SUCH})
        key, actor = IdeaId(idea_id), current_actor()
        with actions.judging(actor, key, Act.MERGE, into_id=into_id):
            actions.merge_ideas(actor, key, into_id=into_id)
        flash("Merged. It can be taken apart at any time.", "good")
        return into_id

    return judged(idea_id, form, act, about="into")


@bp.post("/ideas/<int:idea_id>/merge/withdraw")
@open_to(Audience.TEAM)
@writes
def unmerge(idea_id: int) -> Response:
    actor, key = current_actor(), IdeaId(idea_id)
    idea = actions.take_apart(actor, key)
    project = projects.get_heading_by_id(actor, idea.project_id)
    flash("It stands by itself again, with everything that was its own.", "good")
    return redirect(url_for("triage.inbox", slug=project.slug, idea=idea.id), 303)
