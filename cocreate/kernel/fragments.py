"""Pieces of pages that look the same for the same facts: made once, then kept.

A fragment is a macro and its arguments. Nothing else may enter it (no reader, no
token), so equal arguments give equal HTML and a kept one is never stale.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

from flask import current_app
from markupsafe import Markup

MOST = 20_000

_macros: dict[tuple[int, str, str], Callable[..., Markup]] = {}
_kept: OrderedDict[tuple[Hashable, ...], Markup] = OrderedDict()
_lock = Lock()


def fragment(name: str, *facts: Hashable) -> Markup:
    """The HTML of the component `name` for these facts."""
    key = (name, *facts)
    found = _kept.get(key)
    if found is None:
        found = macro(name)(*facts)
        with _lock:
            _kept[key] = found
            if len(_kept) > MOST:
                _kept.popitem(last=False)
    return found


def macro(name: str) -> Callable[..., Markup]:
    """The macro of a component's template, which bears the same name."""
    environment = current_app.jinja_env
    key = (id(environment), name, "")
    if key not in _macros or current_app.debug:
        module: Any = environment.get_template(f"components/{name}.html").make_module()
        _macros[key] = getattr(module, name)
    return _macros[key]
