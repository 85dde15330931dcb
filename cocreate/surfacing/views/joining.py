"""Join what is close to an idea being written, without leaving the composer."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from cocreate.discussion import actions as discussion
from cocreate.discussion.forms import comment_form
from cocreate.ideas.composer import ComposerForm
from cocreate.ideas.views.composing import keep_sent, render_composer, sent_form, typed
from cocreate.ideas.views.similar import panel_of
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.again import asks_again
from cocreate.kernel.errors import CoCreateError, InvalidError
from cocreate.kernel.form_pages import form_on
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import transaction
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.surfacing.views.blueprint import bp
from cocreate.votes import actions as votes
from cocreate.votes.fingerprint import current_fingerprint

JOINING = ("vote", "unvote", "case")


@bp.post("/projects/<slug>/ideas/similar")
@form_on("ideas.new")
@open_to(Audience.ANYONE)
@asks_again(typed)
@limited("similar_limit")
def similar(slug: str) -> ResponseReturnValue:
    """What is close to the words as they stand, after joining one if asked to.

    A piece of the composer for its script; without one the composer as it was, with
    everything that was typed.
    """
    form = sent_form(slug)
    joined, refusal = join_safely(form)
    project = projects.get_heading(current_actor(), slug)
    panel = panel_of(project, form, joined=joined, refusal=refusal)
    if "HX-Request" in request.headers:
        return render_template("ideas/_close.html", similar=panel)
    if form.words().is_empty:
        return render_composer(slug, form, similar=panel)
    keep_sent(slug, form)
    return render_composer(slug, form, similar=panel)


def join_safely(form: ComposerForm) -> tuple[IdeaId | None, str]:
    """The idea that the words joined as a case, and why something was refused."""
    asked = [(name, request.form.get(name, type=int)) for name in JOINING]
    chosen = [(name, IdeaId(key)) for name, key in asked if key]
    if not chosen:
        return None, ""
    try:
        with transaction():
            return join(form, *chosen[0]), ""
    except InvalidError as refusal:
        return None, next(iter(refusal.fields.values()))
    except CoCreateError as refusal:
        return None, str(refusal)


def join(form: ComposerForm, how: str, idea_id: IdeaId) -> IdeaId | None:
    actor = current_actor()
    if how == "vote":
        votes.cast_vote(actor, idea_id, fingerprint=current_fingerprint())
        return None
    if how == "unvote":
        votes.withdraw_vote(actor, idea_id)
        return None
    idea = form.draft()
    case = comment_form({"body": f"{idea.title}\n\n{idea.body}".strip()})
    case.require_valid()
    discussion.post_comment(actor, body=case.body.data, idea_id=idea_id)
    return idea_id
