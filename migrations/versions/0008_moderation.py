"""Tables of moderation."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "suspensions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("moderator_id", KEY, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["moderator_id"],
            ["people.id"],
            name=op.f("fk_suspensions_moderator_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_suspensions_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspensions")),
    )
    op.create_index(
        op.f("ix_suspensions_person_id_began_at"),
        "suspensions",
        ["person_id", "began_at"],
        unique=False,
    )
    op.create_table(
        "reviews",
        sa.Column("id", KEY, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("idea_id", KEY, nullable=True),
        sa.Column("comment_id", KEY, nullable=True),
        sa.Column("flags", KEY, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verdict", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("moderator_id", KEY, nullable=True),
        sa.CheckConstraint(
            "(idea_id IS NULL) <> (comment_id IS NULL)",
            name=op.f("ck_reviews_one_subject"),
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("fk_reviews_comment_id_comments")
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["ideas.id"], name=op.f("fk_reviews_idea_id_ideas")
        ),
        sa.ForeignKeyConstraint(
            ["moderator_id"], ["people.id"], name=op.f("fk_reviews_moderator_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_reviews_project_id_projects")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    op.create_index(
        op.f("ix_reviews_closed_at_opened_at_id"),
        "reviews",
        ["closed_at", "opened_at", "id"],
        unique=False,
    )
    op.create_index(
        "uq_reviews_open_comment",
        "reviews",
        ["comment_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        "uq_reviews_open_idea",
        "reviews",
        ["idea_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "flags",
        sa.Column("id", KEY, nullable=False),
        sa.Column("review_id", KEY, nullable=False),
        sa.Column("reporter_id", KEY, nullable=False),
        sa.Column("idea_id", KEY, nullable=True),
        sa.Column("comment_id", KEY, nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("flagged_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(idea_id IS NULL) <> (comment_id IS NULL)",
            name=op.f("ck_flags_one_subject"),
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("fk_flags_comment_id_comments")
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["ideas.id"], name=op.f("fk_flags_idea_id_ideas")
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["people.id"], name=op.f("fk_flags_reporter_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name=op.f("fk_flags_review_id_reviews")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flags")),
        sa.UniqueConstraint(
            "reporter_id", "comment_id", name=op.f("uq_flags_reporter_id_comment_id")
        ),
        sa.UniqueConstraint(
            "reporter_id", "idea_id", name=op.f("uq_flags_reporter_id_idea_id")
        ),
    )
    op.create_index(op.f("ix_flags_review_id"), "flags", ["review_id"], unique=False)


def downgrade() -> None:
    op.drop_table("flags")
    op.drop_table("reviews")
    op.drop_table("suspensions")
