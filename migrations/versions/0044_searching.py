"""Saved searches have names; what is searched for is counted."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column(
        "followings", sa.Column("name", sa.Text(), nullable=False, server_default="")
    )
    op.add_column(
        "followings",
        sa.Column("tells", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    op.create_table(
        "searched_words",
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("project_id", KEY, autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("times", KEY, nullable=False),
        sa.Column("found_nothing", KEY, nullable=False),
        sa.CheckConstraint("times >= 0", name=op.f("ck_searched_words_times")),
        sa.PrimaryKeyConstraint(
            "on_day", "project_id", "words", name=op.f("pk_searched_words")
        ),
    )


def downgrade() -> None:
    op.drop_table("searched_words")
    op.drop_column("followings", "tells")
    op.drop_column("followings", "name")
