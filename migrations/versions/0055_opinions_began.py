"""Groups of opinion begin where they stood."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("opinion_maps") as batch:
        batch.add_column(
            sa.Column("began", sa.Text(), nullable=False, server_default="")
        )


def downgrade() -> None:
    with op.batch_alter_table("opinion_maps") as batch:
        batch.drop_column("began")
