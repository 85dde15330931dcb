"""What is known against a package stops us; who cannot be asked does not."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.auditing import main

SOUND = {"name": "flask", "version": "3.1", "vulns": []}
BAD = {"name": "jinja2", "version": "2.1", "vulns": [{"id": "PYSEC-1"}]}
UNASKED = {"name": "bleach", "skip_reason": "Dependency not found on PyPI"}
DONE = {"metadata": {"dependencies": {"total": 1}}}
HIGH = {"htmx.org": {"range": "<2", "severity": "high"}}


@pytest.mark.parametrize(
    "case",
    [
        ([SOUND], {"vulnerabilities": {}} | DONE, False, "nothing is known"),
        ([SOUND, BAD], {"vulnerabilities": {}} | DONE, True, "jinja2 2.1: PYSEC-1"),
        ([SOUND], {"vulnerabilities": HIGH} | DONE, True, "htmx.org <2: high"),
        ([UNASKED], {"error": {"code": 405}}, False, "nobody was reached"),
        (None, "<html>", False, "nobody was reached"),
    ],
    ids=["sound", "a package", "a script", "refused", "beside itself"],
)
def test_what_registries_say_is_heard(
    case: tuple[Any, Any, bool, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pip, npm, fails, says = case
    for name, answer in {"uv": {"dependencies": pip}, "npm": npm}.items():
        client = tmp_path / name
        client.write_text(
            f"#!/bin/sh\ncat <<'END'\n{json.dumps(answer)}\nEND\nexit 1\n"
        )
        client.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert main() == fails
    assert says in capsys.readouterr().out
