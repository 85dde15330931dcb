"""Addresses on pages, built once: the same endpoint and values give the same one.

A page of an idea holds twenty besides those of its comments, and building them took
longer than asking the database.
"""

from collections.abc import Callable, Hashable
from typing import Any

from flask import Flask, current_app, has_request_context, request
from werkzeug.routing import Rule

from cocreate.config import current

MOST = 20_000


def set_up(app: Flask) -> None:
    """Let templates ask for addresses here instead of at every page anew."""
    app.url_rule_class = LateRule
    app.jinja_env.globals["url_for"] = Addresses(app)


class LateRule(Rule):
    """A route that learns to write its address when it is first asked for one.

    werkzeug writes and compiles two functions for each, and most are never asked.
    """

    def _compile_builder(
        self,
        append_unknown: bool = True,  # noqa: FBT001, FBT002 - werkzeug's
    ) -> Callable[..., tuple[str, str]]:
        name = "_build_unknown" if append_unknown else "_build"
        compiled = super()._compile_builder

        def build(_: Rule, /, **values: Any) -> tuple[str, str]:
            learnt = compiled(append_unknown).__get__(self, None)
            setattr(self, name, learnt)  # two at once learn the same
            address: tuple[str, str] = learnt(**values)
            return address

        return build


def address_of(endpoint: str, **values: Any) -> str:
    """The same for views whose pages are asked for most."""
    found: str = current_app.jinja_env.globals["url_for"](endpoint, **values)  # type: ignore[operator]  # it is what `set_up` put there
    return found


def whole_address_of(endpoint: str, **values: Any) -> str:
    """The same with the site's own name before it, for whoever keeps or sends it on.

    Not with the name that the request gave: anybody may write what they like there.
    Only where the site was given none is there no better: it is tried out at home. It
    may hold a token, so it is not among those that are kept here.
    """
    own = current()
    if own.is_named or not has_request_context():
        return own.site_url + current_app.url_for(endpoint, **values)
    return current_app.url_for(endpoint, _external=True, **values)


class Addresses:
    def __init__(self, app: Flask) -> None:
        self.app = app
        self.known: dict[Hashable, str] = {}

    def __call__(self, endpoint: str, **values: Any) -> str:
        """The address on this site, as Flask's `url_for` gives it."""
        if not (has_request_context() and is_whole(endpoint, values)):
            return self.app.url_for(endpoint, **values)
        # By kind as well as by value: 1 and True are equal, and not written alike.
        kinds = map(type, values.values())
        key = (request.environ.get("SCRIPT_NAME"), endpoint, *values.items(), *kinds)
        try:
            found = self.known.get(key)
        except TypeError:  # a list among the values
            return self.app.url_for(endpoint, **values)
        return found or self.build(key, endpoint, values)

    def build(self, key: Hashable, endpoint: str, values: dict[str, Any]) -> str:
        if len(self.known) >= MOST:
            self.known.clear()
        address = self.known[key] = self.app.url_for(endpoint, **values)
        return address


def is_whole(endpoint: str, values: dict[str, Any]) -> bool:
    """Whether the address depends on these alone, while nobody works on the files."""
    elsewhere = "_external" in values or endpoint.startswith(".")
    return not elsewhere and not current().development
