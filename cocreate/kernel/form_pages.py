"""Addresses that only take forms: whoever opens one is led to the page of the form.

A refused form leaves the browser at the address it was sent to. Read again from
there, it is the page the form stands on: as the view says, else the nearest above.
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from flask import current_app, request
from flask.globals import request_ctx
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from cocreate.kernel.access import answering

V = TypeVar("V", bound=Callable[..., Any])
Found = tuple[str, dict[str, Any]]
READ = frozenset({"GET", "HEAD"})


def form_on(endpoint: str) -> Callable[[V], V]:
    """Say on which page a view's form stands, where that is not the nearest above.

    The page takes the view's own arguments, or fewer of them.
    """

    def declare(view: V) -> V:
        view.__form_on__ = endpoint  # type: ignore[attr-defined]  # functions take attributes
        return view

    return declare


def page_of_form() -> str | None:
    """Where the form stands whose address is asked for, or none."""
    if request.method not in READ:
        return None
    sent = answers_at(request.path, "POST")
    if sent is None:
        return None
    said = getattr(answering(current_app, sent[0], "POST"), "__form_on__", None)
    if said is None:
        return nearest_above(request.path)
    return current_app.url_for(said, **taken_by(said, sent[1]))


def taken_by(endpoint: str, values: dict[str, Any]) -> dict[str, Any]:
    """Of the values those that the endpoint's address has a place for."""
    rules = current_app.url_map.iter_rules(endpoint)
    named = {name for rule in rules for name in rule.arguments}
    return {name: value for name, value in values.items() if name in named}


def nearest_above(path: str) -> str | None:
    """The next page on the way up from an address to the root of the site."""
    root = request.script_root
    return next((root + one for one in above(path) if answers_at(one, "GET")), None)


def above(path: str) -> Iterator[str]:
    while path:
        path = path.rpartition("/")[0]
        yield path or "/"


def answers_at(path: str, method: str) -> Found | None:
    """What answers at an address, and the values in it; or nothing does."""
    adapter = request_ctx.url_adapter
    assert adapter is not None, "a request is being answered"
    try:
        endpoint, values = adapter.match(path, method=method)
    except (HTTPException, RequestRedirect):
        return None
    return endpoint, dict(values)
