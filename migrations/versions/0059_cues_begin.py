"""A saved search is looked up by how its longest word begins, in any language."""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None

BEGINNING = 3  # letters; what is saved from now on begins with up to four


def upgrade() -> None:
    followings = sa.table(
        "followings", sa.column("kind", sa.Text()), sa.column("cue", sa.Text())
    )
    words = followings.c.cue.not_like("%:%")  # and no facts
    op.execute(
        followings.update()
        .where(followings.c.kind == "search", words)
        .values(cue=sa.func.substr(followings.c.cue, 1, BEGINNING))
    )


def downgrade() -> None:
    """How a word goes on is not known any more: they are looked up by what there is."""
