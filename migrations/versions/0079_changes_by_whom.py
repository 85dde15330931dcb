"""Find what somebody changed lately: newcomers change only so much a day."""

from alembic import op

revision = "0079"
down_revision = "0078"
branch_labels = None
depends_on = None

TABLES = ("idea_edits", "comment_edits")


def upgrade() -> None:
    for table in TABLES:
        op.create_index(
            op.f(f"ix_{table}_editor_id_edited_at"), table, ["editor_id", "edited_at"]
        )


def downgrade() -> None:
    for table in TABLES:
        op.drop_index(op.f(f"ix_{table}_editor_id_edited_at"), table_name=table)
