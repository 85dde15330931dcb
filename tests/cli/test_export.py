from pathlib import Path

import pytest
from flask import Flask

from cocreate.cli.importing.command import OPERATOR
from cocreate.cli.importing.run import import_folder
from cocreate.kernel.db import db
from tests.cli.running import run
from tests.cli.sets import (
    a_comment_line,
    a_vote_line,
    an_idea_line,
    exported,
    write_set,
)


def test_hidden_things_stay_here_unless_they_are_asked_for(
    app: Flask, tmp_path: Path
) -> None:
    gone = {"hidden_at": "2025-03-04", "hidden_reason": "An insult."}
    folder = write_set(
        tmp_path / "set",
        ideas=[an_idea_line("1"), an_idea_line("2", **gone)],
        comments=[
            a_comment_line("a", **gone),
            a_comment_line("b", parent="a"),
            a_comment_line("c", "2"),
            a_comment_line("d", **gone),
        ],
        votes=[a_vote_line("v"), a_vote_line("v", "2"), a_vote_line("w", value=-1)],
    )
    import_folder(folder, OPERATOR, name=None, project=None)
    found = exported(app, tmp_path / "shown")
    assert [row["title"] for row in found["ideas"]] == ["Show what is left, version 1"]
    assert [row["body"] for row in found["comments"]] == ["", "I agree, said b"]
    assert sorted(row["value"] for row in found["votes"]) == [-1, 1]
    assert "insult" not in (tmp_path / "shown" / "comments.jsonl").read_text()
    everything = exported(app, tmp_path / "all", "--with-hidden")
    assert len(everything["ideas"]) == 2
    assert len(everything["comments"]) == 4
    assert len(everything["votes"]) == 3


def test_one_project_is_exported_alone(app: Flask, tmp_path: Path) -> None:
    folder = write_set(
        tmp_path / "set", ideas=[an_idea_line("1"), an_idea_line("2", project="Other")]
    )
    import_folder(folder, OPERATOR, name=None, project=None)
    found = exported(app, tmp_path / "one", "--project", "other")
    assert [row["project"] for row in found["ideas"]] == ["Other"]
    db.session.rollback()
    result = run(app, "export", str(tmp_path / "none"), "--project", "nowhere")
    assert result.exit_code == 1


@pytest.mark.usefixtures("world")
def test_no_address_leaves_the_house(app: Flask, tmp_path: Path) -> None:
    exported(app, tmp_path / "all", "--with-hidden")
    for path in (tmp_path / "all").iterdir():
        assert "@example.com" not in path.read_text()
