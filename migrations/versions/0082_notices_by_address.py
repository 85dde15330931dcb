"""Find what somebody gave notice of by their address."""

from alembic import op

revision = "0082"
down_revision = "0081"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        op.f("ix_legal_notices_email"), "legal_notices", ["email"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_legal_notices_email"), table_name="legal_notices")
