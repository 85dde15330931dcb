"""Why an idea is another than those close to it; kept with its draft before."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column(
        "idea_drafts",
        sa.Column("differs", sa.Text(), nullable=False, server_default="{}"),
    )
    op.create_table(
        "differences",
        sa.Column("idea_id", KEY, nullable=False),
        sa.Column("other_id", KEY, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["ideas.id"], name=op.f("fk_differences_idea_id_ideas")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["ideas.id"], name=op.f("fk_differences_other_id_ideas")
        ),
        sa.PrimaryKeyConstraint("idea_id", "other_id", name=op.f("pk_differences")),
    )


def downgrade() -> None:
    op.drop_table("differences")
    op.drop_column("idea_drafts", "differs")
