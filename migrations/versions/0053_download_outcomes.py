"""A download says by which link it came, how much left, and why it was refused."""

import sqlalchemy as sa
from alembic import op

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("downloads") as downloads:
        downloads.add_column(sa.Column("bytes_sent", KEY, nullable=True))
        downloads.add_column(
            sa.Column("link", sa.Text(), nullable=False, server_default="")
        )
        downloads.add_column(
            sa.Column("reason", sa.Text(), nullable=False, server_default="")
        )
        downloads.create_index("ix_downloads_link", ["link"])


def downgrade() -> None:
    with op.batch_alter_table("downloads") as downloads:
        downloads.drop_index("ix_downloads_link")
        downloads.drop_column("reason")
        downloads.drop_column("link")
        downloads.drop_column("bytes_sent")
