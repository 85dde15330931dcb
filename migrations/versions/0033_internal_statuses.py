"""Where an idea stands while its project keeps that inside, and which steps were so."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ideas", sa.Column("internal", sa.String(length=40), nullable=True))
    op.create_index(
        "ix_ideas_internal",
        "ideas",
        ["project_id", "listed", "internal", "id"],
        sqlite_where=sa.text("internal IS NOT NULL"),
        postgresql_where=sa.text("internal IS NOT NULL"),
    )
    # The default stays: SQLite would copy the whole table.
    op.add_column(
        "status_changes",
        sa.Column(
            "is_internal", sa.Boolean(), nullable=False, server_default=sa.false()
        ),
    )


def downgrade() -> None:
    op.drop_index("ix_ideas_internal", "ideas")
    op.drop_column("ideas", "internal")
    op.drop_column("status_changes", "is_internal")
