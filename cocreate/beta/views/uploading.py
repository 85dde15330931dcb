"""Large files by parts, resumed where they were cut: the tus protocol, 1.0.0."""

import secrets
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from typing import Any

from flask import Response, request, url_for
from werkzeug.exceptions import ClientDisconnected

from cocreate.beta import actions, queries
from cocreate.beta.views.addressing import programme_at
from cocreate.beta.views.blueprint import bp
from cocreate.config import current
from cocreate.kernel import storage
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.audit import unlogged
from cocreate.kernel.bearer import takes_tokens
from cocreate.kernel.errors import ConflictError, MalformedError
from cocreate.kernel.form_pages import form_on
from cocreate.kernel.limits import limited
from cocreate.kernel.storage import Stored
from cocreate.kernel.transaction import pause, transaction, writes
from cocreate.people.session import current_actor

VERSION = "1.0.0"
EXTENSIONS = "creation,termination,checksum"
OFFSET_BYTES = "application/offset+octet-stream"
PIECE = 256 * 1024
OTHER_VERSION, OTHER_MEDIA, OTHER_SUM = 412, 415, 460
LONGEST_NUMBER = 18


@bp.route(
    "/projects/<slug>/beta/uploads",
    methods=["OPTIONS"],
    provide_automatic_options=False,
)
@open_to(Audience.ANYONE)
def upload_options(**_: str) -> Response:
    return tus(
        204,
        Tus_Version=VERSION,
        Tus_Extension=EXTENSIONS,
        Tus_Max_Size=str(current().build_most_bytes),
        Tus_Checksum_Algorithm="sha256",
    )


@bp.post("/projects/<slug>/beta/uploads")
@form_on("beta.new_build")
@open_to(Audience.TEAM)
@takes_tokens
@limited("upload_limit")
@writes
def begin_upload(slug: str) -> Response:
    if speaks_otherwise():
        return tus(OTHER_VERSION, Tus_Version=VERSION)
    begun = actions.begin_upload(
        current_actor(),
        programme_at(slug).id,
        file_name=told_name(),
        size=number("Upload-Length"),
    )
    place = url_for("beta.show_upload", name=begun.name)
    return tus(201, Location=place)


@bp.route("/uploads/<name>", methods=["HEAD"])
@open_to(Audience.TEAM)
@takes_tokens
def show_upload(name: str) -> Response:
    found = queries.get_upload(current_actor(), name)
    lengths = {"Upload_Length": str(found.size), "Upload_Offset": str(found.got)}
    return tus(200, Cache_Control="no-store", **lengths)


@bp.patch("/uploads/<name>")
@open_to(Audience.TEAM)
@takes_tokens
@unlogged
def add_part(name: str) -> Response:
    """Some more bytes; of those that arrive before a cut none is lost."""
    if speaks_otherwise():
        return tus(OTHER_VERSION, Tus_Version=VERSION)
    if request.mimetype != OFFSET_BYTES:
        return tus(OTHER_MEDIA)
    found = queries.get_upload(current_actor(), name)
    start, left = number("Upload-Offset"), found.size - found.got
    if start != found.got:
        raise ConflictError(actions.ELSEWHERE)
    pause()  # the bytes may take minutes to arrive
    request.max_content_length = current().build_most_bytes
    key = f"uploads/{secrets.token_hex(16)}"
    stored = storage.keep(key, arriving(), most=left)
    if not fits(stored):
        storage.drop(key)
        return tus(OTHER_SUM)
    return tus(204, Upload_Offset=str(taken(name, start, stored)))


def taken(name: str, start: int, stored: Stored) -> int:
    if not stored.size:
        storage.drop(stored.key)
        return start
    try:
        with transaction():
            return actions.add_part(current_actor(), name, start=start, stored=stored)
    except BaseException:
        storage.drop(stored.key)
        raise


def arriving() -> Iterator[bytes]:
    try:
        while piece := request.stream.read(PIECE):
            yield piece
    except ClientDisconnected:
        return


def fits(stored: Stored) -> bool:
    """Whether the part has the checksum that was declared, if one was."""
    declared = request.headers.get("Upload-Checksum", "")
    if not declared:
        return True
    kind, _, value = declared.partition(" ")
    try:
        return kind == "sha256" and b64decode(value).hex() == stored.sha256
    except (Error, ValueError):
        return False


@bp.delete("/uploads/<name>")
@open_to(Audience.TEAM)
@takes_tokens
@writes
def drop_upload(name: str) -> Response:
    actions.drop_upload(current_actor(), name)
    return tus(204)


def speaks_otherwise() -> bool:
    return request.headers.get("Tus-Resumable") != VERSION


def number(header: str) -> int:
    told = request.headers.get(header, "")
    if not (told.isascii() and told.isdigit()) or len(told) > LONGEST_NUMBER:
        raise MalformedError
    return int(told)


def told_name() -> str:
    """The file's name among the metadata: pairs of a word and base64."""
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        word, _, value = pair.strip().partition(" ")
        if word == "filename":
            try:
                return b64decode(value).decode("utf-8", "replace")
            except (Error, ValueError):
                return "build"
    return "build"


def tus(status: int, **headers: Any) -> Response:
    answer = Response(status=status)
    answer.headers["Tus-Resumable"] = VERSION
    for name, said in headers.items():
        answer.headers[name.replace("_", "-")] = said
    return answer
