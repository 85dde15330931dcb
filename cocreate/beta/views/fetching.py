"""Where the bytes of a build leave: by a tester's own link, checked each time."""

from collections.abc import Iterator
from typing import IO, Any
from urllib.parse import quote

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wsgi import wrap_file

from cocreate.beta import actions, links, queries
from cocreate.beta.links import Link
from cocreate.beta.queries import BuildFile, Refusal
from cocreate.beta.ranges import BEYOND, PART, UNCHANGED, Slice, asked_for
from cocreate.beta.views.blueprint import bp
from cocreate.beta.views.builds import render_build
from cocreate.kernel import storage
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import ForbiddenError, GoneError, NotFoundError
from cocreate.kernel.ids import BuildId
from cocreate.kernel.transaction import transaction
from cocreate.people.queries import actor_for
from cocreate.people.session import current_actor

PIECE = 256 * 1024
ALONE = "default-src 'none'; sandbox"
NOT_YOURS = "This link is another tester's. Open the build's page for your own."


@bp.get("/builds/<int:build_id>/download")
@open_to(Audience.MEMBERS)
def download(build_id: int) -> ResponseReturnValue:
    return redirect(fresh_link(BuildId(build_id)), 303)


@bp.post("/builds/<int:build_id>/links")
@open_to(Audience.MEMBERS)
def link(build_id: int) -> ResponseReturnValue:
    """The same link, to be opened on another device."""
    address = fresh_link(BuildId(build_id), _external=True)
    return render_build(BuildId(build_id), link=address)


def fresh_link(build_id: BuildId, **kwargs: Any) -> str:
    actor = current_actor()
    queries.get_build(actor, build_id)
    if refusal := queries.refusal_of(actor, build_id):
        raise spoken(refusal)
    token = links.sign(build_id, actor.person_id)
    return url_for("beta.fetch", build_id=build_id, tester=token, **kwargs)


def spoken(refusal: Refusal) -> ForbiddenError | GoneError:
    if refusal.is_gone:
        return GoneError(refusal.reason, quotes=True)
    return ForbiddenError(refusal.reason)


@bp.get("/builds/<int:build_id>/file")
@open_to(Audience.ANYONE)
def fetch(build_id: int) -> ResponseReturnValue:
    """The bytes. The link alone names the tester, so it works on their phone, too."""
    held = links.read(request.args.get("tester", ""), BuildId(build_id))
    if refusal := refusal_now(held):
        error = spoken(refusal)
        note(held, Slice(int(error.status)))
        raise error
    file = queries.file_of(held.build_id)
    body = open_file(file)
    asked = dict(request.headers)
    part = asked_for(request.method, asked, size=file.size, tag=file.sha256)
    note(held, part)
    return answer(file, part, body)


def refusal_now(held: Link) -> Refusal | None:
    """Why this link gives nothing now; None when it does."""
    asking = current_actor()
    if asking.is_member and asking.person_id != held.person_id:
        return Refusal(NOT_YOURS)
    if held.is_over:
        return Refusal(links.OVER)
    return queries.refusal_of(actor_for(held.person_id), held.build_id)


def note(held: Link, part: Slice) -> None:
    offered = part.size if request.method == "GET" else 0
    with transaction():
        actions.note_download(
            held.person_id,
            held.build_id,
            status=part.status,
            first_byte=part.start,
            bytes_offered=offered,
        )


def open_file(file: BuildFile) -> IO[bytes] | None:
    """The file, if it lies on this disk; None when it lies in another store."""
    path = storage.local_path(file.key)
    try:
        return path.open("rb") if path else None
    except FileNotFoundError:
        raise NotFoundError from None


def answer(file: BuildFile, part: Slice, body: IO[bytes] | None) -> Response:
    response = Response(
        stream(file, part, body),
        status=part.status,
        content_type=file.media_type,
        direct_passthrough=True,
    )
    if body is not None:
        response.call_on_close(body.close)  # also when nobody reads it to the end
    headers = response.headers
    headers["Accept-Ranges"] = "bytes"
    headers["Cache-Control"] = "private, no-store, no-transform"
    headers["Content-Disposition"] = disposition(file.name)
    headers["Content-Security-Policy"] = ALONE
    if part.status != UNCHANGED:
        headers["Content-Length"] = str(part.size)
    response.set_etag(file.sha256)
    if part.status == PART:
        last = part.end - 1
        headers["Content-Range"] = f"bytes {part.start}-{last}/{file.size}"
    if part.status == BEYOND:
        headers["Content-Range"] = f"bytes */{file.size}"
    return response


def disposition(name: str) -> str:
    """The file's name for old and new readers of it (RFC 6266)."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    simple = plain.replace('"', "_").replace("\\", "_")
    exact = f"; filename*=UTF-8''{quote(name, safe='')}" if plain != name else ""
    return f'attachment; filename="{simple}"{exact}'


def stream(file: BuildFile, part: Slice, body: IO[bytes] | None) -> Any:
    """The bytes of a slice: by the server's own hand where it can, else in pieces."""
    if body is None:
        return storage.read_range(file.key, part.start, part.end)
    if request.method == "HEAD" or not part.size:
        body.close()
        return ()
    body.seek(part.start)
    if part.end == file.size and "wsgi.file_wrapper" in request.environ:
        return wrap_file(request.environ, body, PIECE)
    return pieces(body, part.size)


def pieces(body: IO[bytes], left: int) -> Iterator[bytes]:
    with body:
        while left and (piece := body.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
