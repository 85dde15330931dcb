"""A form whose session has ended: its page once more, with all that was typed.

A form's token ends with its session. The form is refused like any other without one,
and writes nothing; where it came from a page of ours, the refusal is that page, with a
token of today, or one that holds nothing but the words where no page does. Nobody
else's site can put words into a reader's mouth by it.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from flask import Response, current_app, render_template, request, session

from cocreate.kernel.access import Audience, answering, audience_of
from cocreate.kernel.errors import NotFoundError, SignInFirstError
from cocreate.kernel.flashed import flash_as_spoken
from cocreate.kernel.form_tokens import NAME, form_token
from cocreate.kernel.languages import in_language, readers_own, speaking, translatable

V = TypeVar("V", bound=Callable[..., Any])
ENDED = translatable(
    "Your session had ended, so nothing was sent yet. "
    "What you wrote is below: press once more to send it."
)
SIGNED_OUT = translatable(
    "You were signed out meanwhile, so nothing was sent yet. "
    "Sign in, and what you wrote is sent with the same press."
)
DOOR = "people.enter"
DOORS = {DOOR, "people.take_step", "people.prove_oneself"}
FEWEST_LETTERS = 20  # of what is worth keeping, where no page says how to show it
ONWARD = "onward"  # where what is carried through the door is sent
OWN_FIELDS = {
    *(NAME, ONWARD, "email", "password", "longer", "next"),
    *("step_code", "own_password"),
}


def asks_again(show: Callable[..., str]) -> Callable[[V], V]:
    """Say which page holds what a view was sent; made of the view's own arguments.

    It is for views that are open to anyone or to members. The page reads, and asks
    whether the reader may see it, like any other.
    """

    def declare(view: V) -> V:
        view.__asks_again__ = show  # type: ignore[attr-defined]  # functions take attributes
        return view

    return declare


def asked_again(*, signed_in: bool) -> Response | None:
    """The page of a form that came without a token of today, or none."""
    show = page_behind() or page_of_words()
    if show is None or not is_from_here():
        return None
    if by_script():
        return with_token(Response(status=400))
    if signed_in or is_open_to_anyone():
        try:
            return again(lambda: show(**(request.view_args or {})), 400, ENDED)
        except (NotFoundError, SignInFirstError):
            if signed_in:
                raise
    return at_the_door()


def asked_once_more(sentence: str) -> Response:
    """The page of a form that was read whole, to be sent once more as it stands."""
    show = page_behind()
    assert show is not None, "what is asked for once more says which page holds it"
    return again(lambda: show(**(request.view_args or {})), 422, sentence)


def at_the_door() -> Response | None:
    """The sign-in page, which sends on what was typed once somebody has signed in."""
    if (page_behind() or page_of_words()) is None or by_script():
        return None
    door = answering(current_app, DOOR, "POST")
    return again(door.__asks_again__, 401, SIGNED_OUT)  # type: ignore[attr-defined]  # set above


def page_behind() -> Callable[..., str] | None:
    if request.endpoint is None:
        return None
    view = answering(current_app, request.endpoint, request.method)
    show: Callable[..., str] | None = getattr(view, "__asks_again__", None)
    return show


def page_of_words() -> Callable[..., str] | None:
    """A page with what was typed and a button, for forms whose own page we cannot say.

    What opens an account is never shown, and a press without words is made again.
    """
    typed = carried()
    if typed is None or len(typed.words) < FEWEST_LETTERS or holds_secret(request.form):
        return None

    @in_language(readers_own)
    def page(**_: object) -> str:
        return render_template("errors/again.html", typed=typed)

    return page


def typed_here() -> "Carried | None":
    """What a form of ours brought, for a page that says why it could not be kept.

    A form that was not read whole is not read for this, and a script keeps its own.
    """
    if "form" not in vars(request) or by_script() or holds_secret(request.form):
        return None
    return carried()


def holds_secret(form: Iterable[str]) -> bool:
    return any("password" in name or name in {"current", "code"} for name in form)


def is_open_to_anyone() -> bool:
    endpoint = request.endpoint or ""
    return audience_of(current_app, endpoint, request.method) is Audience.ANYONE


def is_from_here() -> bool:
    """Whether a page of this site sent the form: browsers say so, and no page can."""
    said = request.headers.get("Sec-Fetch-Site")
    if said:
        return said == "same-origin"
    try:
        origin = urlsplit(request.headers.get("Origin", ""))
    except ValueError:
        return False
    return bool(origin.netloc) and origin.netloc == request.host


def by_script() -> bool:
    return "HX-Request" in request.headers


def again(show: Callable[[], str], status: int, sentence: str) -> Response:
    session.pop("_flashes", None)  # of a page that could not be shown
    with speaking(readers_own()):
        flash_as_spoken(sentence, "note")
    answer = Response(show(), status, mimetype="text/html")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def with_token(answer: Response) -> Response:
    """A script of ours may send it once more by itself; no other site reads this."""
    answer.headers["X-CSRFToken"] = form_token()
    answer.headers["Cache-Control"] = "no-store"
    return answer


class Carried(NamedTuple):
    """What somebody had typed when they were asked to sign in first."""

    onward: str
    fields: list[tuple[str, str]]

    @property
    def words(self) -> str:
        """What they will know it by: the longest of it."""
        return max((said for _, said in self.fields), key=len, default="")


def carried() -> Carried | None:
    """What the form of this request takes through the door, if anything."""
    if request.method != "POST":
        return None
    onward = request.form.get(ONWARD, "") if is_the_door() else request.path
    if not onward:
        return None
    fields = [
        (name, said)
        for name, said in request.form.items(multi=True)
        if name not in OWN_FIELDS
    ]
    return Carried(onward, fields)


def is_the_door() -> bool:
    return request.endpoint in DOORS
