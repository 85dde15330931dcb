"""Dry runs of rules that were asked for and lie before the worker."""

import sqlalchemy as sa
from alembic import op

revision = "0078"
down_revision = "0077"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "rule_trials",
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("asked_at", AT, nullable=False),
        sa.Column("seen_at", AT, nullable=True),
        sa.Column("looked", KEY, nullable=False),
        sa.Column("whole", KEY, nullable=False),
        sa.Column("called_off_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_rule_trials_by_id_people")
        ),
        sa.PrimaryKeyConstraint("rule", name=op.f("pk_rule_trials")),
    )


def downgrade() -> None:
    op.drop_table("rule_trials")
