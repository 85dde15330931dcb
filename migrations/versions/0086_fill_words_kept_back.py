"""Keep back what was said until words that had been reported were changed.

Of what a person has kept, or shown again, it stays open to read.
"""

from alembic import op

revision = "0086"
down_revision = "0085"
branch_labels = None
depends_on = None

FILL = """
UPDATE {edits} SET is_kept_back = TRUE WHERE EXISTS (
    SELECT 1 FROM reviews JOIN {edits} AS later ON later.{key} = reviews.{key}
    WHERE reviews.{key} = {edits}.{key} AND reviews.kind <> 'ring'
    AND later.id >= {edits}.id
    AND later.edited_at > reviews.opened_at
    AND (reviews.closed_at IS NULL OR later.edited_at < reviews.closed_at))
"""


def upgrade() -> None:
    op.execute(FILL.format(edits="idea_edits", key="idea_id"))
    op.execute(FILL.format(edits="comment_edits", key="comment_id"))


def downgrade() -> None:
    """What is kept back goes with its column."""
