"""Who takes part in which project, the customers there are, and who was asked."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "participants",
        sa.Column("project_id", KEY, autoincrement=False, nullable=False),
        sa.Column("person_id", KEY, autoincrement=False, nullable=False),
        sa.Column("ideas", KEY, nullable=False),
        sa.Column("votes", KEY, nullable=False),
        parent("participants", "project_id", "projects"),
        parent("participants", "person_id", "people"),
        sa.PrimaryKeyConstraint(
            "project_id", "person_id", name=op.f("pk_participants")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_participants_person_id"), "participants", ["person_id"])
    declare_shares()
    op.create_table(
        "askings",
        sa.Column("id", KEY, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        parent("askings", "project_id", "projects"),
        parent("askings", "person_id", "people", goes="CASCADE"),
        parent("askings", "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_askings")),
    )
    for column in ("person_id", "project_id"):
        name = op.f(f"ix_askings_{column}_asked_at")
        op.create_index(name, "askings", [column, "asked_at"])


def declare_shares() -> None:
    table = "declared_shares"
    op.create_table(
        table,
        sa.Column("id", KEY, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("attribute_id", KEY, nullable=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("segment_id", KEY, nullable=True),
        sa.Column("share", sa.Double(), nullable=False),
        sa.CheckConstraint(
            "share BETWEEN 0 AND 100", name=op.f("ck_declared_shares_share")
        ),
        sa.CheckConstraint(
            "(attribute_id IS NULL) <> (segment_id IS NULL)",
            name=op.f("ck_declared_shares_one_group"),
        ),
        parent(table, "project_id", "projects"),
        parent(table, "attribute_id", "attributes", goes="CASCADE"),
        parent(table, "segment_id", "segments", goes="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declared_shares")),
        sa.UniqueConstraint(
            "project_id",
            "attribute_id",
            "value",
            name=op.f("uq_declared_shares_project_id_attribute_id_value"),
        ),
        sa.UniqueConstraint(
            "project_id",
            "segment_id",
            name=op.f("uq_declared_shares_project_id_segment_id"),
        ),
    )
    for column in ("attribute_id", "segment_id"):
        op.create_index(op.f(f"ix_declared_shares_{column}"), table, [column])


def parent(
    table: str, column: str, other: str, *, goes: str | None = None
) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=goes)


def downgrade() -> None:
    for table in ("askings", "declared_shares", "participants"):
        op.drop_table(table)
