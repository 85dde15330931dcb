"""What a link to a build opens: how it comes onto a phone, what an iPhone reads, proof.

Whoever holds the link may be signed in nowhere, so both stand on it alone, and are
checked as the bytes are.
"""

import plistlib
from typing import Any
from urllib.parse import quote

from flask import Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from cocreate.beta import links, queries
from cocreate.beta.cards import card_of
from cocreate.beta.kinds import PLATFORM_NAMES, Platform
from cocreate.beta.manifest import manifest_of
from cocreate.beta.queries import Refusal
from cocreate.beta.systems import guess_from
from cocreate.beta.views.blueprint import bp
from cocreate.beta.views.fetching import spoken
from cocreate.config import current
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.addresses import whole_address_of
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.file_names import attached_as
from cocreate.kernel.ids import BuildId
from cocreate.people.queries import actor_for
from cocreate.people.session import current_actor

UNKNOWN = "What this build is called on an iPhone is not known."
OVER_THE_AIR = "itms-services://?action=download-manifest&url="
PHONES = frozenset({Platform.ANDROID, Platform.IOS})


@bp.get("/builds/<int:build_id>/install")
@open_to(Audience.ANYONE)
def install(build_id: int) -> ResponseReturnValue:
    """What to do, step by step, on the device in the reader's hand."""
    build, token = build_of_link(build_id)
    guess = guess_from(dict(request.headers)).platform
    page = render_template(
        "beta/install.html",
        build=build,
        card=card_of(build),
        file=address_of("beta.fetch", build.id, token),
        over_the_air=over_the_air(build, token),
        elsewhere=elsewhere(build, guess),
        minutes=current().download_link_minutes,
    )
    return for_one_alone(Response(page))


@bp.get("/builds/<int:build_id>/install.plist")
@open_to(Audience.ANYONE)
def install_manifest(build_id: int) -> Response:
    """What an iPhone asks for before it fetches an application from outside a store."""
    build, token = build_of_link(build_id)
    if not is_known_to_iphones(build):
        raise NotFoundError(UNKNOWN)
    file = address_of("beta.fetch", build.id, token)
    written = plistlib.dumps(manifest_for_iphones(build, file))
    return for_one_alone(Response(written, mimetype="text/xml"))


@bp.get("/builds/<int:build_id>/manifest.json")
@open_to(Audience.ANYONE)
def manifest(build_id: int) -> Response:
    """What the build is, signed; for those who may know of it, or hold a link to it."""
    if "tester" in request.args:
        found, _ = build_of_link(build_id)
    else:
        found = queries.get_build(current_actor(), BuildId(build_id))
    carried = queries.decision_ids_of([found.id])[found.id]
    answer = jsonify(manifest_of(current(), found, carried))
    name = f"{found.file_name}.manifest.json"
    answer.headers["Content-Disposition"] = attached_as(name)
    return answer


def build_of_link(build_id: int) -> tuple[Any, str]:
    """The build that a link opens now, and the link's token."""
    token = request.args.get("tester", "")
    held = links.read(token, BuildId(build_id))
    found = queries.what_may_be_had(current_actor(), held)
    if isinstance(found, Refusal):
        raise spoken(found)
    return queries.get_build(actor_for(held.person_id), held.build_id), token


def address_of(endpoint: str, build_id: BuildId, token: str) -> str:
    return whole_address_of(endpoint, build_id=build_id, tester=token)


def over_the_air(build: Any, token: str) -> str:
    """The address at which an iPhone begins to install; none where it cannot."""
    if not is_known_to_iphones(build):
        return ""
    manifest = address_of("beta.install_manifest", build.id, token)
    return OVER_THE_AIR + quote(manifest, safe="")


def is_known_to_iphones(build: Any) -> bool:
    """They take an application by its identifier, which its file told, by HTTPS."""
    packed = build.file_name.lower().endswith(".ipa")
    return packed and build.platform is Platform.IOS and bool(build.package)


def manifest_for_iphones(build: Any, file: str) -> dict[str, Any]:
    software = {"kind": "software-package", "url": file}
    metadata = {
        "bundle-identifier": build.package,
        "bundle-version": build.number or build.version,
        "kind": "software",
        "title": f"{current().site_name}, {build.version}",
    }
    return {"items": [{"assets": [software], "metadata": metadata}]}


def elsewhere(build: Any, guess: Platform | None) -> str:
    """What the page is read on, where the build is for another phone; else nothing."""
    if guess is None or build.platform not in PHONES or guess == build.platform:
        return ""
    return PLATFORM_NAMES[guess]


def for_one_alone(response: Response) -> Response:
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
