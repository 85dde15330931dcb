"""Where a project says on whose pages its roadmap may stand in a frame."""

from html import escape
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.config import current
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.forms import shown
from cocreate.kernel.kept_pages import forget_kept
from cocreate.kernel.transaction import transaction
from cocreate.people.session import current_actor
from cocreate.projects import actions, queries
from cocreate.projects.forms import EmbeddingForm
from cocreate.projects.views.blueprint import bp

if TYPE_CHECKING:
    from cocreate.projects.models import Project


@bp.get("/projects/<slug>/embedding")
@open_to(Audience.TEAM)
def embedding(slug: str) -> str:
    project = queries.get_project(current_actor(), slug)
    hosts = "\n".join(project.embedded_in.split())
    return embedding_page(project, EmbeddingForm(data={"hosts": hosts}))


@bp.post("/projects/<slug>/embedding")
@open_to(Audience.TEAM)
def keep_embedding(slug: str) -> ResponseReturnValue:
    actor = current_actor()
    project = queries.get_project(actor, slug)
    form = EmbeddingForm(request.form)
    if not form.validate():
        return embedding_page(project, form), 422
    with transaction():
        actions.keep_embedding(actor, project.id, hosts=form.policy)
    forget_kept()
    flash("Saved. The roadmap stands where you said, and nowhere else.", "good")
    return redirect(url_for("projects.embedding", slug=slug), 303)


def embedding_page(project: "Project", form: EmbeddingForm) -> str:
    site, slug = current().site_url, project.slug
    return render_template(
        "projects/embedding.html",
        project=project,
        form=shown(form),
        snippet=snippet_of(project, site + url_for("releases.embedded", slug=slug)),
        told_at=site + url_for("releases.roadmap_json", slug=slug),
    )


def snippet_of(project: "Project", address: str) -> str:
    """What others put into their page, ready to be copied."""
    title = escape(f"Roadmap of {project.name}")
    said = f'src="{escape(address)}" title="{title}" width="100%" height="700"'
    return f'<iframe {said} loading="lazy"></iframe>'
