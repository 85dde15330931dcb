"""On whose pages a project's roadmap may stand in a frame."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    nowhere = sa.Column("embedded_in", sa.Text(), nullable=False, server_default="")
    op.add_column("projects", nowhere)


def downgrade() -> None:
    with op.batch_alter_table("projects") as projects:
        projects.drop_column("embedded_in")
