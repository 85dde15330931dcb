"""The words of ideas: so that what was said already is found while it is written."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "similar_terms",
        sa.Column("id", KEY, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("ideas", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_similar_terms_project_id_projects"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_similar_terms")),
        sa.UniqueConstraint(
            "project_id", "word", name=op.f("uq_similar_terms_project_id_word")
        ),
    )
    op.create_table(
        "similar_postings",
        sa.Column("term_id", KEY, autoincrement=False, nullable=False),
        sa.Column("idea_id", KEY, autoincrement=False, nullable=False),
        sa.Column("weight", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("term_id", "idea_id", name=op.f("pk_similar_postings")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "similar_prints",
        sa.Column("idea_id", KEY, autoincrement=False, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("words", KEY, nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["ideas.id"], name=op.f("fk_similar_prints_idea_id_ideas")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_similar_prints_project_id_projects"),
        ),
        sa.PrimaryKeyConstraint("idea_id", name=op.f("pk_similar_prints")),
    )
    op.create_index(
        op.f("ix_similar_prints_project_id"), "similar_prints", ["project_id"]
    )


def downgrade() -> None:
    op.drop_table("similar_prints")
    op.drop_table("similar_postings")
    op.drop_table("similar_terms")
