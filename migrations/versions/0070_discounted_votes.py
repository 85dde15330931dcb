"""Votes that count no more, suspect votes of a case, and fingerprints of votes."""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
SHORT = sa.String(length=40)


def upgrade() -> None:
    op.add_column("votes", sa.Column("fingerprint", KEY, nullable=True))
    op.create_table(
        "fingerprint_salts",
        sa.Column("of_day", sa.Date(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("of_day", name=op.f("pk_fingerprint_salts")),
    )
    add_discounted_votes()
    add_suspect_votes()


def add_discounted_votes() -> None:
    op.create_table(
        "discounted_votes",
        sa.Column("voter_id", KEY, nullable=False, autoincrement=False),
        sa.Column("idea_id", KEY, nullable=False, autoincrement=False),
        sa.Column("review_id", KEY, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("cast_at", MOMENT, nullable=False),
        sa.Column("carried_from_id", KEY, nullable=True),
        sa.Column("importance", SHORT, nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("heard_by_id", KEY, nullable=True),
        sa.Column("channel", SHORT, nullable=True),
        sa.Column("quote", sa.Text(), nullable=True),
        points("discounted_votes", "voter_id", "people"),
        points("discounted_votes", "idea_id", "ideas"),
        points("discounted_votes", "review_id", "reviews"),
        points("discounted_votes", "carried_from_id", "ideas"),
        points("discounted_votes", "heard_by_id", "people"),
        sa.PrimaryKeyConstraint(
            "voter_id", "idea_id", name=op.f("pk_discounted_votes")
        ),
        sqlite_with_rowid=False,
    )
    for column in ("idea_id", "review_id"):
        op.create_index(
            op.f(f"ix_discounted_votes_{column}"), "discounted_votes", [column]
        )


def add_suspect_votes() -> None:
    op.create_table(
        "suspect_votes",
        sa.Column("review_id", KEY, nullable=False, autoincrement=False),
        sa.Column("voter_id", KEY, nullable=False, autoincrement=False),
        sa.Column("cast_at", MOMENT, nullable=False),
        sa.Column("signs", sa.Text(), nullable=False),
        sa.Column("shared", KEY, nullable=False),
        sa.Column("together", KEY, nullable=False),
        sa.Column("told_id", KEY, nullable=True),
        points("suspect_votes", "review_id", "reviews"),
        points("suspect_votes", "voter_id", "people"),
        points("suspect_votes", "told_id", "reviews"),
        sa.PrimaryKeyConstraint("review_id", "voter_id", name=op.f("pk_suspect_votes")),
        sqlite_with_rowid=False,
    )
    for column in ("voter_id", "told_id"):
        op.create_index(op.f(f"ix_suspect_votes_{column}"), "suspect_votes", [column])


def points(table: str, column: str, at: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{at}.id"], name=op.f(f"fk_{table}_{column}_{at}")
    )


def downgrade() -> None:
    op.drop_table("suspect_votes")
    op.drop_table("discounted_votes")
    op.drop_table("fingerprint_salts")
    op.drop_column("votes", "fingerprint")
