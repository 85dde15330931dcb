"""What an application that updates itself asks: a newer build for its tester.

It shows a token of its tester in the address, the same as private feeds do; whoever
renews theirs ends it. Each answer has fresh links, good for minutes.
"""

from typing import Any

from flask import Response, jsonify, render_template, request

from cocreate.beta import links, policy, queries
from cocreate.beta.appcast import Item, appcast
from cocreate.beta.kinds import CHANNEL_NAMES, PLATFORM_NAMES, Channel, Platform
from cocreate.beta.queries import Asked
from cocreate.beta.signing import public_key
from cocreate.beta.views.blueprint import bp
from cocreate.config import current
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.addresses import whole_address_of
from cocreate.kernel.clock import now
from cocreate.kernel.errors import ForbiddenError, MalformedError
from cocreate.kernel.policy import Actor
from cocreate.kernel.signer import moment, signer_of
from cocreate.notices.queries import feed_token, read_feed_token
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects

SCHEMA = 1
WHOSE = "This address needs the token of a tester, as the beta's page gives it."
LONGEST = 100
UPDATERS = (Platform.MACOS, Platform.WINDOWS)


@bp.get("/projects/<slug>/beta/updates")
@open_to(Audience.MEMBERS)
def updating(slug: str) -> str:
    """The reader's own addresses for it, and the key that files are signed with."""
    actor = current_actor()
    project = projects.get_project(actor, slug)
    named: dict[str, Any] = {"slug": slug, "token": feed_token(actor)}
    return render_template(
        "beta/updates.html",
        project=project,
        programme=queries.get_programme_of(actor, project.id),
        appcasts=[
            (
                PLATFORM_NAMES[one],
                whole_address_of("beta.appcast_feed", platform=one, **named),
            )
            for one in UPDATERS
        ],
        feed=whole_address_of(
            "beta.updates_feed", platform="linux", version="1.0", **named
        ),
        platforms=[str(one) for one in PLATFORM_NAMES],
        channels=[str(one) for one in CHANNEL_NAMES],
        key=public_key(signer_of(current())),
    )


@bp.get("/projects/<slug>/beta/appcast.xml")
@open_to(Audience.ANYONE)
def appcast_feed(slug: str) -> Response:
    """For Sparkle and WinSparkle: what is signed, the newest first."""
    actor, programme, asked = asking(slug, Platform.MACOS)
    found = queries.updates(actor, programme.id, asked)
    items = [item_of(actor, build) for build in found if build.signature]
    page = whole_address_of("beta.programme", slug=slug)
    return for_one_alone(
        Response(appcast(programme.name, page, items), mimetype="application/rss+xml")
    )


@bp.get("/projects/<slug>/beta/updates.json")
@open_to(Audience.ANYONE)
def updates_feed(slug: str) -> Response:
    """For any other: the newest build there is for this tester, if it is newer."""
    actor, programme, asked = asking(slug, None)
    found = queries.updates(actor, programme.id, asked)
    newer = next((one for one in found if queries.is_newer(one, asked)), None)
    told = {
        "schema": SCHEMA,
        "programme": programme.name,
        "asked": moment(now()),
        "publicKey": public_key(signer_of(current())),
        "update": update_of(actor, newer) if newer else None,
    }
    if asked.version:
        told["installed"] = installed_of(actor, programme.id, asked)
    return for_one_alone(jsonify(told))


def asking(slug: str, usual: Platform | None) -> tuple[Actor, Any, Asked]:
    """Who asks for what; a refusal with its reason where they may test nothing now."""
    actor = reader()
    project = projects.get_project(actor, slug)
    programme = queries.get_programme_of(actor, project.id)
    enrolment = queries.find_enrolment(programme.id, actor.person_id)
    if reason := policy.why_not_test(actor, programme, enrolment, now()):
        raise ForbiddenError(reason)
    asked = Asked(
        platform=chosen("platform", Platform, usual),
        channel=chosen("channel", Channel, Channel.BETA),
        os_version=said("os"),
        version=said("version"),
        number=said("number"),
    )
    return actor, programme, asked


def reader() -> Actor:
    token = request.args.get("token", "")
    actor = read_feed_token(token) if token else current_actor()
    if not actor.is_member:
        raise ForbiddenError(WHOSE)
    return actor


def said(name: str) -> str:
    return request.args.get(name, "").strip()[:LONGEST]


def chosen(name: str, kinds: Any, usual: Any) -> Any:
    told = said(name).lower()
    if not told and usual is not None:
        return usual
    if told not in [str(one) for one in kinds]:
        known = ", ".join(str(one) for one in kinds)
        raise MalformedError(f"Say {name} as one of: {known}.")
    return kinds(told)


def item_of(actor: Actor, build: Any) -> Item:
    return Item(
        version=build.version,
        number=build.number,
        platform=build.platform,
        channel=build.channel,
        least_os=build.least_os,
        size=build.size,
        signature=build.signature,
        notes_html=build.notes_html,
        page=whole_address_of("beta.build", build_id=build.id),
        file=own_link(actor, build),
        published_at=build.uploaded_at,
    )


def own_link(actor: Actor, build: Any) -> str:
    token = links.sign(build.id, actor.person_id)
    return whole_address_of("beta.fetch", build_id=build.id, tester=token)


def update_of(actor: Actor, build: Any) -> dict[str, Any]:
    named: dict[str, Any] = {"build_id": build.id}
    token = links.sign(build.id, actor.person_id)
    return {
        "version": build.version,
        "number": build.number,
        "platform": str(build.platform),
        "channel": str(build.channel),
        "leastOs": build.least_os,
        "size": build.size,
        "sha256": build.sha256,
        "signature": build.signature,
        "url": whole_address_of("beta.fetch", tester=token, **named),
        "urlMinutes": current().download_link_minutes,
        "notes": build.notes,
        "notesHtml": build.notes_html,
        "uploaded": moment(build.uploaded_at),
        "expires": moment(build.expires_at),
        "page": whole_address_of("beta.build", **named),
        "manifest": whole_address_of("beta.manifest", tester=token, **named),
    }


def installed_of(actor: Actor, programme_id: Any, asked: Asked) -> dict[str, str]:
    """What became of the build that asks: it may have to stop."""
    build = queries.installed(actor, programme_id, asked)
    if build is None:
        return {"version": asked.version, "state": "unknown", "reason": ""}
    gone, held = policy.why_gone(build, now()), policy.why_held(build)
    state = "held" if held else "good"
    if gone:
        state = "withdrawn" if build.revoked_at else "expired"
    return {"version": asked.version, "state": state, "reason": gone or held or ""}


def for_one_alone(response: Response) -> Response:
    response.headers["Cache-Control"] = "private, no-store"
    return response
