"""Reactions, mentions, locks, pinned answers and visits of discussions."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FIGURES = ("agree", "me_too", "helpful", "thanks")


def upgrade() -> None:
    for name in FIGURES:
        # Left with its default: the release before this one inserts without it.
        op.add_column(
            "comments", sa.Column(name, KEY, nullable=False, server_default="0")
        )
    op.create_table(
        "reactions",
        key("person_id", "reactions", "people", ondelete="CASCADE"),
        key("comment_id", "reactions", "comments"),
        sa.Column("kind", sa.String(length=40), nullable=False),
        moment("reacted_at"),
        sa.PrimaryKeyConstraint(
            "person_id", "comment_id", "kind", name=op.f("pk_reactions")
        ),
    )
    op.create_index(
        op.f("ix_reactions_comment_id_kind"), "reactions", ["comment_id", "kind"]
    )
    op.create_table(
        "mentions",
        key("comment_id", "mentions", "comments"),
        key("person_id", "mentions", "people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("comment_id", "person_id", name=op.f("pk_mentions")),
    )
    op.create_index(op.f("ix_mentions_person_id"), "mentions", ["person_id"])
    op.create_table(
        "visits",
        key("person_id", "visits", "people", ondelete="CASCADE"),
        key("idea_id", "visits", "ideas"),
        moment("seen_at"),
        moment("before_at", nullable=True),
        sa.PrimaryKeyConstraint("person_id", "idea_id", name=op.f("pk_visits")),
    )
    op.create_index(op.f("ix_visits_idea_id"), "visits", ["idea_id"])
    of_a_subject("locks", sa.Column("reason", sa.Text(), nullable=False), "locked_at")
    of_a_subject("pins", key("comment_id", "pins", "comments"), "pinned_at")
    op.create_index(op.f("ix_pins_comment_id"), "pins", ["comment_id"])


def of_a_subject(table: str, column: sa.Column, at: str) -> None:
    """A table that says at most one thing of an idea or an entry."""
    op.create_table(
        table,
        sa.Column("id", KEY, nullable=False),
        key("idea_id", table, "ideas", nullable=True),
        key("entry_id", table, "journal_entries", nullable=True),
        key("by_id", table, "people"),
        column,
        moment(at),
        sa.CheckConstraint(
            "(idea_id IS NULL) <> (entry_id IS NULL)",
            name=op.f(f"ck_{table}_one_subject"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("idea_id", name=op.f(f"uq_{table}_idea_id")),
        sa.UniqueConstraint("entry_id", name=op.f(f"uq_{table}_entry_id")),
    )


def key(
    name: str, table: str, to: str, *, nullable: bool = False, ondelete: str = ""
) -> sa.Column:
    reference = sa.ForeignKey(
        f"{to}.id", name=op.f(f"fk_{table}_{name}_{to}"), ondelete=ondelete or None
    )
    return sa.Column(name, KEY, reference, autoincrement=False, nullable=nullable)


def moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def downgrade() -> None:
    for table in ("pins", "locks", "visits", "mentions", "reactions"):
        op.drop_table(table)
    for name in FIGURES:
        op.drop_column("comments", name)
