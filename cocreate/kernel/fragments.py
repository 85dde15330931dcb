"""Pieces of pages that look the same for the same facts: made once, then kept.

A fragment is a macro and its arguments. Nothing else may enter it, so equal arguments
give equal HTML and a kept one is never stale. A form's token differs from reader to
reader: fragments hold a mark in its place, and `with_token` puts it in.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from threading import Lock
from typing import Any

from flask import current_app
from flask_wtf.csrf import generate_csrf
from jinja2 import Environment

from cocreate.kernel.text import SafeHtml, trusted

MOST = 20_000
TOKEN_MARK = "token-goes-here"  # noqa: S105 - the place of a token, not one

_environments: dict[int, Environment] = {}
_macros: dict[tuple[int, str], Callable[..., SafeHtml]] = {}
_kept: OrderedDict[tuple[Hashable, ...], SafeHtml] = OrderedDict()
_lock = Lock()


def fragment(name: str, *facts: Hashable, **named: Hashable) -> SafeHtml:
    """The HTML of the component `name` for these facts."""
    key = (name, *facts, *named.items())
    found = _kept.get(key)
    if found is None:
        found = macro(name)(*facts, **named)
        with _lock:
            _kept[key] = found
            if len(_kept) > MOST:
                _kept.popitem(last=False)
    return found


def with_token(fragments: Iterable[SafeHtml]) -> SafeHtml:
    """Join fragments; a signed-in reader's token takes the place of its mark."""
    joined = "".join(fragments)
    if TOKEN_MARK in joined:
        joined = joined.replace(TOKEN_MARK, generate_csrf())
    return trusted(joined)


def macro(name: str) -> Callable[..., SafeHtml]:
    """The macro of a component's template, which bears the same name."""
    environment = marked_environment()
    key = (id(environment), name)
    if key not in _macros:
        template = environment.get_template(f"components/{name}.html")
        module: Any = template.make_module()
        _macros[key] = getattr(module, name)
    return _macros[key]


def marked_environment() -> Environment:
    """The application's templates, with a mark where a token would stand."""
    own = current_app.jinja_env
    if id(own) not in _environments:
        marked = own.overlay()
        marked.globals = {**own.globals, "csrf": lambda: TOKEN_MARK}
        _environments[id(own)] = marked
    return _environments[id(own)]
