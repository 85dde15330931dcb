"""What was reported, or away, and was changed since is not for everybody to read."""

import sqlalchemy as sa
from alembic import op

revision = "0085"
down_revision = "0084"
branch_labels = None
depends_on = None

TABLES = ("idea_edits", "comment_edits")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(
            table,
            sa.Column(
                "is_kept_back", sa.Boolean(), nullable=False, server_default=sa.false()
            ),
        )


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "is_kept_back")
