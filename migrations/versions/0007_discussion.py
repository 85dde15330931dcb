"""Tables of discussion."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "project_follows",
        sa.Column("person_id", KEY, autoincrement=False, nullable=False),
        sa.Column("project_id", KEY, autoincrement=False, nullable=False),
        sa.Column("followed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_project_follows_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_project_follows_project_id_projects"),
        ),
        sa.PrimaryKeyConstraint(
            "person_id", "project_id", name=op.f("pk_project_follows")
        ),
    )
    op.create_index(
        op.f("ix_project_follows_project_id"),
        "project_follows",
        ["project_id"],
        unique=False,
    )
    op.create_table(
        "comments",
        sa.Column("id", KEY, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("idea_id", KEY, nullable=True),
        sa.Column("entry_id", KEY, nullable=True),
        sa.Column("parent_id", KEY, nullable=True),
        sa.Column("top_id", KEY, nullable=True),
        sa.Column("author_id", KEY, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("is_official", sa.Boolean(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_reason", sa.Text(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("carried_from_id", KEY, nullable=True),
        sa.Column("agreed", KEY, nullable=True),
        sa.Column("disagreed", KEY, nullable=True),
        sa.Column("origin", sa.Text(), nullable=True),
        sa.Column(
            "shown",
            sa.Boolean(),
            sa.Computed("hidden_at IS NULL AND withdrawn_at IS NULL", persisted=True),
            nullable=False,
        ),
        sa.Column(
            "turn_id",
            KEY,
            sa.Computed("coalesce(top_id, id)", persisted=True),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(idea_id IS NULL) <> (entry_id IS NULL)",
            name=op.f("ck_comments_one_subject"),
        ),
        sa.CheckConstraint(
            "parent_id <> id", name=op.f("ck_comments_not_under_itself")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_comments_author_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["carried_from_id"],
            ["ideas.id"],
            name=op.f("fk_comments_carried_from_id_ideas"),
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["journal_entries.id"],
            name=op.f("fk_comments_entry_id_journal_entries"),
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["ideas.id"], name=op.f("fk_comments_idea_id_ideas")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["comments.id"], name=op.f("fk_comments_parent_id_comments")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_comments_project_id_projects"),
        ),
        sa.ForeignKeyConstraint(
            ["top_id"], ["comments.id"], name=op.f("fk_comments_top_id_comments")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
        sa.UniqueConstraint("origin", name=op.f("uq_comments_origin")),
    )
    op.create_index(
        "ix_comments_author", "comments", ["author_id", "posted_at", "id"], unique=False
    )
    op.create_index(
        "ix_comments_entry", "comments", ["entry_id", "turn_id", "id"], unique=False
    )
    op.create_index(
        "ix_comments_idea", "comments", ["idea_id", "turn_id", "id"], unique=False
    )
    op.create_index("ix_comments_parent", "comments", ["parent_id"], unique=False)
    op.create_table(
        "follows",
        sa.Column("person_id", KEY, autoincrement=False, nullable=False),
        sa.Column("idea_id", KEY, autoincrement=False, nullable=False),
        sa.Column("followed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("carried_from_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["carried_from_id"],
            ["ideas.id"],
            name=op.f("fk_follows_carried_from_id_ideas"),
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["ideas.id"], name=op.f("fk_follows_idea_id_ideas")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_follows_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "idea_id", name=op.f("pk_follows")),
    )
    op.create_index(op.f("ix_follows_idea_id"), "follows", ["idea_id"], unique=False)
    op.create_table(
        "comment_edits",
        sa.Column("id", KEY, nullable=False),
        sa.Column("comment_id", KEY, nullable=False),
        sa.Column("editor_id", KEY, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comments.id"],
            name=op.f("fk_comment_edits_comment_id_comments"),
        ),
        sa.ForeignKeyConstraint(
            ["editor_id"], ["people.id"], name=op.f("fk_comment_edits_editor_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_edits")),
    )
    op.create_index(
        op.f("ix_comment_edits_comment_id_edited_at"),
        "comment_edits",
        ["comment_id", "edited_at"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("comment_edits")
    op.drop_table("follows")
    op.drop_table("comments")
    op.drop_table("project_follows")
