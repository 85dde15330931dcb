import json
import subprocess
import sys
from pathlib import Path

from flask import Flask
from sqlalchemy import text

import cocreate
from cocreate.kernel.db import db
from tests.architecture.test_migrations import standing_at
from tests.cli.running import run

ROOT = Path(__file__).parents[2]


def test_a_newer_database_is_named_and_left_as_it_is(app: Flask) -> None:
    with standing_at("9999"):
        for options in ([], ["--fix"]):
            result = run(app, "doctor", "--json", *options)
            assert result.exit_code == 1
            (only,) = json.loads(result.output)["checks"]
            (trouble,) = only["left"]
            assert "newer CoCreate" in trouble["words"]
            assert only["did"] == ("left the database as it is" if options else None)
        assert "Something is wrong." in run(app, "doctor", "--fix").output
        stands_at = text("SELECT version_num FROM alembic_version")
        assert db.session.scalar(stands_at) == "9999"


def test_the_version_is_told_by_a_checkout_that_is_not_installed(
    tmp_path: Path,
) -> None:
    """Neither settings nor a distribution are there: only the code."""
    told = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-S", "-c", WITHOUT_DISTRIBUTION, "--version"],
        cwd=tmp_path,
        env={"PYTHONPATH": f"{ROOT}:{site_packages()}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stderr == ""
    assert cocreate.__version__ in told.stdout


WITHOUT_DISTRIBUTION = """
import importlib.metadata as metadata

def nothing(name):
    raise metadata.PackageNotFoundError(name)

metadata.version = metadata.distribution = nothing
from cocreate.cli import cocreate
cocreate(prog_name="cocreate")
"""


def site_packages() -> str:
    return ":".join(path for path in sys.path if path.endswith("site-packages"))
