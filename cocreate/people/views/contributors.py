"""A contributor's page, open to all, and the picture beside what they say."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from cocreate.credits.queries import brought_by, of_person
from cocreate.ideas import queries as ideas
from cocreate.kernel import storage
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import PersonId
from cocreate.kernel.kept_pages import kept
from cocreate.kernel.paging import PAGE
from cocreate.notices import queries as notices
from cocreate.people import queries
from cocreate.people.faces import version_of
from cocreate.people.named import Named
from cocreate.people.session import current_actor
from cocreate.people.views.blueprint import bp
from cocreate.people.views.said import said_by

FOR_EVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=300"


@bp.get("/people/<int:person_id>")
@open_to(Audience.ANYONE)
@kept
def show(person_id: int) -> str:
    actor = current_actor()
    person = queries.get_contributor(actor, PersonId(person_id))
    is_named = person.credited_as is Named.NAME
    credited = of_person(actor, person.id) if is_named else []
    return render_template(
        "people/show.html",
        person=person,
        face=queries.face_from(person),
        credited=credited,
        brought=brought_by(actor, person.id, credited) if is_named else None,
        page=ideas.lines_by(actor, person.id, place=request.args.get("page")),
        said=said_by(actor, person.id).rows,
        may_follow=actor.is_member and actor.person_id != person.id,
        following=notices.is_following_person(actor, person.id),
    )


@bp.get("/people/<int:person_id>/comments")
@open_to(Audience.ANYONE)
@kept
def comments(person_id: int) -> str:
    person = queries.get_contributor(current_actor(), PersonId(person_id))
    face = queries.face_from(person)
    page = said_by(
        current_actor(), face.person_id, place=request.args.get("page"), size=PAGE
    )
    return render_template("people/comments.html", face=face, page=page)


@bp.get("/people/<int:person_id>/picture")
@open_to(Audience.ANYONE)
def picture(person_id: int) -> ResponseReturnValue:
    key = queries.face_of(PersonId(person_id)).picture_key
    if key is None:
        raise NotFoundError
    response = Response(storage.read(key), mimetype="image/webp")
    response.set_etag(version_of(key))
    current = request.args.get("v") == version_of(key)
    response.headers["Cache-Control"] = FOR_EVER if current else BRIEFLY
    return response.make_conditional(request)
