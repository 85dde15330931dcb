"""Tables of decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("author_id", KEY, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("rationale_html", sa.Text(), nullable=False),
        sa.Column("excerpt", sa.Text(), nullable=False),
        sa.Column("dissent", sa.Text(), nullable=False),
        sa.Column("dissent_html", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("revisit_on", sa.Date(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_decisions_author_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_decisions_project_id_projects"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index(
        op.f("ix_decisions_project_id_published_at_id"),
        "decisions",
        ["project_id", "published_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_decisions_stage",
        "decisions",
        ["project_id", "stage", "published_at", "id"],
        unique=False,
    )
    op.create_table(
        "decision_options",
        sa.Column("id", KEY, nullable=False),
        sa.Column("decision_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("argument", sa.Text(), nullable=False),
        sa.Column("is_chosen", sa.Boolean(), nullable=False),
        sa.Column("position", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decisions.id"],
            name=op.f("fk_decision_options_decision_id_decisions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_options")),
        sa.UniqueConstraint(
            "decision_id",
            "position",
            name=op.f("uq_decision_options_decision_id_position"),
        ),
    )
    op.create_table(
        "citations",
        sa.Column("id", KEY, nullable=False),
        sa.Column("decision_id", KEY, nullable=False),
        sa.Column("idea_id", KEY, nullable=True),
        sa.Column("comment_id", KEY, nullable=True),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("thanks", sa.Text(), nullable=False),
        sa.Column("cited_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(idea_id IS NULL) <> (comment_id IS NULL)",
            name=op.f("ck_citations_one_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comments.id"],
            name=op.f("fk_citations_comment_id_comments"),
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decisions.id"],
            name=op.f("fk_citations_decision_id_decisions"),
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["ideas.id"], name=op.f("fk_citations_idea_id_ideas")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_citations_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citations")),
        sa.UniqueConstraint(
            "decision_id",
            "comment_id",
            name=op.f("uq_citations_decision_id_comment_id"),
        ),
        sa.UniqueConstraint(
            "decision_id", "idea_id", name=op.f("uq_citations_decision_id_idea_id")
        ),
    )
    op.create_index(
        op.f("ix_citations_comment_id"), "citations", ["comment_id"], unique=False
    )
    op.create_index(
        op.f("ix_citations_idea_id"), "citations", ["idea_id"], unique=False
    )
    op.create_index(
        op.f("ix_citations_person_id"), "citations", ["person_id"], unique=False
    )
    op.create_table(
        "decision_amendments",
        sa.Column("id", KEY, nullable=False),
        sa.Column("decision_id", KEY, nullable=False),
        sa.Column("author_id", KEY, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("amended_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["people.id"],
            name=op.f("fk_decision_amendments_author_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decisions.id"],
            name=op.f("fk_decision_amendments_decision_id_decisions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_amendments")),
    )
    op.create_index(
        op.f("ix_decision_amendments_decision_id_amended_at_id"),
        "decision_amendments",
        ["decision_id", "amended_at", "id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("decision_amendments")
    op.drop_table("citations")
    op.drop_table("decision_options")
    op.drop_table("decisions")
