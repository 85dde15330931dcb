"""Cases know since when they restrict; second looks and figures of years are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
SHORT = sa.String(length=40)
ANOTHER_LOOKS = "moderator_id IS NULL OR moderator_id <> first_moderator_id"
WHOLE = (
    "(moderator_id IS NULL) = (looked_at IS NULL)"
    " AND (verdict IS NULL) = (looked_at IS NULL)"
)


def upgrade() -> None:
    op.create_table(
        "second_looks",
        sa.Column("id", KEY, nullable=False),
        sa.Column("review_id", KEY, nullable=False),
        sa.Column("first_moderator_id", KEY, nullable=False),
        sa.Column("drawn_at", MOMENT, nullable=False),
        sa.Column("until_at", MOMENT, nullable=False),
        sa.Column("moderator_id", KEY, nullable=True),
        sa.Column("verdict", SHORT, nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("looked_at", MOMENT, nullable=True),
        sa.Column("escalated_id", KEY, nullable=True),
        sa.CheckConstraint(ANOTHER_LOOKS, name=op.f("ck_second_looks_another_looks")),
        sa.CheckConstraint(WHOLE, name=op.f("ck_second_looks_whole")),
        to("review_id", "reviews"),
        to("escalated_id", "reviews"),
        to("first_moderator_id", "people"),
        to("moderator_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_looks")),
        sa.UniqueConstraint("review_id", name=op.f("uq_second_looks_review_id")),
    )
    some("second_looks", "waiting", ["drawn_at", "id"], "looked_at IS NULL")
    some("second_looks", "looked", ["looked_at", "id"], "looked_at IS NOT NULL")
    op.create_index(
        op.f("ix_second_looks_escalated_id"), "second_looks", ["escalated_id"]
    )
    op.create_table(
        "years_told",
        sa.Column("year", KEY, nullable=False, autoincrement=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("counted_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_years_told")),
    )
    op.add_column("reviews", sa.Column("restricted_at", MOMENT, nullable=True))
    some("reviews", "restricted", ["restricted_at", "id"], "restricted_at IS NOT NULL")
    op.create_index(op.f("ix_reviews_opened_at"), "reviews", ["opened_at"])


def to(column: str, table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_second_looks_{column}_{table}")
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name)


def some(table: str, name: str, columns: list[str], where: str) -> None:
    op.create_index(
        f"ix_{table}_{name}",
        table,
        columns,
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_reviews_opened_at"), table_name="reviews")
    op.drop_index("ix_reviews_restricted", table_name="reviews")
    op.drop_column("reviews", "restricted_at")
    op.drop_table("years_told")
    op.drop_table("second_looks")
