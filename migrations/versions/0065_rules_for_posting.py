"""Words to watch for, limits of newcomers, and what was learned of spam."""

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
SHORT = sa.String(length=40)


def upgrade() -> None:
    op.create_table(
        "watched_words",
        sa.Column("id", KEY, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("act", SHORT, nullable=False),
        sa.Column("instead", sa.Text(), nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("since_at", MOMENT, nullable=False),
        by_somebody("watched_words"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watched_words")),
        sa.UniqueConstraint("words", name=op.f("uq_watched_words_words")),
    )
    op.create_table(
        "posting_limits",
        sa.Column("name", SHORT, nullable=False),
        sa.Column("most", KEY, nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("since_at", MOMENT, nullable=False),
        by_somebody("posting_limits"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_posting_limits")),
    )
    op.create_table(
        "spam_models",
        sa.Column("id", KEY, nullable=False, autoincrement=False),
        sa.Column("worth", sa.LargeBinary(), nullable=False),
        sa.Column("weight", sa.LargeBinary(), nullable=False),
        sa.Column("offset", sa.Double(), nullable=False),
        sa.Column("threshold", sa.Double(), nullable=True),
        sa.Column("hosts", sa.Text(), nullable=False),
        sa.Column("prints", sa.Text(), nullable=False),
        sa.Column("spam", KEY, nullable=False),
        sa.Column("kept", KEY, nullable=False),
        sa.Column("learned_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spam_models")),
    )
    op.create_table(
        "guard_versions",
        sa.Column("id", KEY, nullable=False, autoincrement=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guard_versions")),
    )


def by_somebody(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["by_id"], ["people.id"], name=op.f(f"fk_{table}_by_id_people")
    )


def downgrade() -> None:
    for table in ("guard_versions", "spam_models", "posting_limits", "watched_words"):
        op.drop_table(table)
