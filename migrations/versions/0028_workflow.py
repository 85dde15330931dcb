"""How a project calls its statuses, and what each allows."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "projects", sa.Column("workflow", sa.Text(), nullable=False, server_default="")
    )
    with op.batch_alter_table("projects") as projects:
        projects.alter_column("workflow", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("projects") as projects:
        projects.drop_column("workflow")
