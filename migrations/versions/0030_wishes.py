"""Who asks to hear of every idea of a project: few among many, found at once."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

ASKED = sa.text("kind = 'proposed' AND (in_app OR mail <> 'never')")


def upgrade() -> None:
    op.create_index(
        "ix_notice_wishes_proposed",
        "notice_wishes",
        ["person_id"],
        sqlite_where=ASKED,
        postgresql_where=ASKED,
    )


def downgrade() -> None:
    op.drop_index("ix_notice_wishes_proposed", "notice_wishes")
