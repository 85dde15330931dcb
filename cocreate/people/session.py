"""Who is asking: taken from the browser's sign-in, or from the API token it sent.

The cookie holds a sign-in's token, not a person's number: ending the sign-in ends
the cookie, wherever a copy of it may lie.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Flask, Request, current_app, g, has_request_context, request, session
from flask_login import LoginManager, login_user, logout_user
from flask_login import current_user as flask_login_user

from cocreate.config import current
from cocreate.kernel.bearer import bearer_token
from cocreate.kernel.clock import now
from cocreate.kernel.errors import ForbiddenError, SignInFirstError
from cocreate.kernel.ids import PersonId
from cocreate.kernel.languages import Language, asked_for
from cocreate.kernel.log import log
from cocreate.kernel.policy import STRANGER, Actor, Role
from cocreate.people import queries
from cocreate.people.faces import hue_of, initials_of, picture_url_of

HALF = "half"
PROOF_LASTS = timedelta(minutes=15)
V = TypeVar("V", bound=Callable[..., Any])


class SecondStepError(ForbiddenError):
    message = "One more step: the code of your application."


class ProofError(ForbiddenError):
    message = "This is a step that needs to be yours. Say once more that it is you."


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The signed-in reader, as flask-login and the layout know them."""

    token: str
    sign_in_id: int
    actor: Actor
    name: str
    picture_key: str | None
    unread: int
    last_seen_at: datetime
    proven_at: datetime

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        return self.token

    @property
    def person_id(self) -> PersonId:
        return self.actor.person_id

    @property
    def initials(self) -> str:
        return initials_of(self.name)

    @property
    def picture_url(self) -> str | None:
        return picture_url_of(self.person_id, self.picture_key)

    @property
    def hue(self) -> int:
        return hue_of(self.name)

    @property
    def role(self) -> Role | None:
        return self.actor.role

    @property
    def is_team(self) -> bool:
        return self.actor.is_team

    @property
    def is_moderator(self) -> bool:
        return self.actor.is_moderator

    @property
    def is_administrator(self) -> bool:
        return self.actor.is_administrator

    @property
    def is_company(self) -> bool:
        return self.actor.is_company


def set_up(app: Flask) -> None:
    """Let flask-login find the signed-in reader by the sign-in's token."""
    app.config.update(
        REMEMBER_COOKIE_NAME="__Host-cocreate-remember"
        if app.config["SESSION_COOKIE_SECURE"]
        else "cocreate_remember",
        REMEMBER_COOKIE_HTTPONLY=True,
        REMEMBER_COOKIE_SAMESITE="Lax",
        REMEMBER_COOKIE_SECURE=app.config["SESSION_COOKIE_SECURE"],
        SESSION_PROTECTION=None,
    )
    login = LoginManager(app)
    login.session_protection = None  # the sign-in row is the protection
    login._session_identifier_generator = lambda: ""  # noqa: SLF001 - made for that alone
    login.user_loader(load_signed_in)
    app.context_processor(lambda: {"viewer": current_viewer()})


def load_signed_in(token: str) -> SignedIn | None:
    found = queries.find_sign_in(token)
    if found is None:
        return None
    return SignedIn(
        token=token,
        sign_in_id=found.sign_in_id,
        actor=found.actor,
        name=found.name,
        picture_key=found.picture_key,
        unread=found.unread,
        last_seen_at=found.last_seen_at,
        proven_at=found.proven_at,
    )


def current_viewer() -> SignedIn | None:
    """The reader signed in by cookie, or None."""
    if not has_request_context():
        return None
    user = flask_login_user._get_current_object()  # noqa: SLF001 - the proxy's documented door
    return user if isinstance(user, SignedIn) else None


def current_actor() -> Actor:
    """Who asks in this request: by API token, by cookie, or a stranger."""
    if "actor" not in g:
        g.actor = actor_of(request)
    actor: Actor = g.actor
    return actor


def actor_of(asking: Request) -> Actor:
    token = bearer_token(asking)
    if token is not None:
        found = queries.find_token_owner(token)
        if found is None:
            raise SignInFirstError("This token is not valid, or was revoked.")
        g.token_may_write = found.may_write
        g.found_token = found
        return found.actor
    viewer = current_viewer()
    return viewer.actor if viewer else STRANGER


def own_language() -> Language:
    """In which language the reader is written to: theirs, or their browser's."""
    try:
        actor = current_actor()
    except SignInFirstError:  # a token that is not known: its refusal is read, too
        return asked_for()
    if not actor.is_member:
        return asked_for()
    return queries.language_of(actor.person_id)


def current_person_id() -> int:
    """The key of whoever asks; 0 for a stranger. For rate limits."""
    return int(current_actor().person_id)


def is_signed_in() -> bool:
    """Whether this answer is for one person alone and must not be kept by others."""
    return current_viewer() is not None or "Authorization" in request.headers


def remember(token: str, *, longer: bool) -> None:
    """Sign the browser in with a fresh sign-in's token, or ask for the second step."""
    signed_in = load_signed_in(token)
    if signed_in is None:
        session[HALF] = [token, longer]
        note("sign_in.half")
        raise SecondStepError
    session.pop(HALF, None)
    note("sign_in.opened", person=int(signed_in.person_id))
    days = timedelta(days=current().session_days)
    login_user(signed_in, remember=longer, duration=days)
    g.pop("actor", None)


def note(event: str, **facts: object) -> None:
    """Tell operators what happened at the door, and from where."""
    log.info(event, address=request.remote_addr, path=request.path, **facts)


def half_sign_in() -> tuple[queries.HalfSignIn, bool] | None:
    """Who is asked for a second step here, and whether to remember them after it."""
    match session.get(HALF):
        case [str(token), bool(longer)]:
            half = queries.find_half(token)
            return None if half is None else (half, longer)
        case _:
            return None


def is_remembered() -> bool:
    return str(current_app.config["REMEMBER_COOKIE_NAME"]) in request.cookies


def proven(view: V) -> V:
    """Let somebody do what is dangerous if they lately proved who they are."""

    @wraps(view)
    def asked(*args: Any, **named: Any) -> Any:
        viewer = current_viewer()
        if viewer is None or now() - viewer.proven_at > PROOF_LASTS:
            raise ProofError
        return view(*args, **named)

    return cast("V", asked)


def forget() -> None:
    """Sign the browser out."""
    logout_user()
    g.pop("actor", None)
