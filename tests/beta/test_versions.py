"""Versions have an order: 1.9 comes before 1.10, a beta before what it leads to."""

from itertools import pairwise

import pytest
from flask import Flask
from hypothesis import given as drawn
from hypothesis import settings as bounds
from hypothesis import strategies as st

from cocreate.beta import queries
from cocreate.beta.versions import agrees, key_of_version
from tests.factories import a_build, a_product_manager, a_programme, actor_of

RISING = [
    ("0.9", ""),
    ("1.0.dev3", ""),
    ("1.0a1", ""),
    ("1.0 alpha 2", ""),
    ("1.0 beta 2", ""),
    ("1.0-beta.11", ""),
    ("1.0rc1.dev2", ""),
    ("1.0-RC.1", ""),
    ("1.0", ""),
    ("v1.0", "7"),
    ("1.0.0", "10"),
    ("1.0 (11)", ""),
    ("1.0.post1", ""),
    ("1.0.2", ""),
    ("1.0.2k", ""),
    ("1.0.2l", ""),
    ("1.9", ""),
    ("1.10", ""),
    ("4.5 nightly 20261121", ""),
    ("4.5 nightly 20261122", ""),
    ("4.5 beta 2", ""),
    ("4.5", ""),
    ("2026-11-22", ""),
    ("2026-12-01", ""),
]


@pytest.mark.parametrize(("former", "later"), [*pairwise(RISING)], ids=str)
def test_versions_rise(former: tuple[str, str], later: tuple[str, str]) -> None:
    assert key_of_version(*former) < key_of_version(*later)


@bounds(max_examples=60, deadline=None, derandomize=True)
@drawn(st.text(max_size=40), st.text(max_size=20))
def test_any_words_have_a_place_of_one_width(version: str, number: str) -> None:
    key = key_of_version(version, number)
    assert len(key) == len(key_of_version("1.0"))
    assert key.isascii()
    assert key.isdigit()


@pytest.mark.parametrize(
    ("said", "found", "expected"),
    [
        ("5.0 beta 3", "5.0", True),
        ("5.0", "5.0.0", True),
        ("5.0 beta 3", "5.0-beta.3", True),
        ("5.0", "5.0.1", False),
        ("5.0", "5.0b3", False),
        ("Autumn", "1.0", False),
        ("Autumn", "Autumn", True),
    ],
)
def test_what_people_call_a_version_may_say_more_than_its_file(
    said: str, found: str, *, expected: bool
) -> None:
    assert agrees(said, found) is expected


def test_builds_stand_in_the_order_of_their_versions(app: Flask) -> None:
    programme = a_programme()
    for version in ("1.10", "1.9", "1.10 beta 1", "1.2"):
        a_build(programme, version=version)
    found = queries.builds(actor_of(a_product_manager()), programme.id)
    assert [one.version for one in found] == ["1.10", "1.10 beta 1", "1.9", "1.2"]
