"""Indexes for the lists that had none; and who wrote what a case is about."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

LISTED = ("project_id", "listed")
ANSWERED, FOLDED = "answered_at IS NOT NULL", "merged_into_id IS NOT NULL"
ASKED, ASSIGNED = "prompt_id IS NOT NULL", "assignee_id IS NOT NULL"

BY_ANSWER = ("answered_at", "id")
PARTIAL = (
    ("ideas", "answered", (*LISTED, *BY_ANSWER), ANSWERED),
    ("ideas", "status_answered", (*LISTED, "status", *BY_ANSWER), ANSWERED),
    ("ideas", "prompt", ("prompt_id", "votes", "id"), ASKED),
    ("ideas", "merged_into", ("merged_into_id",), FOLDED),
    ("ideas", "assigned", ("assignee_id", "proposed_at", "id"), ASSIGNED),
    ("reviews", "open", ("opened_at", "id"), "closed_at IS NULL"),
    ("reviews", "closed", ("closed_at", "id"), "closed_at IS NOT NULL"),
)
WHOLE = (
    ("people", ("joined_at", "id")),
    ("people", ("role", "joined_at", "id")),
    ("decisions", ("published_at", "id")),
    ("reviews", ("author_id", "closed_at", "id")),
    ("reviews", ("idea_id",)),
    ("reviews", ("comment_id",)),
    ("suspensions", ("began_at", "id")),
)
WERE = (
    ("ideas", "answered", (*LISTED, *BY_ANSWER)),
    ("ideas", "prompt", ("prompt_id", "votes", "id")),
    ("ideas", "merged_into", ("merged_into_id",)),
    ("reviews", "closed_at_opened_at_id", ("closed_at", "opened_at", "id")),
)
AUTHORS = """
UPDATE reviews SET author_id = coalesce(
  (SELECT author_id FROM ideas WHERE ideas.id = reviews.idea_id),
  (SELECT author_id FROM comments WHERE comments.id = reviews.comment_id))
"""


def upgrade() -> None:
    # Said in SQL: SQLite adds a column with its foreign key, or neither.
    key = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(
        f"ALTER TABLE reviews ADD COLUMN author_id {key} "
        "CONSTRAINT fk_reviews_author_id_people REFERENCES people (id)"
    )
    op.execute(AUTHORS)
    for table, name, _ in WERE:
        op.drop_index(f"ix_{table}_{name}", table)
    for table, name, columns, where in PARTIAL:
        some = sa.text(where)
        op.create_index(
            f"ix_{table}_{name}",
            table,
            [*columns],
            sqlite_where=some,
            postgresql_where=some,
        )
    for table, columns in WHOLE:
        op.create_index("_".join(("ix", table, *columns)), table, [*columns])


def downgrade() -> None:
    for table, columns in WHOLE:
        op.drop_index("_".join(("ix", table, *columns)), table)
    for table, name, _, _ in PARTIAL:
        op.drop_index(f"ix_{table}_{name}", table)
    for table, name, columns in WERE:
        op.create_index(f"ix_{table}_{name}", table, [*columns])
    with op.batch_alter_table("reviews") as reviews:
        reviews.drop_column("author_id")
