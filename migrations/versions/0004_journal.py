"""Tables of journal."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "journal_entries",
        sa.Column("id", KEY, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("author_id", KEY, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("excerpt", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("comments", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["people.id"],
            name=op.f("fk_journal_entries_author_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_journal_entries_project_id_projects"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entries")),
    )
    op.create_index(
        op.f("ix_journal_entries_project_id_published_at_id"),
        "journal_entries",
        ["project_id", "published_at", "id"],
        unique=False,
    )
    op.create_table(
        "journal_pictures",
        sa.Column("id", KEY, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("uploader_id", KEY, nullable=False),
        sa.Column("storage_key", sa.Text(), nullable=False),
        sa.Column("width", KEY, nullable=False),
        sa.Column("height", KEY, nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_journal_pictures_project_id_projects"),
        ),
        sa.ForeignKeyConstraint(
            ["uploader_id"],
            ["people.id"],
            name=op.f("fk_journal_pictures_uploader_id_people"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_pictures")),
        sa.UniqueConstraint(
            "project_id",
            "storage_key",
            name=op.f("uq_journal_pictures_project_id_storage_key"),
        ),
    )
    op.create_table(
        "prompts",
        sa.Column("id", KEY, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("entry_id", KEY, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("position", KEY, nullable=False),
        sa.Column("answers", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["journal_entries.id"],
            name=op.f("fk_prompts_entry_id_journal_entries"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_prompts_project_id_projects")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompts")),
    )
    op.create_index(op.f("ix_prompts_entry_id"), "prompts", ["entry_id"], unique=False)
    op.create_index(
        op.f("ix_prompts_project_id"), "prompts", ["project_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("prompts")
    op.drop_table("journal_pictures")
    op.drop_table("journal_entries")
