"""Tables of triage."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "merges",
        sa.Column("id", KEY, nullable=False),
        sa.Column("from_id", KEY, nullable=False),
        sa.Column("into_id", KEY, nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("votes_carried", KEY, nullable=False),
        sa.Column("votes_shared", KEY, nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_merges_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["from_id"], ["ideas.id"], name=op.f("fk_merges_from_id_ideas")
        ),
        sa.ForeignKeyConstraint(
            ["into_id"], ["ideas.id"], name=op.f("fk_merges_into_id_ideas")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merges")),
    )
    op.create_index(op.f("ix_merges_from_id"), "merges", ["from_id"], unique=False)
    op.create_index(op.f("ix_merges_into_id"), "merges", ["into_id"], unique=False)
    op.create_table(
        "triage_notes",
        sa.Column("id", KEY, nullable=False),
        sa.Column("idea_id", KEY, nullable=False),
        sa.Column("author_id", KEY, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_triage_notes_author_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["ideas.id"], name=op.f("fk_triage_notes_idea_id_ideas")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_triage_notes")),
    )
    op.create_index(
        op.f("ix_triage_notes_idea_id_noted_at"),
        "triage_notes",
        ["idea_id", "noted_at"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("triage_notes")
    op.drop_table("merges")
