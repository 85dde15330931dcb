"""How a project calls its statuses, and what each allows."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The default stays: SQLite would copy the whole table, which others lead to.
    op.add_column(
        "projects", sa.Column("workflow", sa.Text(), nullable=False, server_default="")
    )


def downgrade() -> None:
    op.drop_column("projects", "workflow")
