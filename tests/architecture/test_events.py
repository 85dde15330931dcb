from dataclasses import fields, is_dataclass

import pytest
from flask import Flask

from cocreate.kernel.outbox import Event, subscribed

# What is recorded although nobody listens yet, each with its reason.
UNHEARD: dict[str, str] = {}


def kinds() -> list[type[Event]]:
    return sorted(Event.__subclasses__(), key=lambda kind: kind.__name__)


@pytest.mark.sqlite
def test_somebody_listens_to_every_event(site: Flask) -> None:
    unheard = {kind.__name__ for kind in kinds()} - {*subscribed()}
    assert sorted(unheard) == sorted(UNHEARD)


@pytest.mark.sqlite
def test_events_carry_ids_and_facts_never_rows(site: Flask) -> None:
    for kind in kinds():
        assert is_dataclass(kind)
        assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]  # dataclass's own
        assert all(field.kw_only for field in fields(kind)), kind
