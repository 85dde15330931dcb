"""Reading: the list of entries, one entry, its pictures, the feed."""

from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.config import current
from cocreate.discussion import queries as discussion
from cocreate.discussion.policy import takes_comments
from cocreate.ideas import policy as ideas_policy
from cocreate.ideas import queries as ideas
from cocreate.journal import policy, queries
from cocreate.journal.feed import Channel, atom_of
from cocreate.journal.forms import PromptForm, PublicationForm
from cocreate.journal.views.blueprint import bp
from cocreate.kernel import storage
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.clock import now, today
from cocreate.kernel.forms import ProductForm, shown
from cocreate.kernel.ids import EntryId, PromptId
from cocreate.kernel.kept_pages import kept
from cocreate.kernel.remembered import remembered
from cocreate.kernel.text import trusted
from cocreate.moderation import queries as moderation
from cocreate.people.queries import face_of, faces
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects

FOR_EVER = "public, max-age=31536000, immutable"


@bp.get("/projects/<slug>/journal")
@open_to(Audience.ANYONE)
@kept
def listing(slug: str) -> str:
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    place = request.args.get("page")
    page = queries.listed(actor, project.id, place)
    return render_template(
        "journal/list.html",
        project=project,
        entries=page.rows,
        drafts=queries.drafts(actor, project.id) if not place else [],
        now=now(),
        following=page_at(slug, page.following),
        preceding=page_at(slug, page.preceding),
        may_write=policy.may_write(actor),
    )


def page_at(slug: str, place: str | None) -> str | None:
    return url_for("journal.listing", slug=slug, page=place) if place else None


@bp.get("/journal/<int:entry_id>")
@open_to(Audience.ANYONE)
@kept
def show(entry_id: int) -> str:
    return render_entry(EntryId(entry_id))


def render_entry(
    entry_id: EntryId,
    *,
    publication: ProductForm | None = None,
    prompt_form: ProductForm | None = None,
) -> str:
    """The page of an entry, with the forms of those who write it."""
    actor = current_actor()
    entry = queries.get_entry(actor, entry_id)
    project = projects.get_heading_by_id(actor, entry.project_id)
    prompts = queries.prompts_of(actor, entry.id)
    thread = moderation.with_waits(
        actor,
        discussion.thread_of_entry(
            actor,
            entry.id,
            place=request.args.get("place"),
            proposer_id=entry.author_id,
        ),
    )
    is_published = policy.is_published(entry, now())
    return render_template(
        "journal/show.html",
        project=project,
        entry=entry,
        body=trusted(entry.body_html),
        author=face_of(entry.author_id),
        prompts=prompts,
        answerers=answerers_of(tuple(prompt.id for prompt in prompts)),
        answerable={p.id for p in prompts if policy.is_answerable(p, today())},
        may_propose=ideas_policy.may_propose(actor, project.phase),
        takes_ideas=ideas_policy.takes_ideas(project.phase),
        is_published=is_published,
        is_scheduled=policy.is_scheduled(entry, now()),
        may_write=policy.may_write(actor),
        talk=discussion.talk_of(
            actor,
            thread,
            discussion.standing_of_entry(entry.id),
            takes_comments=is_published and takes_comments(project.phase),
            begun_by=entry.author_id,
        ),
        publication=shown(publication or PublicationForm()),
        prompt_form=shown(prompt_form or PromptForm()),
        zone=current().time_zone,
    )


def answerers_of(ids: tuple[PromptId, ...]) -> Any:
    """A few faces of those who answered each prompt."""
    return remembered(("journal.answerers", *ids), lambda: ideas.faces_by_prompt(ids))


@bp.get("/journal/pictures/<int:picture_id>")
@open_to(Audience.ANYONE)
def picture(picture_id: int) -> ResponseReturnValue:
    actor = current_actor()
    found = queries.get_picture(actor, picture_id)
    project = projects.get_heading_by_id(actor, found.project_id)
    answer = Response(storage.read(found.storage_key), mimetype="image/webp")
    answer.headers["Cache-Control"] = "no-store" if project.is_private else FOR_EVER
    return answer


@bp.get("/projects/<slug>/journal.atom")
@open_to(Audience.ANYONE)
@kept
def feed(slug: str) -> ResponseReturnValue:
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    items = queries.feed_items(actor, project.id)
    site = current().site_url
    channel = Channel(
        title=f"Journal of {project.name}",
        words=f"What the team of {project.name} thinks aloud, and asks.",
        site=site,
        page=site + url_for("journal.listing", slug=slug),
        feed=site + url_for("journal.feed", slug=slug),
        entry=site + url_for("journal.show", entry_id=0).removesuffix("0"),
    )
    known = faces(item.author_id for item in items)
    names: dict[int, str] = {person_id: face.name for person_id, face in known.items()}
    return Response(atom_of(channel, items, names), mimetype="application/atom+xml")
