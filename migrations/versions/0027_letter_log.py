"""An index for the delivery log of one state."""

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_letters_state_id", "letters", ["state", "id"])


def downgrade() -> None:
    op.drop_index("ix_letters_state_id", "letters")
