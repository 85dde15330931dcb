"""The rules for what is posted, from the shell."""

import json
from pathlib import Path

from flask import Flask

from cocreate.moderation.limits import Limit
from cocreate.moderation.watching import WatchedAct
from tests.cli.running import run
from tests.factories import a_comment, a_limit, a_moderator, a_watched_word


def test_rules_are_listed_tried_and_carried_elsewhere(
    app: Flask, tmp_path: Path
) -> None:
    moderator = a_moderator()
    theirs = ("--as", str(moderator.email))
    a_comment(body="A casino, please")
    name = a_watched_word(moderator, "casino", WatchedAct.HOLD)
    a_limit(moderator, Limit.LINKS, 2)
    listed = run(app, "rules", "list").output
    assert "on   “casino”: Hold it for a moderator by Mary Seacole" in listed
    assert "suspects        on " in listed
    tried = run(app, "rules", "dry-run", name, *theirs).output
    assert "It would have touched 1 of all 2 texts of customers" in tried
    file = tmp_path / "rules.jsonl"
    assert run(app, "rules", "export", str(file)).exit_code == 0
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    assert [row.get("words", row.get("limit")) for row in rows] == ["links", "casino"]
    fresh = {"words": "loan*", "act": "tag", "instead": "money"}
    file.write_text("\n".join(map(json.dumps, [*rows, fresh])))
    assert "3 rules" in run(app, "rules", "import", str(file), *theirs).output
    listed = run(app, "rules", "list").output
    assert "on   “casino”" in listed  # it says what it said, so it goes on
    assert "off  “loan*”: Tag the idea: money" in listed
    file.write_text(json.dumps(fresh | {"act": "shout"}))
    refused = run(app, "rules", "import", str(file), *theirs)
    assert refused.exit_code == 1
    assert "Line 1: " in refused.output
