"""By which bands a text is found that says nearly the same as another."""

import sqlalchemy as sa
from alembic import op

revision = "0080"
down_revision = "0079"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)
TABLE = "text_bands"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", KEY, nullable=False),
        sa.Column("band", KEY, nullable=False),
        sa.Column("idea_id", KEY, nullable=True),
        sa.Column("comment_id", KEY, nullable=True),
        sa.Column("said_at", AT, nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [f"{kind}_id"],
                [f"{kind}s.id"],
                name=op.f(f"fk_{TABLE}_{kind}_id_{kind}s"),
                ondelete="CASCADE",
            )
            for kind in ("idea", "comment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(op.f(f"ix_{TABLE}_band_said_at"), TABLE, ["band", "said_at"])
    for kind in ("idea", "comment"):
        some = sa.text(f"{kind}_id IS NOT NULL")
        op.create_index(
            op.f(f"ix_{TABLE}_{kind}_id"),
            TABLE,
            [f"{kind}_id"],
            sqlite_where=some,
            postgresql_where=some,
        )


def downgrade() -> None:
    op.drop_table(TABLE)
