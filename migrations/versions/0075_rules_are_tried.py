"""Rules for what is posted are switched on and off, and tried before."""

import sqlalchemy as sa
from alembic import op

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
RULES = ("watched_words", "posting_limits")


def upgrade() -> None:
    for table in RULES:  # those there are act already
        op.add_column(
            table,
            sa.Column("is_on", sa.Boolean(), nullable=False, server_default=sa.true()),
        )
    op.create_table(
        "dry_runs",
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        *(sa.Column(name, KEY, nullable=False) for name in ("looked", "touched")),
        *(sa.Column(name, KEY, nullable=False) for name in ("kept", "hidden")),
        sa.Column("is_all", sa.Boolean(), nullable=False),
        sa.Column("examples", sa.Text(), nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("tried_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_dry_runs_by_id_people")
        ),
        sa.PrimaryKeyConstraint("rule", name=op.f("pk_dry_runs")),
    )


def downgrade() -> None:
    op.drop_table("dry_runs")
    for table in RULES:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("is_on")
