"""Tell of cases of before since when what they are about is away."""

from alembic import op

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None

FILL = """
UPDATE reviews SET restricted_at = coalesce(automated_at, returned_at, closed_at)
WHERE restricted_at IS NULL AND kind <> 'appeal'
  AND (automated_at IS NOT NULL OR verdict IN ('hide', 'change', 'sanction'))
"""


def upgrade() -> None:
    op.execute(FILL)


def downgrade() -> None:
    """What is known stays: the column goes with the migration before this one."""
