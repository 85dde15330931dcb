"""Merges that can be taken apart: the ledger says what was carried."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COUNTS = ("comments_carried", "followers_carried")


def upgrade() -> None:
    with op.batch_alter_table("merges") as merges:
        for name in COUNTS:
            merges.add_column(
                sa.Column(name, KEY, nullable=False, server_default=sa.text("0"))
            )
        merges.add_column(sa.Column("unmerged_at", sa.DateTime(timezone=True)))
        merges.add_column(sa.Column("unmerged_by_id", KEY))
        merges.create_foreign_key(
            op.f("fk_merges_unmerged_by_id_people"),
            "people",
            ["unmerged_by_id"],
            ["id"],
        )
    with op.batch_alter_table("merges") as merges:
        for name in COUNTS:
            merges.alter_column(name, server_default=None)
    # A follow was copied to where it was carried; from now on it moves, as votes do.
    op.execute(
        sa.text(
            "DELETE FROM follows WHERE EXISTS (SELECT 1 FROM follows AS carried"
            " WHERE carried.person_id = follows.person_id"
            " AND carried.carried_from_id = follows.idea_id)"
        )
    )


def downgrade() -> None:
    with op.batch_alter_table("merges") as merges:
        merges.drop_constraint(
            op.f("fk_merges_unmerged_by_id_people"), type_="foreignkey"
        )
        for name in (*COUNTS, "unmerged_at", "unmerged_by_id"):
            merges.drop_column(name)
