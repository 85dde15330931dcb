import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ZipFile]:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(  # noqa: S603 - our own build
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    with ZipFile(built) as opened:
        yield opened


@pytest.mark.parametrize("folder", ["cocreate", "templates", "static", "migrations"])
def test_a_wheel_holds_all_that_serves_the_site(wheel: ZipFile, folder: str) -> None:
    prefix = "" if folder == "cocreate" else "cocreate/"
    tracked = subprocess.run(  # noqa: S603 - our own words
        ["git", "ls-files", folder],  # noqa: S607 - the git of whoever runs the tests
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert {f"{prefix}{path}" for path in tracked} <= {*wheel.namelist()}


def test_a_wheel_holds_nothing_else(wheel: ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"cocreate"}


def test_a_wheel_installs_the_command(wheel: ZipFile) -> None:
    (entry_points,) = (
        name for name in wheel.namelist() if name.endswith("entry_points.txt")
    )
    assert "cocreate = cocreate.__main__:main" in wheel.read(entry_points).decode()


def test_a_wheel_asks_for_ranges_not_for_pins(wheel: ZipFile) -> None:
    (metadata,) = (name for name in wheel.namelist() if name.endswith("METADATA"))
    assert "Requires-Dist: flask==3.1.*" in wheel.read(metadata).decode()


def test_the_locks_name_no_place_to_fetch_from() -> None:
    for lock in ("requirements.txt", "requirements-dev.txt"):
        assert "://" not in Path(lock).read_text()
