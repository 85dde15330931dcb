"""Archives that people ask for; when what is kept no longer was dropped."""

import sqlalchemy as sa
from alembic import op

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "archives",
        sa.Column("id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("asked_at", AT, nullable=False),
        sa.Column("begun_at", AT, nullable=True),
        sa.Column("ready_at", AT, nullable=True),
        sa.Column("expires_at", AT, nullable=True),
        sa.Column("size", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_archives_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archives")),
        sa.UniqueConstraint("person_id", name=op.f("uq_archives_person_id")),
        sa.UniqueConstraint("token", name=op.f("uq_archives_token")),
    )
    op.create_table(
        "retention_runs",
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("ran_at", AT, nullable=False),
        sa.Column("dropped", KEY, nullable=False),
        sa.Column("dropped_ever", KEY, nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.CheckConstraint("dropped >= 0", name=op.f("ck_retention_runs_dropped")),
        sa.PrimaryKeyConstraint("rule", name=op.f("pk_retention_runs")),
    )


def downgrade() -> None:
    op.drop_table("retention_runs")
    op.drop_table("archives")
