"""The feed of releases, for those who read elsewhere."""

from feedgenerator import Atom1Feed
from flask import Response, url_for

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.kept_pages import kept
from cocreate.people.queries import faces
from cocreate.people.session import current_actor
from cocreate.projects.queries import get_project
from cocreate.releases import queries
from cocreate.releases.views.blueprint import bp


@bp.get("/projects/<slug>/releases.atom")
@open_to(Audience.ANYONE)
@kept
def feed(slug: str) -> Response:
    actor = current_actor()
    project = get_project(actor, slug)
    lines = queries.releases(actor, project.id).rows
    authors = faces(line.author_id for line in lines)
    atom = Atom1Feed(
        title=f"Releases of {project.name}",
        link=url_for("releases.listing", slug=slug, _external=True),
        feed_url=url_for("releases.feed", slug=slug, _external=True),
        description=project.summary,
    )
    for line in lines:
        address = url_for("releases.show", release_id=line.id, _external=True)
        atom.add_item(
            title=f"{line.version}: {line.title}",
            link=address,
            unique_id=address,
            description=line.notes_html,
            author_name=authors[line.author_id].name,
            pubdate=line.published_at,
            updateddate=line.published_at,
        )
    return Response(atom.writeString("utf-8"), mimetype="application/atom+xml")
