"""A saved search has a pace of its own, and says whether it minds votes."""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

MINDS_VOTES = sa.text("minds_votes")


def upgrade() -> None:
    with op.batch_alter_table("followings") as followings:
        followings.add_column(sa.Column("pace", sa.String(40), nullable=True))
        followings.add_column(
            sa.Column(
                "minds_votes", sa.Boolean(), nullable=False, server_default=sa.false()
            )
        )
    followings = sa.table(
        "followings",
        sa.column("kind", sa.Text()),
        sa.column("key", sa.Text()),
        sa.column("minds_votes", sa.Boolean()),
    )
    speaks = sa.or_(
        followings.c.key.like("%votes:%"), followings.c.key.like("%has:vote%")
    )
    op.execute(
        followings.update()
        .where(followings.c.kind == "search", speaks)
        .values(minds_votes=sa.true())
    )
    op.create_index(
        "ix_followings_minds_votes",
        "followings",
        ["person_id"],
        sqlite_where=MINDS_VOTES,
        postgresql_where=MINDS_VOTES,
    )


def downgrade() -> None:
    op.drop_index("ix_followings_minds_votes", "followings")
    with op.batch_alter_table("followings") as followings:
        followings.drop_column("minds_votes")
        followings.drop_column("pace")
