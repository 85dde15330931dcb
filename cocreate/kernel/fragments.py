"""Pieces of pages that look the same for the same facts: made once, then kept.

A fragment is a macro and its arguments. Nothing else may enter it, so equal arguments
give equal HTML and a kept one is never stale. A form's token differs from reader to
reader, a script's nonce from page to page: fragments hold marks in their places, and
`with_token` and `whole` put them in.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from threading import Lock
from typing import Any

from flask import Flask, current_app
from jinja2 import Environment

from cocreate.config import current
from cocreate.kernel.form_tokens import form_token
from cocreate.kernel.languages import spoken
from cocreate.kernel.nonces import nonce
from cocreate.kernel.text import SafeHtml, trusted

MOST = 20_000
# Nobody can guess it, so that no text people wrote is taken for their place.
TOKEN_MARK = f"token-{secrets.token_hex(16)}"
NONCE_MARK = f"nonce-{secrets.token_hex(16)}"

_environments: dict[int, Environment] = {}
_macros: dict[tuple[int, str], Callable[..., SafeHtml]] = {}
_kept: OrderedDict[tuple[Hashable, ...], SafeHtml] = OrderedDict()
_lock = Lock()


def set_up(app: Flask) -> None:
    """Let templates put down fragments, each with its reader's token, and scripts."""
    app.jinja_env.globals.update(fragment=whole, nonce=nonce)


def whole(name: str, *facts: Hashable) -> SafeHtml:
    """A fragment as it stands on this page: its scripts with the page's nonce."""
    found = fragment(name, *facts)
    if NONCE_MARK in found:
        found = trusted(str.replace(found, NONCE_MARK, nonce()))
    return with_token((found,)) if TOKEN_MARK in found else found


def fragment(name: str, *facts: Hashable, **named: Hashable) -> SafeHtml:
    """The HTML of the component `name` for these facts."""
    key = (spoken(), name, *facts, *named.items())
    found = _kept.get(key)
    if found is None:
        found = macro(name)(*facts, **named)
        if not current().development:
            keep(key, found)
    return found


def fragments(name: str, many: Iterable[tuple[Hashable, ...]]) -> Iterator[SafeHtml]:
    """The same component for many facts, as in a list."""
    language = spoken()
    for facts in many:
        yield _kept.get((language, name, *facts)) or fragment(name, *facts)


def keep(key: tuple[Hashable, ...], html: SafeHtml) -> None:
    with _lock:
        _kept[key] = html
        if len(_kept) > MOST:
            _kept.popitem(last=False)


def with_token(fragments: Iterable[SafeHtml]) -> SafeHtml:
    """Join fragments; a signed-in reader's token takes the place of its mark."""
    joined = "".join(fragments)
    if TOKEN_MARK in joined:
        joined = joined.replace(TOKEN_MARK, form_token())
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
        marks = {"csrf": lambda: TOKEN_MARK, "nonce": lambda: NONCE_MARK}
        marked.globals = {**own.globals, **marks}
        _environments[id(own)] = marked
    return _environments[id(own)]
