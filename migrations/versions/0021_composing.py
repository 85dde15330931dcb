"""Drafts, their files, and what a project asks of an idea."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
COUNTS = ("files", "answers")
INDEXES = (
    ("idea_drafts", "author_id", "changed_at"),
    ("idea_drafts", "visitor", "changed_at"),
    ("idea_drafts", "changed_at"),
    ("idea_drafts", "idea_id"),
    ("attachments", "idea_id", "id"),
    ("attachments", "draft_id", "id"),
    ("field_answers", "field_id", "value", "idea_id"),
)
TABLES = ("field_answers", "idea_fields", "intakes", "attachments", "idea_drafts")


def upgrade() -> None:
    for name in COUNTS:
        nothing = sa.Column(name, KEY, nullable=False, server_default="0")
        op.add_column("ideas", nothing)
    make_drafts()
    make_attachments()
    make_intakes()
    for table, *columns in INDEXES:
        op.create_index("_".join(("ix", table, *columns)), table, columns)


def make_drafts() -> None:
    op.create_table(
        "idea_drafts",
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("author_id", KEY, nullable=True),
        sa.Column("visitor", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("version", KEY, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("prompt_id", KEY, nullable=True),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("idea_id", KEY, nullable=True),
        sa.CheckConstraint("version > 0", name=op.f("ck_idea_drafts_version")),
        leads("idea_drafts", "project_id", "projects"),
        leads("idea_drafts", "author_id", "people", ondelete="CASCADE"),
        leads("idea_drafts", "prompt_id", "prompts"),
        leads("idea_drafts", "idea_id", "ideas"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_drafts")),
        sa.UniqueConstraint("key", name=op.f("uq_idea_drafts_key")),
    )


def make_attachments() -> None:
    op.create_table(
        "attachments",
        sa.Column("id", KEY, nullable=False),
        sa.Column("draft_id", KEY, nullable=True),
        sa.Column("idea_id", KEY, nullable=True),
        sa.Column("storage_key", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", KEY, nullable=False),
        sa.Column("width", KEY, nullable=True),
        sa.Column("height", KEY, nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        leads("attachments", "draft_id", "idea_drafts", ondelete="CASCADE"),
        leads("attachments", "idea_id", "ideas"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
        sa.UniqueConstraint(
            "draft_id",
            "storage_key",
            name=op.f("uq_attachments_draft_id_storage_key"),
        ),
    )


def make_intakes() -> None:
    op.create_table(
        "intakes",
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("takes_guests", sa.Boolean(), nullable=False),
        leads("intakes", "project_id", "projects"),
        sa.PrimaryKeyConstraint("project_id", name=op.f("pk_intakes")),
    )
    op.create_table(
        "idea_fields",
        sa.Column("id", KEY, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("hint", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("position", KEY, nullable=False),
        sa.Column("retired_at", MOMENT, nullable=True),
        leads("idea_fields", "project_id", "projects"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_fields")),
        sa.UniqueConstraint(
            "project_id", "slug", name=op.f("uq_idea_fields_project_id_slug")
        ),
    )
    op.create_table(
        "field_answers",
        sa.Column("idea_id", KEY, nullable=False),
        sa.Column("field_id", KEY, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        leads("field_answers", "idea_id", "ideas"),
        leads("field_answers", "field_id", "idea_fields"),
        sa.PrimaryKeyConstraint("idea_id", "field_id", name=op.f("pk_field_answers")),
    )


def leads(
    table: str, column: str, to: str, ondelete: str | None = None
) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{to}.id"],
        name=op.f(f"fk_{table}_{column}_{to}"),
        ondelete=ondelete,
    )


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    for name in COUNTS:
        op.drop_column("ideas", name)
