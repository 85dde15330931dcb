"""Which search index PostgreSQL keeps; its own tables are made by the worker."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NUMBERS = ("shape", "generation", "documents", "said", "newest", "oldest")


def upgrade() -> None:
    op.create_table(
        "search_editions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        *(sa.Column(name, KEY, nullable=False) for name in NUMBERS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_editions")),
    )


def downgrade() -> None:
    op.drop_table("search_editions")
