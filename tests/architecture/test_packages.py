"""Whatever is imported is in the lock file that installs it."""

import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.reading import imports_of, sources

HOMES = packages_distributions()
OURS = {"cocreate", "tests", "bench", "_typeshed"}


def locked(lock: str) -> set[str]:
    return {
        plain(name) for name in re.findall(r"(?m)^([\w.-]+)==", Path(lock).read_text())
    }


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def packages_of(folder: str) -> set[str]:
    """The distributions that the files of a folder import from."""
    tops = {
        name.split(".")[0]
        for path in sources(folder)
        for name in imports_of(path).values()
    }
    foreign = tops - OURS - sys.stdlib_module_names
    return {plain(HOMES.get(top, [top])[0]) for top in foreign}


@pytest.mark.parametrize(
    ("folder", "lock"),
    [
        ("cocreate", "requirements.txt"),
        ("migrations", "requirements.txt"),
        ("tests", "requirements-dev.txt"),
        ("bench", "requirements-dev.txt"),
    ],
)
def test_whatever_is_imported_is_locked(folder: str, lock: str) -> None:
    assert packages_of(folder) - locked(lock) == set()


def test_the_tests_stand_on_the_same_packages_as_the_house() -> None:
    house, both = (
        Path(lock).read_text() for lock in ("requirements.txt", "requirements-dev.txt")
    )
    pins = set(re.findall(r"(?m)^[\w.-]+==[^ ]+", house))
    assert pins <= set(re.findall(r"(?m)^[\w.-]+==[^ ]+", both))
