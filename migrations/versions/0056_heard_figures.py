"""Who was heard is counted by a job, and kept."""

import sqlalchemy as sa
from alembic import op

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "heard_figures",
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_heard_figures_project_id_projects"),
        ),
        sa.PrimaryKeyConstraint("project_id", name=op.f("pk_heard_figures")),
    )


def downgrade() -> None:
    op.drop_table("heard_figures")
