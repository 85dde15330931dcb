from pathlib import Path
from typing import Any

import pytest

from tests.cli.sets import (
    a_comment_line,
    a_vote_line,
    an_idea_line,
    bring,
    reasons,
    write_set,
)

pytestmark = pytest.mark.usefixtures("app")

BAD_IDEAS: list[tuple[Any, str]] = [
    (b"{not json", "not JSON"),
    (b'{"id": "\xff\xfe"}', "not UTF-8"),
    (b"[" * 100_000, "not JSON"),
    (b'"text"', "holds no object"),
    (b'{"a": "' + b"x" * 1_100_000 + b'"}', "longer than 1,000,000 bytes"),
    (an_idea_line("x", id=None), "`id` is missing"),
    (an_idea_line("x", id=True), "`id` is neither"),
    (an_idea_line("x", id="a\x00b"), "`id` holds characters"),
    (an_idea_line("x", id="\ud800"), "`id` holds characters"),
    (an_idea_line("x", title="a\x00b"), "`title` holds a NUL"),
    (an_idea_line("x", title=" \u0007 "), "`title` is empty"),
    (an_idea_line("x", title="x" * 999), "`title` is longer"),
    (an_idea_line("x", body=None), "`body` is missing"),
    (an_idea_line("x", body=7), "`body` is not text"),
    (an_idea_line("x", body="x" * 30_000), "`body` is longer"),
    (an_idea_line("x", project=None), "`project` is missing"),
    (an_idea_line("x", project="new"), "`project`: "),
    (an_idea_line("x", created="yesterday"), "`created` is not a moment"),
    (an_idea_line("x", created=7), "`created` is not a moment"),
    (an_idea_line("x", created="9999-01-01"), "in the future"),
    (an_idea_line("x", created="0001-01-01T00:00:00+14:00"), "`created`"),
    (an_idea_line("x", status="pondered"), "the status “pondered” is unknown"),
    (an_idea_line("x", status=["new"]), "`status` is not text"),
    (an_idea_line("x", status="merged"), "a merged idea"),
    (an_idea_line("x", status="merged", merged_into="gone"), "merged into an idea"),
    (an_idea_line("x", status="merged", merged_into="x"), "merged into an idea"),
    (an_idea_line("x", tags="old"), "`tags` is not a list"),
    (an_idea_line("x", tags=[{}]), "`tags` is not text"),
    (an_idea_line("x", supporters=-1), "`supporters` is not a count"),
    (an_idea_line("x", supporters=10**400), "not JSON"),
    (an_idea_line("x", supporters=True), "`supporters` is not a count"),
    (an_idea_line("x", author=["me"]), "`author` is neither"),
    (an_idea_line("1"), "the id stands on line 1 already"),
]


@pytest.mark.parametrize(
    ("bad", "reason"), BAD_IDEAS, ids=[reason for _, reason in BAD_IDEAS]
)
def test_a_bad_line_is_named_and_the_rest_comes_in(
    tmp_path: Path, bad: Any, reason: str
) -> None:
    if isinstance(bad, dict) and bad.get("supporters") == 10**400:
        bad = b'{"id": "x", "supporters": 1' + b"0" * 5000 + b"}"
    folder = write_set(
        tmp_path / "set", ideas=[an_idea_line("1"), bad, an_idea_line("2")]
    )
    report = bring(folder)
    assert report.brought["ideas.jsonl"] == 2
    ((file, line, said),) = reasons(report.path)
    assert (file, line) == ("ideas.jsonl", 2)
    assert reason in said


def test_what_is_about_nothing_is_rejected(tmp_path: Path) -> None:
    folder = write_set(
        tmp_path / "set",
        ideas=[an_idea_line("1")],
        comments=[
            a_comment_line("a", "9"),
            a_comment_line("b", parent="b"),
            a_comment_line("c", up="many"),
            a_comment_line("d", parent="nowhere"),
        ],
        votes=[
            a_vote_line("v", "9"),
            a_vote_line("v", value=2),
            a_vote_line("v", value=True),
            a_vote_line("", at=None),
        ],
    )
    report = bring(folder)
    assert [(file, line) for file, line, _ in reasons(report.path)] == [
        ("comments.jsonl", 2),
        ("comments.jsonl", 3),
        ("comments.jsonl", 1),
        ("comments.jsonl", 4),
        ("votes.jsonl", 2),
        ("votes.jsonl", 3),
        ("votes.jsonl", 4),
        ("votes.jsonl", 1),
    ]
    assert report.brought["comments.jsonl"] == 1, "one that lost its parent is kept"
