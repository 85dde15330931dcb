"""The group that was asked is named by no word that SQL keeps to itself."""

from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    rename("group", "group_key")


def downgrade() -> None:
    rename("group_key", "group")


def rename(was: str, becomes: str) -> None:
    with op.batch_alter_table("askings") as askings:
        askings.alter_column(was, new_column_name=becomes)
