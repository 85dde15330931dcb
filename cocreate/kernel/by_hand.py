"""Forms that put words before others: filled in by hand, or asked for once more.

Machines fill in what people do not see, and bring links quicker than people read. To be
quick alone proves nothing: browsers fill in names. Nothing is eaten by it: whoever a
password manager tripped, or is quick, finds what they typed, and presses once more.
Whoever is trusted, or the company's own, is neither shown this nor asked; programs come
by the API, which has its tokens.
"""

import re
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

from flask import Flask, current_app, request
from itsdangerous import BadData, URLSafeSerializer

from cocreate.config import current
from cocreate.kernel.again import asked_once_more
from cocreate.kernel.clock import now
from cocreate.kernel.languages import translatable
from cocreate.kernel.policy import Actor, Trust

V = TypeVar("V", bound=Callable[..., Any])
EXTENSION = "cocreate_by_hand"
SALT = "shown-at"
UNSEEN, SHOWN_AT = "website", "shown_at"  # the fields; machines like the first one
FILLED_IN = translatable(
    "Your browser filled in something here that people do not see, as machines do. It "
    "is empty again, and what you typed is kept: please send it once more."
)
QUICK = translatable(
    "That was as quick as machines are. What you typed is kept: press once more."
)
LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)


def set_up(app: Flask, actor_of_request: Callable[[], Actor]) -> None:
    app.extensions[EXTENSION] = actor_of_request
    app.jinja_env.globals.update(asks_for_hands=is_asked, shown_at=shown_at)


def filled_by_hand(view: V) -> V:
    """Ask a reader nobody knows yet once more for what no hand seems to have sent.

    The view says which page holds it (`asks_again`), and its form carries `by_hand()`.
    """

    @wraps(view)
    def asked(*args: Any, **named: Any) -> Any:
        why = why_once_more() if is_asked() else None
        return asked_once_more(why) if why else view(*args, **named)

    asked.__by_hand__ = True  # type: ignore[attr-defined]  # functions take attributes
    return cast("V", asked)


def is_asked() -> bool:
    """Whether the reader is one of those that machines pose as."""
    actor: Actor = current_app.extensions[EXTENSION]()
    return not actor.has_reached(Trust.FAMILIAR)


def why_once_more() -> str | None:
    if request.form.get(UNSEEN):
        return FILLED_IN
    return QUICK if brings_link() and is_quick() else None


def brings_link() -> bool:
    return any(LINK.search(said) for said in request.form.values())


def is_quick() -> bool:
    """Whether it came sooner after its page than people write, or without a page."""
    least = current().form_least_seconds
    if not least:
        return False
    seconds = seconds_since_shown()
    return seconds is None or seconds < least


def shown_at() -> str:
    """When the form was first shown, signed; where it is refused, that stays."""
    if request.method == "POST" and seconds_since_shown() is not None:
        return request.form[SHOWN_AT]
    return str(signer().dumps(milliseconds()))


def seconds_since_shown() -> float | None:
    """Nothing where we signed no such time, or where the clock was put back since."""
    try:
        shown: int = signer().loads(request.form.get(SHOWN_AT, ""))
    except BadData:
        return None
    past = milliseconds() - shown
    return past / 1000 if past >= 0 else None


def milliseconds() -> int:
    return round(now().timestamp() * 1000)


def signer() -> URLSafeSerializer:
    return signer_with(str(current_app.secret_key))


@lru_cache(maxsize=4)
def signer_with(key: str) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt=SALT)
