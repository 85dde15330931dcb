"""What somebody reported is kept when it is changed, however soon."""

import sqlalchemy as sa
from alembic import op

revision = "0084"
down_revision = "0083"
branch_labels = None
depends_on = None

TABLES = ("ideas", "comments")


def upgrade() -> None:
    for table in TABLES:
        reported = sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True)
        op.add_column(table, reported)


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "reported_at")
