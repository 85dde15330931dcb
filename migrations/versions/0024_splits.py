"""Ideas taken out of others, and the comments that went along."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def key(name: str, leads_to: str, table: str, *, primary: bool = False) -> list:
    column = (
        sa.Column(name, KEY, autoincrement=False, nullable=False)
        if primary
        else sa.Column(name, KEY, nullable=False)
    )
    return [
        column,
        sa.ForeignKeyConstraint(
            [name], [f"{leads_to}.id"], name=op.f(f"fk_{table}_{name}_{leads_to}")
        ),
    ]


def upgrade() -> None:
    op.create_table(
        "splits",
        *key("made_id", "ideas", "splits", primary=True),
        *key("from_id", "ideas", "splits"),
        *key("by_id", "people", "splits"),
        sa.Column("split_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("made_id", name=op.f("pk_splits")),
    )
    op.create_index(op.f("ix_splits_from_id"), "splits", ["from_id"])
    op.create_table(
        "parted_comments",
        *key("idea_id", "ideas", "parted_comments", primary=True),
        *key("comment_id", "comments", "parted_comments", primary=True),
        *key("raised_on_id", "ideas", "parted_comments"),
        sa.PrimaryKeyConstraint(
            "idea_id", "comment_id", name=op.f("pk_parted_comments")
        ),
    )
    op.create_index(
        op.f("ix_parted_comments_comment_id"), "parted_comments", ["comment_id"]
    )


def downgrade() -> None:
    op.drop_table("parted_comments")
    op.drop_table("splits")
