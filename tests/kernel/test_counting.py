"""Processes beside each other count together, and forget what is over."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import time_machine

from cocreate.kernel.counting import SCHEME, OnDisk


@pytest.fixture
def two(tmp_path: Path) -> list[OnDisk]:
    """What two processes have of the same file."""
    file = f"{SCHEME}://{tmp_path / 'limits.db'}"
    return [OnDisk(file, secret="known to both") for _ in range(2)]


def test_all_count_as_one(two: list[OnDisk]) -> None:
    with ThreadPoolExecutor(4) as pool:
        counted = pool.map(lambda turn: two[turn % 2].incr("a", 60), range(40))
    assert sorted(counted) == [*range(1, 41)]
    assert [one.get("a") for one in two] == [40, 40]
    two[0].clear("a")
    assert two[1].get("a") == 0


def test_what_is_over_is_forgotten_and_nobody_is_named(two: list[OnDisk]) -> None:
    one, other = two
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        one.incr("address:192.0.2.7", 60)
        assert other.get_expiry("address:192.0.2.7") == 1_800_000_060
        clock.shift(61)
        assert other.get("address:192.0.2.7") == 0
        assert other.incr("address:192.0.2.7", 60) == 1
    kept = Path(one.file).read_bytes() + Path(f"{one.file}-wal").read_bytes()
    assert b"192.0.2.7" not in kept


def test_a_file_that_cannot_be_written_costs_nobody_a_page(tmp_path: Path) -> None:
    nowhere = OnDisk(f"{SCHEME}://{tmp_path / 'no' / 'limits.db'}")
    assert [nowhere.incr("a", 60) for _ in range(3)] == [1, 2, 3]
    assert nowhere.get("a") == 3


def test_a_clock_that_was_put_back_keeps_nobody_out(two: list[OnDisk]) -> None:
    with time_machine.travel(1_800_086_400, tick=False):
        assert [one.incr("a", 60) for one in two] == [1, 2]
    with time_machine.travel(1_800_000_000, tick=False):
        assert [one.incr("a", 60) for one in two] == [1, 2]
