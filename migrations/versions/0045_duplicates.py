"""Likely duplicates: pairs, groups, and which ideas a sweep has looked at."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    # What earlier releases made of a text is learned anew, the old words serve until.
    op.add_column(
        "similar_prints",
        sa.Column("made", sa.SmallInteger(), nullable=False, server_default="0"),
    )
    op.add_column(
        "similar_prints",
        sa.Column("is_swept", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_index(
        "ix_similar_prints_unswept",
        "similar_prints",
        ["idea_id"],
        sqlite_where=sa.text("is_swept = 0"),
        postgresql_where=sa.text("NOT is_swept"),
    )
    op.create_table(
        "duplicate_pairs",
        sa.Column("id", KEY, nullable=False),
        sa.Column("idea_id", KEY, nullable=False),
        sa.Column("other_id", KEY, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("likeness", sa.Double(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("found_at", AT, nullable=False),
        sa.Column("told_apart_at", AT, nullable=True),
        sa.Column("told_apart_by_id", KEY, nullable=True),
        sa.CheckConstraint(
            "idea_id < other_id", name=op.f("ck_duplicate_pairs_in_order")
        ),
        key_to("duplicate_pairs", "idea_id", "ideas"),
        key_to("duplicate_pairs", "other_id", "ideas"),
        key_to("duplicate_pairs", "project_id", "projects"),
        key_to("duplicate_pairs", "told_apart_by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_pairs")),
        sa.UniqueConstraint(
            "idea_id", "other_id", name=op.f("uq_duplicate_pairs_idea_id_other_id")
        ),
    )
    op.create_index(
        op.f("ix_duplicate_pairs_other_id"), "duplicate_pairs", ["other_id"]
    )
    op.create_index(
        op.f("ix_duplicate_pairs_project_id_told_apart_at"),
        "duplicate_pairs",
        ["project_id", "told_apart_at"],
    )
    op.create_table(
        "duplicate_members",
        sa.Column("idea_id", KEY, autoincrement=False, nullable=False),
        sa.Column("group_id", KEY, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("likeness", sa.Double(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        key_to("duplicate_members", "idea_id", "ideas"),
        key_to("duplicate_members", "group_id", "ideas"),
        key_to("duplicate_members", "project_id", "projects"),
        sa.PrimaryKeyConstraint("idea_id", name=op.f("pk_duplicate_members")),
    )
    op.create_index(
        op.f("ix_duplicate_members_group_id"), "duplicate_members", ["group_id"]
    )
    op.create_index(
        op.f("ix_duplicate_members_project_id_likeness_idea_id"),
        "duplicate_members",
        ["project_id", "likeness", "idea_id"],
    )


def key_to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def downgrade() -> None:
    op.drop_table("duplicate_members")
    op.drop_table("duplicate_pairs")
    op.drop_index("ix_similar_prints_unswept", "similar_prints")
    op.drop_column("similar_prints", "is_swept")
    op.drop_column("similar_prints", "made")
