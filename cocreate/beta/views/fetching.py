"""Where the bytes of a build leave: by a tester's own link, checked each time."""

from functools import partial
from typing import IO, Any
from urllib.parse import quote

from flask import Flask, Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.beta import actions, links, queries
from cocreate.beta.queries import BuildFile, Refusal
from cocreate.beta.ranges import BEYOND, PART, UNCHANGED, WHOLE, Slice
from cocreate.beta.views.blueprint import bp
from cocreate.beta.views.builds import render_build
from cocreate.config import current
from cocreate.kernel import storage
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import (
    ForbiddenError,
    GoneError,
    NotFoundError,
    TooManyError,
)
from cocreate.kernel.file_names import attached_as
from cocreate.kernel.ids import BuildId
from cocreate.kernel.languages import translatable
from cocreate.kernel.outgoing import Outgoing, Pieces, handed
from cocreate.kernel.traffic import counted_as
from cocreate.kernel.transaction import transaction
from cocreate.people.session import current_actor

ALONE = "default-src 'none'; sandbox"
PRESIGNED_SECONDS = 60
GONE = translatable("This build cannot be had any more")
NOT_NOW = translatable("This build cannot be downloaded now")
TO_BUILD = translatable("See the build, and what to do")


@bp.get("/builds/<int:build_id>/download")
@open_to(Audience.MEMBERS)
def download(build_id: int) -> ResponseReturnValue:
    token = fresh_token(BuildId(build_id))
    return redirect(url_for("beta.fetch", build_id=build_id, tester=token), 303)


@bp.post("/builds/<int:build_id>/links")
@open_to(Audience.MEMBERS)
def link(build_id: int) -> ResponseReturnValue:
    """The same link, to be opened on another device: as text and as a picture."""
    return render_build(BuildId(build_id), token=fresh_token(BuildId(build_id)))


def fresh_token(build_id: BuildId) -> str:
    actor = current_actor()
    queries.get_build(actor, build_id)
    if refusal := queries.refusal_of(actor, build_id):
        raise spoken(refusal)
    return links.sign(build_id, actor.person_id)


def spoken(refusal: Refusal) -> ForbiddenError | GoneError | TooManyError:
    """A refusal as its page says it: why, and where to go on from there."""
    error = refused_as(refusal)
    error.heading = GONE if refusal.is_gone else NOT_NOW
    if request.view_args and "build_id" in request.view_args:
        build_id = request.view_args["build_id"]
        error.onward = (TO_BUILD, url_for("beta.build", build_id=build_id))
    return error


def refused_as(refusal: Refusal) -> ForbiddenError | GoneError | TooManyError:
    if refusal.is_crowded:
        return TooManyError(refusal.reason)
    if refusal.is_gone:
        return GoneError(refusal.reason, quotes=True)
    return ForbiddenError(refusal.reason, quotes=True)


@bp.get("/builds/<int:build_id>/file")
@open_to(Audience.ANYONE)
@counted_as("downloads")
def fetch(build_id: int) -> ResponseReturnValue:
    """The bytes. The link alone names the tester, so it works on their phone, too."""
    held = links.read(request.args.get("tester", ""), BuildId(build_id))
    found = queries.what_may_be_had(current_actor(), held)  # before others must wait
    with transaction():
        attempt = actions.begin_download(
            held, found, method=request.method, headers=dict(request.headers)
        )
    if attempt.refusal or attempt.file is None or attempt.part is None:
        raise spoken(attempt.refusal or Refusal(NotFoundError.message))
    return answer(attempt.id, attempt.file, attempt.part)


def answer(attempt_id: int, file: BuildFile, part: Slice) -> ResponseReturnValue:
    """The slice by our own hand, or a word to whoever sends it for us."""
    hand = current().download_hand
    if hand == "presigned":
        return redirect(
            storage.signed_url(file.key, request.method, PRESIGNED_SECONDS), 307
        )
    if hand != "own":
        return asking_the_server(hand, file)
    response = Response(
        body_of(attempt_id, file, part), part.status, direct_passthrough=True
    )
    describe(response, file)
    if part.status != UNCHANGED:
        response.headers["Content-Length"] = str(part.size)
    if part.status == PART:
        between = f"bytes {part.start}-{part.end - 1}/{file.size}"
        response.headers["Content-Range"] = between
    if part.status == BEYOND:
        response.headers["Content-Range"] = f"bytes */{file.size}"
    return response


def asking_the_server(hand: str, file: BuildFile) -> Response:
    """Ranges and conditions are the web server's part then, with our entity tag."""
    response = Response(status=WHOLE)
    describe(response, file)
    if hand == "x-sendfile":
        response.headers["X-Sendfile"] = str(storage.local_path(file.key))
    else:
        place = current().download_accel_prefix + quote(file.key)
        response.headers["X-Accel-Redirect"] = place
    return response


def describe(response: Response, file: BuildFile) -> None:
    response.content_type = file.media_type
    response.set_etag(file.tag)
    response.last_modified = file.changed_at
    headers = response.headers
    headers["Accept-Ranges"] = "bytes"
    headers["Cache-Control"] = "private, no-store, no-transform"
    headers["Content-Disposition"] = attached_as(file.name)
    headers["Content-Security-Policy"] = ALONE


def body_of(attempt_id: int, file: BuildFile, part: Slice) -> Any:
    """The bytes of a slice, which tell at their end how many have left."""
    if request.method == "HEAD" or not part.size:
        return ()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's documented way
    told = partial(note_end, app, attempt_id)
    opened = open_file(file)
    if opened is None:
        return Pieces(storage.read_range(file.key, part.start, part.end), told)
    body = Outgoing(opened, start=part.start, size=part.size, told=told)
    return handed(request.environ, body)


def open_file(file: BuildFile) -> IO[bytes] | None:
    """The file, if it lies on this disk; None when it lies in another store."""
    path = storage.local_path(file.key)
    try:
        return path.open("rb", buffering=0) if path else None
    except FileNotFoundError:
        raise NotFoundError from None


def note_end(app: Flask, attempt_id: int, bytes_sent: int) -> None:
    """Outside the request by then, and perhaps in another thread."""
    with app.app_context(), transaction():
        actions.end_download(attempt_id, bytes_sent=bytes_sent)
