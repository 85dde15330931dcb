"""Cases have kinds, a history, a claim and an appeal; sanctions belong to a case."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
SHORT = sa.String(length=40)
OPEN = "closed_at IS NULL"
WORDS = f"{OPEN} AND kind NOT IN ('appeal', 'ring')"
WERE_UNIQUE = (("idea", "idea_id"), ("comment", "comment_id"))
UNIQUE = (
    ("idea", "idea_id", WORDS),
    ("comment", "comment_id", WORDS),
    ("ring", "idea_id", f"{OPEN} AND kind = 'ring'"),
    ("person", "person_id", f"{OPEN} AND kind = 'person'"),
)
PLAIN = (("author_id", "closed_at", "id"), ("idea_id",), ("comment_id",))
MOMENTS = (
    *("claimed_at", "escalated_at", "automated_at", "returned_at", "came_back_at"),
)
KEYS = (
    ("person_id", "people"),
    ("claimed_by_id", "people"),
    ("appeal_of_id", "reviews"),
    ("first_moderator_id", "people"),
)
WAS_ONE_SUBJECT = "(idea_id IS NULL) <> (comment_id IS NULL)"
ONE_SUBJECT = (
    "(CASE WHEN idea_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN comment_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN person_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN place IS NULL THEN 0 ELSE 1 END) = 1"
)
APPEALS = "(kind = 'appeal') = (appeal_of_id IS NOT NULL)"
ANOTHER = (
    "first_moderator_id IS NULL OR moderator_id IS NULL"
    " OR first_moderator_id <> moderator_id"
)


def upgrade() -> None:
    drop_indexes(("open", "closed"), WERE_UNIQUE)
    with flags_set_aside():
        with op.batch_alter_table("reviews") as reviews:
            widen(reviews)
        op.execute("UPDATE reviews SET due_at = opened_at")
        with op.batch_alter_table("reviews") as reviews:
            hold_together(reviews)
    make_indexes()
    make_tables()
    for table in ("ideas", "comments"):
        op.add_column(table, sa.Column("hidden_as", SHORT, nullable=True))
    op.add_column(
        "flags", sa.Column("law", sa.Text(), nullable=False, server_default="")
    )
    with op.batch_alter_table("flags") as flags:
        flags.alter_column("law", server_default=None)
    with op.batch_alter_table("suspensions") as suspensions:
        suspensions.add_column(sa.Column("review_id", KEY, nullable=True))
        suspensions.add_column(sa.Column("grade", SHORT, nullable=True))
        suspensions.create_foreign_key(
            op.f("fk_suspensions_review_id_reviews"), "reviews", ["review_id"], ["id"]
        )
    op.create_index(op.f("ix_suspensions_review_id"), "suspensions", ["review_id"])


@contextmanager
def flags_set_aside() -> Iterator[None]:
    """SQLite makes a table anew to change it, and refuses while rows point to it."""
    if op.get_bind().dialect.name != "sqlite":
        yield
        return
    op.execute("CREATE TABLE flags_aside AS SELECT * FROM flags")
    op.execute("DELETE FROM flags")
    yield
    op.execute("INSERT INTO flags SELECT * FROM flags_aside")
    op.execute("DROP TABLE flags_aside")


def drop_indexes(partial: tuple[str, ...], unique: tuple[tuple[str, ...], ...]) -> None:
    for name in partial:
        op.drop_index(f"ix_reviews_{name}", "reviews")
    for name, *_ in unique:
        op.drop_index(f"uq_reviews_open_{name}", "reviews")
    for columns in PLAIN:
        op.drop_index("_".join(("ix_reviews", *columns)), "reviews")


def widen(reviews: BatchOperations) -> None:
    reviews.drop_constraint(op.f("ck_reviews_one_subject"), type_="check")
    reviews.alter_column("project_id", nullable=True)
    for name, default in (("kind", "flagged"), ("why", ""), ("law", "")):
        kind = SHORT if name == "kind" else sa.Text()
        reviews.add_column(
            sa.Column(name, kind, nullable=False, server_default=default)
        )
    reviews.add_column(sa.Column("place", sa.Text(), nullable=True))
    reviews.add_column(sa.Column("due_at", MOMENT, nullable=True))
    for name in MOMENTS:
        reviews.add_column(sa.Column(name, MOMENT, nullable=True))
    for name, other in KEYS:
        reviews.add_column(sa.Column(name, KEY, nullable=True))
        reviews.create_foreign_key(
            op.f(f"fk_reviews_{name}_{other}"), other, [name], ["id"]
        )
    reviews.create_unique_constraint(op.f("uq_reviews_appeal_of_id"), ["appeal_of_id"])


def hold_together(reviews: BatchOperations) -> None:
    for name in ("kind", "why", "law"):
        reviews.alter_column(name, server_default=None)
    reviews.alter_column("due_at", nullable=False)
    reviews.create_check_constraint(op.f("ck_reviews_one_subject"), ONE_SUBJECT)
    reviews.create_check_constraint(op.f("ck_reviews_appeals_something"), APPEALS)
    reviews.create_check_constraint(
        op.f("ck_reviews_another_decides_an_appeal"), ANOTHER
    )


def make_indexes() -> None:
    partial("ix_reviews_waiting", ["due_at", "id"], f"{OPEN} AND returned_at IS NULL")
    partial("ix_reviews_closed", ["closed_at", "id"], "closed_at IS NOT NULL")
    for name, column, where in UNIQUE:
        partial(f"uq_reviews_open_{name}", [column], where, unique=True)
    for columns in (*PLAIN, ("person_id",)):
        op.create_index("_".join(("ix_reviews", *columns)), "reviews", [*columns])


def partial(name: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    op.create_index(
        name,
        "reviews",
        columns,
        unique=unique,
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )


def make_tables() -> None:
    op.create_table(
        "case_steps",
        sa.Column("id", KEY, nullable=False),
        sa.Column("review_id", KEY, nullable=False),
        sa.Column("act", SHORT, nullable=False),
        sa.Column("by_id", KEY, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("verdict", SHORT, nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("was_hidden_as", SHORT, nullable=True),
        sa.Column("was_hidden_reason", sa.Text(), nullable=True),
        key_to("case_steps", "review_id", "reviews"),
        key_to("case_steps", "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_steps")),
    )
    op.create_index(
        op.f("ix_case_steps_review_id_at_id"), "case_steps", ["review_id", "at", "id"]
    )
    op.create_table(
        "legal_notices",
        sa.Column("id", KEY, nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("review_id", KEY, nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("law", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        key_to("legal_notices", "review_id", "reviews"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_notices")),
        sa.UniqueConstraint("reference", name=op.f("uq_legal_notices_reference")),
    )
    for columns in (["review_id"], ["received_at", "id"]):
        name = "_".join(("ix_legal_notices", *columns))
        op.create_index(op.f(name), "legal_notices", columns)


def key_to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)


def downgrade() -> None:
    op.drop_table("legal_notices")
    op.drop_table("case_steps")
    op.drop_index("ix_suspensions_review_id", "suspensions")
    with op.batch_alter_table("suspensions") as suspensions:
        suspensions.drop_constraint(
            op.f("fk_suspensions_review_id_reviews"), type_="foreignkey"
        )
        suspensions.drop_column("review_id")
        suspensions.drop_column("grade")
    op.drop_column("flags", "law")
    for table in ("ideas", "comments"):
        op.drop_column(table, "hidden_as")
    forget_what_was_no_flag()
    drop_indexes(("waiting", "closed"), UNIQUE)
    op.drop_index("ix_reviews_person_id", "reviews")
    with flags_set_aside():
        with op.batch_alter_table("reviews") as reviews:
            narrow(reviews)
        with op.batch_alter_table("reviews") as reviews:
            reviews.create_check_constraint(
                op.f("ck_reviews_one_subject"), WAS_ONE_SUBJECT
            )
    partial("ix_reviews_open", ["opened_at", "id"], OPEN)
    partial("ix_reviews_closed", ["closed_at", "id"], "closed_at IS NOT NULL")
    for name, column in WERE_UNIQUE:
        partial(f"uq_reviews_open_{name}", [column], OPEN, unique=True)
    for columns in PLAIN:
        op.create_index("_".join(("ix_reviews", *columns)), "reviews", [*columns])


def forget_what_was_no_flag() -> None:
    """The release before knows cases of ideas and comments alone, and no appeals."""
    op.execute(
        "DELETE FROM reviews WHERE kind IN ('appeal', 'ring')"
        " OR (idea_id IS NULL AND comment_id IS NULL)"
    )


def narrow(reviews: BatchOperations) -> None:
    for name in ("one_subject", "appeals_something", "another_decides_an_appeal"):
        reviews.drop_constraint(op.f(f"ck_reviews_{name}"), type_="check")
    reviews.drop_constraint(op.f("uq_reviews_appeal_of_id"), type_="unique")
    for name, other in KEYS:
        reviews.drop_constraint(op.f(f"fk_reviews_{name}_{other}"), type_="foreignkey")
        reviews.drop_column(name)
    for name in ("kind", "why", "law", "place", "due_at", *MOMENTS):
        reviews.drop_column(name)
    reviews.alter_column("project_id", nullable=False)
