"""The file of a build is signed, for applications that update themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("builds") as builds:
        builds.add_column(
            sa.Column("signature", sa.Text(), nullable=False, server_default="")
        )


def downgrade() -> None:
    with op.batch_alter_table("builds") as builds:
        builds.drop_column("signature")
