import json
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from cocreate.cli.doctor.figures import mend_standings
from cocreate.config import Settings, use
from cocreate.discussion.actions import bring_visits
from cocreate.ideas.events import IdeaEdited
from cocreate.kernel import mail, outbox, storage
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId
from cocreate.people.actions import bring_days
from cocreate.people.models import TrustRound
from cocreate.search import actions as search
from cocreate.search import index as search_index
from cocreate.search.subject import Subject
from tests.cli.running import run

Break = Callable[[], None]


pytestmark = pytest.mark.usefixtures("world")


def examined(app: Flask, *options: str) -> tuple[int, dict[str, Any]]:
    db.session.rollback()
    result = run(app, "doctor", "--json", *options)
    found = json.loads(result.output)
    return result.exit_code, {
        one["check"]: one for one in found["checks"] if one["troubles"]
    }


def sql(statement: str) -> Break:
    def change() -> None:
        db.session.execute(text(statement))
        db.session.commit()

    return change


def lose_parents() -> None:
    """As a copy of half a database would: the rules are off while it happens."""
    db.session.rollback()
    sqlite = db.engine.dialect.name == "sqlite"
    rules = "PRAGMA foreign_keys=" if sqlite else "SET session_replication_role="
    connection = db.engine.raw_connection()
    cursor = connection.cursor()
    cursor.execute(rules + ("OFF" if sqlite else "replica"))
    cursor.execute("DELETE FROM prompts WHERE id IN (SELECT prompt_id FROM ideas)")
    cursor.execute("DELETE FROM reviews WHERE flags > 1")
    # Of whoever is thanked much is left, and much leads to that in its turn.
    cursor.execute("DELETE FROM people WHERE id = (SELECT min(person_id) FROM credits)")
    cursor.execute(rules + ("ON" if sqlite else "DEFAULT"))
    connection.commit()
    connection.close()


def leave_a_file() -> None:
    storage.keep("builds/nobody's", [b"spare"], most=10)
    path = storage.local_path("builds/nobody's")
    assert path is not None
    long_ago = (now() - timedelta(days=2)).timestamp()
    os.utime(path, (long_ago, long_ago))


def fail_an_event() -> None:
    row = text("SELECT id, author_id FROM ideas ORDER BY id LIMIT 1")
    idea_id, author_id = db.session.execute(row).one()
    outbox.record(IdeaEdited(idea_id=idea_id, editor_id=author_id))
    db.session.execute(text("UPDATE outbox_messages SET tries = 1, failure = 'x'"))
    db.session.commit()


def forget_an_idea() -> None:
    idea_id = db.session.scalar(text("SELECT id FROM ideas WHERE listed LIMIT 1"))
    search_index.write([], [f"{Subject.IDEA}:{idea_id}"])


def show_what_is_inside() -> None:
    db.session.execute(
        text(
            "UPDATE ideas SET status = internal, internal = NULL "
            "WHERE internal IS NOT NULL"
        )
    )
    db.session.commit()
    mend_standings()


def miss_nights() -> None:
    """Somebody has earned a level since the last night, which was days ago."""
    person_id = db.session.scalar(
        text(
            "SELECT min(id) FROM people WHERE trust = 0 AND role = 'customer'"
            " AND email IS NOT NULL AND id NOT IN"
            " (SELECT author_id FROM reviews WHERE author_id IS NOT NULL)"
        )
    )
    ideas = db.session.scalars(text("SELECT id FROM ideas ORDER BY id LIMIT 5")).all()
    days = [now().date() - timedelta(days=one) for one in range(2)]
    db.session.execute(
        text("DELETE FROM visits WHERE person_id = :id"), {"id": person_id}
    )
    bring_days([(PersonId(person_id or 0), day) for day in days])
    bring_visits([(PersonId(person_id or 0), idea_id, now()) for idea_id in ideas])
    long_ago = now() - timedelta(days=9)
    night = {"id": 1, "begun_on": long_ago.date(), "ended_at": long_ago}
    db.session.add(TrustRound(reckoned_to=0, **night))
    db.session.commit()


BROKEN: list[tuple[str, Break, str]] = [
    ("idea: votes", sql("UPDATE ideas SET votes = votes + 2"), "votes of idea"),
    ("idea: comments", sql("UPDATE ideas SET comments = 99"), "says 99"),
    ("idea: pictures and files", sql("UPDATE ideas SET files = 7"), "says 7"),
    ("idea: answered questions", sql("UPDATE ideas SET answers = 9"), "says 9"),
    ("entry: comments", sql("UPDATE journal_entries SET comments = 99"), "entry"),
    ("tag: ideas", sql("UPDATE tags SET ideas = ideas + 1"), "ideas of tag"),
    ("prompt: answers", sql("UPDATE prompts SET answers = 77"), "prompt"),
    ("project: ideas", sql("UPDATE projects SET ideas = ideas + 3"), "project"),
    ("person: unread notices", sql("UPDATE people SET unread = 5"), "person"),
    ("programme: seats taken", sql("UPDATE programmes SET taken = 1"), "programme"),
    ("review: flags", sql("UPDATE reviews SET flags = 8"), "review"),
    ("idea: trend", sql("UPDATE ideas SET trend = 1 WHERE votes > 9"), "trends"),
    ("idea: support", sql("UPDATE ideas SET support = 2 WHERE votes > 9"), "supports"),
    ("project: ideas by status", sql("DELETE FROM idea_counts"), "by status"),
    ("idea: statuses kept inside", show_what_is_inside, "keeps inside"),
    ("release: credits", sql("DELETE FROM credits"), "releases thank"),
    ("idea: words", sql("DELETE FROM similar_prints"), "found similar by"),
    ("rows: parents", lose_parents, "rows of ideas lead to"),
    ("files: without a row", leave_a_file, "belong to nothing"),
    ("events: delivered", fail_an_event, "could not be delivered"),
    ("search: index", forget_an_idea, "cannot be found"),
    (
        "person: level of trust",
        sql("UPDATE people SET trust = 0 WHERE trust = 2"),
        "level",
    ),
    ("person: levels by night", miss_nights, "no night"),
]
SHARES = 4
"""Every fourth is broken at once: neighbours may be found by what the other broke."""


def test_a_house_in_order_is_well(app: Flask) -> None:
    assert examined(app) == (0, {})
    db.session.rollback()
    result = run(app, "doctor")
    assert result.exit_code == 0
    assert "All is well." in result.output


@pytest.mark.parametrize("start", range(SHARES))
def test_what_is_broken_is_named_mended_and_well(app: Flask, start: int) -> None:
    broken = BROKEN[start::SHARES]
    for _, damage, _ in broken:
        damage()
    code, found = examined(app)
    assert code == 1
    for check, _, said in broken:
        troubles = found[check]["troubles"]
        assert said in " ".join(trouble["words"] for trouble in troubles), check
        assert troubles[0]["count"] > 0, check
    code, found = examined(app, "--fix")
    assert code == 0
    assert [check for check, *_ in broken if not found[check]["did"]] == []
    assert examined(app) == (0, {})


def test_a_file_that_is_gone_is_named_and_cannot_be_mended(app: Flask) -> None:
    storage.drop("builds/demo-5-0-beta-1")
    code, found = examined(app, "--fix")
    assert code == 1
    (trouble,) = found["files: of rows"]["left"]
    assert "builds/demo-5-0-beta-1 is one" in trouble["words"]
    db.session.rollback()
    assert "Something is wrong." in run(app, "doctor").output


def test_letters_that_have_not_left_are_sent(
    app: Flask, settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "letters"
    use(settings.model_copy(update={"mail_folder": folder}))
    mail.post(
        to_address="a@example.org", to_name="Ada", subject="News", text="Said once."
    )
    db.session.execute(text("UPDATE letters SET tries = 3, failure = 'busy'"))
    db.session.commit()
    code, found = examined(app)
    assert code == 1
    assert "have not left" in found["mail: sent"]["troubles"][0]["words"]
    code, found = examined(app, "--fix")
    assert code == 0
    assert "sent 1 letter" in found["mail: sent"]["did"]
    assert len(list(folder.iterdir())) == 1


def test_the_index_is_made_anew(app: Flask) -> None:
    forget_an_idea()
    assert search.find_drift()
    db.session.rollback()
    result = run(app, "rebuild-search")
    assert result.exit_code == 0
    assert "documents in" in result.output
    assert not search.find_drift()
