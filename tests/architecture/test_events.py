import ast
from dataclasses import fields, is_dataclass

import pytest
from flask import Flask

from cocreate.kernel.outbox import Event, subscribed
from tests.reading import (
    CAPABILITIES,
    capability_of,
    imports_of,
    module_of,
    sources,
    tree_of,
)

# What is recorded although nobody listens yet, each with its reason.
UNHEARD: dict[str, str] = {}


def kinds() -> list[type[Event]]:
    return sorted(Event.__subclasses__(), key=lambda kind: kind.__name__)


@pytest.mark.sqlite
def test_somebody_listens_to_every_event(site: Flask) -> None:
    unheard = {kind.__name__ for kind in kinds()} - {*subscribed()}
    assert unheard == {*UNHEARD}


@pytest.mark.sqlite
def test_events_carry_ids_and_facts_never_rows(site: Flask) -> None:
    for kind in kinds():
        assert is_dataclass(kind)
        assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]  # dataclass's own
        assert all(field.kw_only for field in fields(kind)), kind


def test_subscribers_call_their_own_actions() -> None:
    foreign = [
        f"{path} calls {name}"
        for path in sources("cocreate")
        if "subscribers" in module_of(path)
        for name in imports_of(path).values()
        if "actions" in name.split(".")
        and not name.startswith(f"cocreate.{capability_of(path)}.")
    ]
    assert foreign == []


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_nothing_subscribes_or_registers_when_it_is_imported(capability: str) -> None:
    """app.py wires by hand; a module that is imported only defines."""
    for path in sources(f"cocreate/{capability}"):
        called = {
            ast.unparse(node.value.func)
            for node in tree_of(path).body
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
        }
        assert called == set(), path
