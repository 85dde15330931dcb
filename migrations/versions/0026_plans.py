"""Statuses that ideas are to get at a moment to come."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "status_plans",
        sa.Column("idea_id", KEY, autoincrement=False, nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("planned_at", MOMENT, nullable=False),
        sa.Column("refused", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_status_plans_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["ideas.id"], name=op.f("fk_status_plans_idea_id_ideas")
        ),
        sa.PrimaryKeyConstraint("idea_id", name=op.f("pk_status_plans")),
    )
    op.create_index(op.f("ix_status_plans_due_at"), "status_plans", ["due_at"])


def downgrade() -> None:
    op.drop_table("status_plans")
