"""Every route says whom it is open to. One that says nothing is open to no one."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, request

from cocreate.kernel import audit
from cocreate.kernel.errors import ForbiddenError, SignInFirstError
from cocreate.kernel.policy import Actor, why_not_write
from cocreate.kernel.transaction import begin_for, end

V = TypeVar("V", bound=Callable[..., Any])
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Audience(StrEnum):
    ANYONE = "anyone"
    MEMBERS = "members"
    COMPANY = "company"
    MODERATORS = "moderators"
    TEAM = "team"
    STAFF = "staff"  # product managers, moderators and administrators
    ADMINISTRATORS = "administrators"


def open_to(audience: Audience) -> Callable[[V], V]:
    """Declare the audience of a view; `guard` enforces it before the view runs."""

    def declare(view: V) -> V:
        view.__audience__ = audience  # type: ignore[attr-defined]  # functions take attributes
        return view

    return declare


def unverified_too(view: V) -> V:
    """Let members write here who are not verified or are suspended (own account)."""
    view.__unverified_too__ = True  # type: ignore[attr-defined]  # functions take attributes
    return view


def audience_of(app: Flask, endpoint: str, method: str = "GET") -> Audience | None:
    """The audience a route declared, looked up on the function that will answer."""
    found: Audience | None = getattr(
        answering(app, endpoint, method), "__audience__", None
    )
    return found


def answering(app: Flask, endpoint: str, method: str) -> Callable[..., Any]:
    """The function behind a route: of a class-based view, the one for the method."""
    view = app.view_functions[endpoint]
    view_class = getattr(view, "view_class", None)
    if view_class is None:
        return view
    name = "get" if method == "HEAD" else method.lower()
    found: Callable[..., Any] = getattr(view_class, name, view)
    return found


EVERYBODY = {Audience.ANYONE, Audience.MEMBERS}

ADMITS: dict[Audience, Callable[[Actor], bool]] = {
    Audience.ANYONE: lambda _: True,
    Audience.MEMBERS: lambda actor: actor.is_member,
    Audience.COMPANY: lambda actor: actor.is_company,
    Audience.MODERATORS: lambda actor: actor.is_moderator,
    Audience.TEAM: lambda actor: actor.is_team,
    Audience.STAFF: lambda actor: actor.is_team or actor.is_moderator,
    Audience.ADMINISTRATORS: lambda actor: actor.is_administrator,
}


def admits(audience: Audience, actor: Actor) -> bool:
    return ADMITS[audience](actor)


def guard(app: Flask, actor_of_request: Callable[[], Actor]) -> None:
    """Refuse, before any view runs, whoever the route is not open to."""

    @app.before_request
    def refuse_others() -> None:
        endpoint, method = request.endpoint, request.method
        if endpoint is None or method == "OPTIONS":
            return
        view = answering(app, endpoint, method)
        audience: Audience | None = getattr(view, "__audience__", None)
        if audience is None:
            raise ForbiddenError("This page has no audience.")
        if audience is Audience.ANYONE:
            return
        if method in SAFE_METHODS:
            actor = actor_of_request()
            refuse_outsiders(audience, actor)
        else:
            begin_for(view)
            actor = actor_of_request()
            refuse_outsiders(audience, actor)
            refuse_silenced(view, actor)
        if is_kept(view, method):
            audit.asked_by(actor.person_id, endpoint, request.view_args or {})

    app.teardown_request(end)
    app.teardown_request(audit.asked_by_nobody)


def is_kept(view: Callable[..., Any], method: str) -> bool:
    """Whether the audit log says who asked: any write that is not every member's."""
    if method in SAFE_METHODS:
        return hasattr(view, "__logged__")
    audience: Audience | None = getattr(view, "__audience__", None)
    return audience not in EVERYBODY and not hasattr(view, "__unlogged__")


def refuse_outsiders(audience: Audience, actor: Actor) -> None:
    if not actor.is_member:
        raise SignInFirstError
    if not admits(audience, actor):
        raise ForbiddenError


def refuse_silenced(view: Callable[..., Any], actor: Actor) -> None:
    """Members who may not write now are told why; their own account stays theirs."""
    reason = why_not_write(actor)
    if reason and not hasattr(view, "__unverified_too__"):
        raise ForbiddenError(reason)
