"""What is told of what was learned of spam: hosts, and how well it did."""

import sqlalchemy as sa
from alembic import op

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("linked", "curve"):
        column = sa.Column(name, sa.Text(), nullable=False, server_default="")
        op.add_column("spam_models", column)


def downgrade() -> None:
    with op.batch_alter_table("spam_models") as batch:
        for name in ("curve", "linked"):
            batch.drop_column(name)
