"""A bare list of ideas in Flask, one query by SQLAlchemy Core and a Jinja template.

No accounts, no rights, no checks: what is left is the floor of this stack, and CoCreate
is measured by how far it stands above it. The database comes in REFERENCE_URL.
"""

import os
import time
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from flask import Flask, render_template, request
from sqlalchemy import event, text

URL = os.environ["REFERENCE_URL"]
ON_SQLITE = URL.startswith("sqlite")
NAVIGATION = (
    ("/ideas", "Ideas"),
    ("/roadmap", "Roadmap"),
    ("/beta", "Beta"),
    ("/members", "Members"),
    ("/login", "Log in"),
)
STATUSES = ("open", "planned", "started", "shipped", "declined")
PRAGMAS = (
    *("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=15000"),
    *("cache_size=-65536", "mmap_size=268435456"),
)

users = sa.table("users", *map(sa.column, ("id", "username", "name")))
ideas = sa.table(
    "ideas",
    *map(sa.column, ("id", "title", "body", "status", "vote_count")),
    *map(sa.column, ("comment_count", "author_id", "created_at")),
)
TOP = (
    sa.select(
        *(ideas.c.id, ideas.c.title, ideas.c.body, ideas.c.status),
        *(ideas.c.vote_count, ideas.c.comment_count, ideas.c.created_at),
        *(users.c.username, users.c.name),
    )
    .join(users, users.c.id == ideas.c.author_id)
    .order_by(ideas.c.vote_count.desc(), ideas.c.id.desc())
    .limit(20)
)
VOTE = text(
    "INSERT INTO votes (user_id, idea_id, created_at) VALUES (:u, :i, :t) "
    "ON CONFLICT DO NOTHING"
)
COUNT = text("UPDATE ideas SET vote_count = vote_count + 1 WHERE id = :i")
COLUMNS = (
    "i.id, i.title, i.body, i.status, i.vote_count, i.comment_count, i.created_at, "
    "u.username, u.name"
)
SEARCH = {
    True: text(
        f"SELECT {COLUMNS} FROM ideas_fts f JOIN ideas i ON i.id = f.rowid "
        "JOIN users u ON u.id = i.author_id "
        "WHERE ideas_fts MATCH :q ORDER BY rank LIMIT 20"
    ),
    False: text(
        f"SELECT {COLUMNS} FROM (SELECT * FROM ideas, plainto_tsquery('simple', :q) q "
        "WHERE ts @@ q ORDER BY ts_rank(ts, q) DESC, id DESC LIMIT 20) i "
        "JOIN users u ON u.id = i.author_id"
    ),
}[ON_SQLITE]


def make_engine() -> sa.Engine:
    if not ON_SQLITE:
        return sa.create_engine(URL, pool_size=8, max_overflow=8)
    made = sa.create_engine(URL)

    @event.listens_for(made, "connect")
    def set_pragmas(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(made, "begin")
    def begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return made


def written(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M")


engine = make_engine()
app = Flask(__name__)
app.jinja_env.filters["iso"] = written
app.jinja_env.globals.update(nav=NAVIGATION, statuses=STATUSES, csrf="x" * 43)


@app.get("/ideas_core")
def ideas_core() -> str:
    """The page that the goals are set by."""
    with engine.connect() as connection:
        rows = connection.execute(TOP).all()
    after = f"/ideas?after={rows[-1].vote_count}-{rows[-1].id}"
    return render_template("ideas.html", ideas=rows, next=after)


@app.post("/vote")
def vote() -> tuple[str, int]:
    """A vote that nobody checks: one insert, one counter."""
    voter, idea = int(request.form["u"]), int(request.form["i"])
    values = {"u": voter, "i": idea, "t": int(time.time())}
    writing = engine.connect().execution_options(writes=True)
    with writing as connection, connection.begin():
        if connection.execute(VOTE, values).rowcount:
            connection.execute(COUNT, {"i": idea})
    return "", 204


@app.get("/search")
def search() -> str:
    with engine.connect() as connection:
        rows = connection.execute(SEARCH, {"q": request.args["q"]}).all()
    return render_template("ideas.html", ideas=rows, next=None)
