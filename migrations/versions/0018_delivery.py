"""How far a letter came, what the server said, and addresses that send mail back."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

STATES = """
UPDATE letters SET state = CASE
  WHEN sent_at IS NOT NULL THEN 'sent'
  WHEN due_at IS NOT NULL THEN 'waiting'
  ELSE 'kept' END
"""


def upgrade() -> None:
    op.add_column(
        "letters",
        sa.Column("state", sa.String(40), nullable=False, server_default="waiting"),
    )
    op.add_column("letters", sa.Column("answer", sa.Text(), nullable=True))
    op.execute(STATES)
    op.create_index("ix_letters_to_address_id", "letters", ["to_address", "id"])
    op.create_table(
        "returned_addresses",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_returned_addresses")),
    )


def downgrade() -> None:
    op.drop_table("returned_addresses")
    op.drop_index("ix_letters_to_address_id", "letters")
    with op.batch_alter_table("letters") as letters:
        letters.drop_column("answer")
        letters.drop_column("state")
