"""Sets of files to import, written by a test."""

import json
from pathlib import Path
from typing import Any

from flask import Flask

from cocreate.cli.importing.command import OPERATOR
from cocreate.cli.importing.report import Report
from cocreate.cli.importing.run import import_folder
from cocreate.kernel.db import db
from tests.cli.running import run

Row = dict[str, Any]


def an_idea_line(key: str = "1", **other: Any) -> Row:
    return {
        "id": key,
        "project": "The mobile bank",
        "title": f"Show what is left, version {key}",
        "body": "At a *glance*.",
        "author": f"someone:{key}",
        "created": "2025-03-01T10:00:00+00:00",
        "status": "new",
        **other,
    }


def a_comment_line(key: str, idea: str = "1", **other: Any) -> Row:
    return {
        "id": key,
        "idea": idea,
        "parent": None,
        "author": "commenter:7",
        "created": "2025-03-02T10:00:00+00:00",
        "body": f"I agree, said {key}",
        **other,
    }


def a_vote_line(voter: str, idea: str = "1", value: int = 1, **other: Any) -> Row:
    return {
        "idea": idea,
        "voter": voter,
        "value": value,
        "at": "2025-03-03T10:00:00+00:00",
        **other,
    }


def write_set(folder: Path, **files: list[Row | bytes]) -> Path:
    """Files of objects; bytes stand in them as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in files.items():
        lines = [
            row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows
        ]
        (folder / f"{name}.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    return folder


def reasons(report: Path) -> list[tuple[str, int, str]]:
    if not report.exists():
        return []
    rows = [json.loads(line) for line in report.read_text().splitlines()]
    return [(row["file"], row["line"], row["reason"]) for row in rows]


def bring(folder: Path, project: str | None = None) -> Report:
    return import_folder(folder, OPERATOR, name=None, project=project)


def exported(app: Flask, folder: Path, *options: str) -> dict[str, list[Row]]:
    db.session.rollback()
    result = run(app, "export", str(folder), *options)
    assert result.exit_code == 0, result.output
    return {
        path.stem: [json.loads(line) for line in path.read_text().splitlines()]
        for path in folder.glob("*.jsonl")
    }
