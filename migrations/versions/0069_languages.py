"""In which language people, and who gave notice of something, are written to."""

import sqlalchemy as sa
from alembic import op

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None

TABLES = ("people", "legal_notices")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(
            table,
            sa.Column("language", sa.String(40), nullable=False, server_default="en"),
        )


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "language")
