"""Tables of ideas."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

UNANSWERED = (
    "answered_at IS NULL AND hidden_at IS NULL AND withdrawn_at IS NULL "
    "AND merged_into_id IS NULL"
)
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "idea_counts",
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("ideas", KEY, nullable=False),
        sa.CheckConstraint("ideas >= 0", name=op.f("ck_idea_counts_ideas")),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_idea_counts_project_id_projects"),
        ),
        sa.PrimaryKeyConstraint("project_id", "status", name=op.f("pk_idea_counts")),
    )
    op.create_table(
        "tags",
        sa.Column("id", KEY, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("ideas", KEY, nullable=False),
        sa.CheckConstraint("ideas >= 0", name=op.f("ck_tags_ideas")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_tags_project_id_projects")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tags")),
        sa.UniqueConstraint("project_id", "slug", name=op.f("uq_tags_project_id_slug")),
    )
    op.create_table(
        "ideas",
        sa.Column("id", KEY, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("author_id", KEY, nullable=False),
        sa.Column("prompt_id", KEY, nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("excerpt", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("votes", KEY, nullable=False),
        sa.Column("comments", KEY, nullable=False),
        sa.Column("trend", sa.Double(), nullable=False),
        sa.Column("tag_names", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_reason", sa.Text(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("merged_into_id", KEY, nullable=True),
        sa.Column("assignee_id", KEY, nullable=True),
        sa.Column("supporters", KEY, nullable=True),
        sa.Column("origin", sa.Text(), nullable=True),
        sa.Column(
            "listed",
            sa.Boolean(),
            sa.Computed(
                "hidden_at IS NULL AND withdrawn_at IS NULL AND merged_into_id IS NULL",
                persisted=True,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("comments >= 0", name=op.f("ck_ideas_comments")),
        sa.CheckConstraint(
            "merged_into_id <> id", name=op.f("ck_ideas_not_into_itself")
        ),
        sa.CheckConstraint("votes >= 0", name=op.f("ck_ideas_votes")),
        sa.ForeignKeyConstraint(
            ["assignee_id"], ["people.id"], name=op.f("fk_ideas_assignee_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_ideas_author_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["ideas.id"], name=op.f("fk_ideas_merged_into_id_ideas")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_ideas_project_id_projects")
        ),
        sa.ForeignKeyConstraint(
            ["prompt_id"], ["prompts.id"], name=op.f("fk_ideas_prompt_id_prompts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ideas")),
        sa.UniqueConstraint("origin", name=op.f("uq_ideas_origin")),
    )
    op.create_index(
        "ix_ideas_answered",
        "ideas",
        ["project_id", "listed", "answered_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_ideas_author", "ideas", ["author_id", "proposed_at", "id"], unique=False
    )
    op.create_index("ix_ideas_merged_into", "ideas", ["merged_into_id"], unique=False)
    op.create_index(
        "ix_ideas_new",
        "ideas",
        ["project_id", "listed", "proposed_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_ideas_prompt", "ideas", ["prompt_id", "votes", "id"], unique=False
    )
    op.create_index(
        "ix_ideas_rising",
        "ideas",
        ["project_id", "listed", "trend", "id"],
        unique=False,
    )
    op.create_index(
        "ix_ideas_status_new",
        "ideas",
        ["project_id", "listed", "status", "proposed_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_ideas_status_top",
        "ideas",
        ["project_id", "listed", "status", "votes", "id"],
        unique=False,
    )
    op.create_index(
        "ix_ideas_top", "ideas", ["project_id", "listed", "votes", "id"], unique=False
    )
    op.create_index(
        "ix_ideas_unanswered",
        "ideas",
        ["project_id", "proposed_at", "id"],
        unique=False,
        sqlite_where=sa.text(UNANSWERED),
        postgresql_where=sa.text(UNANSWERED),
    )
    op.create_table(
        "idea_edits",
        sa.Column("id", KEY, nullable=False),
        sa.Column("idea_id", KEY, nullable=False),
        sa.Column("editor_id", KEY, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["editor_id"], ["people.id"], name=op.f("fk_idea_edits_editor_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["ideas.id"], name=op.f("fk_idea_edits_idea_id_ideas")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_edits")),
    )
    op.create_index(
        op.f("ix_idea_edits_idea_id_edited_at"),
        "idea_edits",
        ["idea_id", "edited_at"],
        unique=False,
    )
    op.create_table(
        "idea_tags",
        sa.Column("idea_id", KEY, nullable=False),
        sa.Column("tag_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["ideas.id"], name=op.f("fk_idea_tags_idea_id_ideas")
        ),
        sa.ForeignKeyConstraint(
            ["tag_id"], ["tags.id"], name=op.f("fk_idea_tags_tag_id_tags")
        ),
        sa.PrimaryKeyConstraint("idea_id", "tag_id", name=op.f("pk_idea_tags")),
    )
    op.create_index(
        op.f("ix_idea_tags_tag_id_idea_id"),
        "idea_tags",
        ["tag_id", "idea_id"],
        unique=False,
    )
    op.create_table(
        "responses",
        sa.Column("id", KEY, nullable=False),
        sa.Column("idea_id", KEY, nullable=False),
        sa.Column("author_id", KEY, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("excerpt", sa.Text(), nullable=False),
        sa.Column("responded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_responses_author_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["ideas.id"], name=op.f("fk_responses_idea_id_ideas")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_responses")),
        sa.UniqueConstraint("idea_id", name=op.f("uq_responses_idea_id")),
    )
    op.create_table(
        "status_changes",
        sa.Column("id", KEY, nullable=False),
        sa.Column("idea_id", KEY, nullable=False),
        sa.Column("by_id", KEY, nullable=True),
        sa.Column("was", sa.String(length=40), nullable=False),
        sa.Column("became", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_status_changes_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["ideas.id"], name=op.f("fk_status_changes_idea_id_ideas")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_changes")),
    )
    op.create_index(
        op.f("ix_status_changes_idea_id_changed_at"),
        "status_changes",
        ["idea_id", "changed_at"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("status_changes")
    op.drop_table("responses")
    op.drop_table("idea_tags")
    op.drop_table("idea_edits")
    op.drop_table("ideas")
    op.drop_table("tags")
    op.drop_table("idea_counts")
