"""Bring a build in: its file, what is said of it, what its file says."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from flask import Response, flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from cocreate.beta import actions, queries
from cocreate.beta.drafts import EXPIRY_DAYS
from cocreate.beta.forms import BuildForm
from cocreate.beta.kinds import CHANNEL_NAMES, PLATFORM_NAMES
from cocreate.beta.views.addressing import place_at, programme_at
from cocreate.beta.views.blueprint import bp
from cocreate.decisions import queries as decisions
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.bearer import takes_tokens
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.form_pages import form_on
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import ProgrammeId
from cocreate.kernel.limits import limited
from cocreate.kernel.storage import Stored
from cocreate.kernel.transaction import pause, transaction
from cocreate.kernel.uploads import Incoming, streams
from cocreate.people.session import current_actor

MOST_DECISIONS = 100
NO_FILE = "Choose the file of the build."
NOT_ALL = "Not all of this file has arrived."
OF_THE_FILE = frozenset({"file", "declared_sha256"})


@bp.get("/projects/<slug>/beta/builds/new")
@open_to(Audience.TEAM)
def new_build(slug: str) -> str:
    return render_new(slug, BuildForm())


def render_new(slug: str, form: BuildForm, **errors: str) -> str:
    actor = current_actor()
    project, programme = place_at(slug)
    return render_template(
        "beta/new_build.html",
        project=project,
        programme=programme,
        cohorts=queries.cohorts(programme.id),
        decisions=decisions.ledger(actor, project.id, size=MOST_DECISIONS).rows,
        platforms=[("", "As its file says"), *PLATFORM_NAMES.items()],
        channels=CHANNEL_NAMES.items(),
        arrived=arrived_whole(form.upload.data or ""),
        waiting=queries.own_uploads(actor, programme.id),
        form=shown(form, **errors),
    )


def arrived_whole(name: str) -> Any:
    """A file that came before and need not be sent again, or none."""
    found = queries.find_upload(current_actor(), name) if name else None
    return found if found is not None and found.got == found.size else None


@bp.post("/projects/<slug>/beta/builds")
@form_on("beta.new_build")
@open_to(Audience.TEAM)
@takes_tokens
@limited("upload_limit")
@streams("build_most_bytes")
def upload(slug: str, incoming: Incoming) -> ResponseReturnValue:
    programme_id = programme_at(slug).id
    pause()  # the file may take minutes to arrive
    try:
        made = make_build(programme_id, incoming)
    except InvalidError as refusal:
        return render_new(slug, BuildForm(incoming.fields), **refusal.fields), 422
    flash("It is here, and checked. Those who get it below are told.", "voice")
    return redirect(url_for("beta.build", build_id=made.id), 303)


class File(NamedTuple):
    """A file on its way: its name, its bytes, and the upload it came by, if any."""

    name: str
    chunks: Iterator[bytes]
    upload: str


def make_build(programme_id: ProgrammeId, incoming: Incoming) -> Any:
    """Make a build of what arrives.

    What makes none leaves no file behind, unless the words about it alone are wrong:
    then it waits for them, and need not be sent again.
    """
    file = file_of(incoming)
    stored = actions.keep_file(file.chunks)
    try:
        return build_of(programme_id, incoming, file, stored)
    except InvalidError as refusal:
        if file.upload or OF_THE_FILE & refusal.fields.keys():
            actions.forget_file(stored)
        else:
            let_wait(programme_id, incoming, file, stored)
        raise
    except BaseException:
        actions.forget_file(stored)
        raise


def build_of(
    programme_id: ProgrammeId, incoming: Incoming, file: File, stored: Stored
) -> Any:
    facts = actions.read_package(stored, file.name)
    incoming.fields.setdefault("expires_in_days", str(EXPIRY_DAYS))
    form = BuildForm(incoming.fields)
    form.require_valid()
    actor = current_actor()
    with transaction():
        draft = form.draft(file.name)
        made = actions.add_build(actor, programme_id, draft, stored, facts)
        if file.upload:
            actions.drop_upload(actor, file.upload)
        return made


def let_wait(
    programme_id: ProgrammeId, incoming: Incoming, file: File, stored: Stored
) -> None:
    with transaction():
        incoming.fields["upload"] = actions.keep_arrived(
            current_actor(), programme_id, stored, file_name=file.name
        )


def file_of(incoming: Incoming) -> File:
    """The file that comes with the form, or that came by parts before."""
    if incoming.has_file:
        return File(incoming.file_name, incoming.chunks(), "")
    if name := incoming.fields.get("upload", ""):
        return arrived_already(name)
    # Without a file the whole form is known: everything wrong with it is said.
    form = BuildForm(incoming.fields)
    form.validate()
    raise InvalidError({**form.first_errors, "file": NO_FILE})


def arrived_already(name: str) -> File:
    found = queries.get_upload(current_actor(), name)
    if found.got < found.size:
        raise InvalidError({"file": NOT_ALL})
    pieces = queries.pieces_of(queries.parts_of(found.id))
    file = File(found.file_name, pieces, name)
    pause()
    return file


@bp.get("/uploads/<name>/facts")
@open_to(Audience.TEAM)
@takes_tokens
@limited("upload_limit")
def upload_facts(name: str) -> Response:
    """What a file that has arrived says of itself, before it is made a build."""
    found = queries.get_upload(current_actor(), name)
    if found.got < found.size:
        raise InvalidError({"file": NOT_ALL})
    read = queries.bytes_of(queries.parts_of(found.id))
    size, file_name = found.size, found.file_name
    pause()  # reading may take seconds
    facts = actions.facts_by(read, size, file_name)
    return jsonify(
        platform=facts.platform,
        version=facts.version,
        number=facts.number,
        package=facts.package,
        least_os=facts.least_os,
        told=json.loads(actions.told_by(facts)),
    )
