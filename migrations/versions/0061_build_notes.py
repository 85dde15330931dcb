"""What was said of a build before somebody amended it."""

import sqlalchemy as sa
from alembic import op

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "build_notes",
        sa.Column("id", KEY, nullable=False),
        sa.Column("build_id", KEY, nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("notes_html", sa.Text(), nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        key_to("build_id", "builds"),
        key_to("by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_build_notes")),
    )
    op.create_index(op.f("ix_build_notes_build_id"), "build_notes", ["build_id"])


def key_to(column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_build_notes_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)


def downgrade() -> None:
    op.drop_table("build_notes")
