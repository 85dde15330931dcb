"""Where people are called by name: the notices that say so, and notes that do it."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

MENTIONS = sa.text("kind = 'mention'")


def upgrade() -> None:
    op.add_column("triage_notes", sa.Column("body_html", sa.Text(), nullable=True))
    op.create_index(
        "ix_notices_mentions",
        "notices",
        ["person_id", "told_at", "id"],
        sqlite_where=MENTIONS,
        postgresql_where=MENTIONS,
    )


def downgrade() -> None:
    op.drop_index("ix_notices_mentions", table_name="notices")
    with op.batch_alter_table("triage_notes") as notes:
        notes.drop_column("body_html")
