"""The composer: write first, look at it, share it."""

from collections.abc import Mapping
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.config import current
from cocreate.ideas import actions, policy, queries
from cocreate.ideas.composer import ComposerForm, composer_form
from cocreate.ideas.drafts import Words
from cocreate.ideas.queries import asked_of
from cocreate.ideas.views.along import described, sent_files
from cocreate.ideas.views.blueprint import bp
from cocreate.ideas.views.similar import Panel, panel_of
from cocreate.journal import queries as journal
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.again import asks_again
from cocreate.kernel.by_hand import filled_by_hand
from cocreate.kernel.errors import ForbiddenError, InvalidError
from cocreate.kernel.form_pages import form_on
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import ProjectId, PromptId, fresh_token
from cocreate.kernel.limits import limited
from cocreate.kernel.policy import why_not_write
from cocreate.kernel.text import render_markdown, trusted
from cocreate.kernel.transaction import transaction
from cocreate.kernel.visitors import hash_of, recognised_visitor, visitor
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects

KEPT = "What you wrote is kept as a draft."
LONGEST_START = 500
LEAST_KEY, MOST_KEY = 20, 60  # as long as those that are made here


@bp.get("/projects/<slug>/ideas/new")
@open_to(Audience.ANYONE)
def new(slug: str) -> str:
    project = projects.get_heading(current_actor(), slug)
    draft = find_begun(project.id)
    if draft is None:
        begins = not {"draft", "fresh", "title"} & set(request.args)
        return render_composer(slug, begun_form(project.id), begins=begins)
    form = composer_form(
        asked_of(project.id),
        words=queries.words_of(draft),
        key=draft.key,
        version=draft.version,
    )
    return render_composer(slug, form, restored=draft.changed_at)


def find_begun(project_id: ProjectId) -> Any:
    """The draft that the address names, or what was written here last."""
    actor, here = current_actor(), visitor()
    args = request.args
    if key := args.get("draft"):
        draft = queries.find_draft(actor, key, visitor=here)
        return draft if draft is not None and draft.idea_id is None else None
    if "fresh" in args or args.get("title"):
        return None
    return queries.newest_draft(
        actor, project_id, visitor=here, prompt_id=asked_prompt()
    )


def asked_prompt() -> PromptId | None:
    prompt_id = request.args.get("prompt", type=int)
    return PromptId(prompt_id) if prompt_id else None


def begun_form(project_id: ProjectId) -> ComposerForm:
    asked = asked_of(project_id)
    words = Words(
        body=request.args.get("title", "")[:LONGEST_START],
        details=asked.template,
        prompt_id=asked_prompt(),
    )
    return composer_form(asked, words=words, key=unused_key())


def unused_key() -> str:
    """That of the address while its draft is on its way here, or a fresh one."""
    named = request.args.get("draft", "")
    is_free = LEAST_KEY < len(named) < MOST_KEY and not queries.is_known(named)
    return named if is_free else fresh_token()


def typed(slug: str, **_: int) -> str:
    """The composer as it was sent."""
    return render_composer(slug, sent_form(slug))


@bp.post("/projects/<slug>/ideas")
@open_to(Audience.ANYONE)
@asks_again(typed)
@filled_by_hand
@limited("propose_limit")
def propose(slug: str) -> ResponseReturnValue:
    form = sent_form(slug)
    try:
        key = keep_sent(slug, form)
        if not form.validate():
            return render_composer(slug, form), 422
        if not current_actor().is_member:
            return redirect(url_for("ideas.author", key=key), 303)
        idea_id = share(slug, key, form)
    except actions.DraftChangedError as changed:
        return render_changed(slug, form, changed), 409
    except InvalidError as refusal:
        return render_composer(slug, form, errors=refusal.fields), 422
    return redirect(url_for("ideas.show", idea_id=idea_id), 303)


def sent_form(slug: str) -> ComposerForm:
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    form = composer_form(asked_of(project.id), request.form)
    key = form.prompt.data
    if key and journal.find_prompt(actor, PromptId(key)) is None:
        form.prompt.data = None  # gone since the page was opened: the words stay
    return form


def keep_sent(slug: str, form: ComposerForm) -> str:
    """Keep what was sent before anything is asked of it; the draft's key."""
    actor, here = current_actor(), recognised_visitor()
    with transaction():
        draft = actions.keep_draft(
            actor,
            slug,
            visitor=here,
            key=form.key.data or fresh_token(),
            version=form.written_upon,
            words=form.words(),
        )
        actions.describe(draft, described())
        form.key.data, form.version.data = draft.key, str(draft.version)
    if draft.idea_id is None and (files := sent_files(folder_of(draft.key))):
        with transaction():
            actions.attach(actor, draft.key, visitor=here, files=files)
    return draft.key


def folder_of(key: str) -> str:
    return f"ideas/{hash_of(key)[:32]}"


def share(slug: str, key: str, form: ComposerForm) -> int:
    actor = current_actor()
    if reason := why_not_write(actor):
        raise ForbiddenError(f"{reason} {KEPT}")
    with transaction():
        idea = actions.share_draft(
            actor, slug, visitor=visitor(), key=key, idea=form.draft()
        )
        return idea.id


@bp.post("/projects/<slug>/ideas/preview")
@form_on("ideas.new")
@open_to(Audience.ANYONE)
@asks_again(typed)
@limited("draft_limit")
def preview(slug: str) -> ResponseReturnValue:
    """How the words will look: a piece of the page, or without a script the page."""
    form = sent_form(slug)
    if "HX-Request" in request.headers:
        return render_template("ideas/_preview.html", **looks_of(form))
    try:
        keep_sent(slug, form)  # with the files, which no page can hand back
    except actions.DraftChangedError as changed:
        return render_changed(slug, form, changed), 409
    except InvalidError as refusal:
        return render_composer(slug, form, errors=refusal.fields), 422
    return render_composer(slug, form, preview=looks_of(form))


def looks_of(form: ComposerForm) -> dict[str, Any]:
    idea = form.draft()
    return {"title": idea.title, "body": trusted(render_markdown(idea.body))}


def render_changed(
    slug: str, form: ComposerForm, changed: actions.DraftChangedError
) -> str:
    """Both texts: what was sent stays in the form, the newer one stands above it."""
    newer = changed.newer
    form.version.data = str(newer.version)
    if newer.idea_id is not None:
        form.key.data, form.version.data = fresh_token(), "0"
    return render_composer(slug, form, newer=newer)


def render_composer(  # noqa: PLR0913 - whatever may stand beside the form
    slug: str,
    form: ComposerForm,
    *,
    begins: bool = False,
    restored: Any = None,
    newer: Any = None,
    preview: dict[str, Any] | None = None,
    errors: Mapping[str, str] | None = None,
    similar: Panel | None = None,
) -> str:
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    prompt_id = form.prompt.data
    return render_template(
        "ideas/new.html",
        project=project,
        form=shown(form, **(errors or {})),
        asked=form.asked,
        prompt=journal.find_prompt(actor, PromptId(prompt_id)) if prompt_id else None,
        says_more=says_more(form, errors or {}),
        people_at=url_for("discussion.people", slug=slug) if actor.is_member else "",
        takes_ideas=policy.takes_ideas(project.phase),
        begins=begins,
        restored=restored,
        files=queries.attachments_of_draft(actor, form.key.data, visitor=visitor()),
        takes_files=current().attachments_most > 0,
        newer=newer,
        preview=preview,
        similar=similar or panel_of(project, form),
    )


def says_more(form: ComposerForm, errors: Mapping[str, str]) -> bool:
    """Whether something stands, or is wrong, where only those who want to say more."""
    names = {"tags", *(field.name for field in form.asked.optional)}
    if not form.asked.template:
        names.add("details")
    wrong = {*form.first_errors, *errors}
    return any(form[name].data or name in wrong for name in names)
