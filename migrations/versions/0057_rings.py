"""Builds say more of themselves, reach testers in steps, and come in by parts."""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)
KIND = sa.String(length=40)
FACTS = (
    ("channel", KIND, "beta"),
    ("least_os", sa.Text(), ""),
    ("package", sa.Text(), ""),
    ("number", sa.Text(), ""),
    ("facts", sa.Text(), "{}"),
    ("share", KEY, "100"),
    ("halted_at", AT, None),
    ("halted_reason", sa.Text(), ""),
    ("expiry_told", KEY, None),
)


def upgrade() -> None:
    with op.batch_alter_table("builds") as builds:
        for name, kind, before in FACTS:
            builds.add_column(
                sa.Column(name, kind, nullable=before is None, server_default=before)
            )
        builds.create_check_constraint(
            op.f("ck_builds_share"), "share BETWEEN 0 AND 100"
        )
    with op.batch_alter_table("build_assignments") as assignments:
        assignments.add_column(
            sa.Column(
                "at_once", sa.Boolean(), nullable=False, server_default=sa.false()
            )
        )
    make_rollouts()
    make_uploads()


def make_rollouts() -> None:
    op.create_table(
        "rollouts",
        sa.Column("build_id", KEY, autoincrement=False, nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("pace", KIND, nullable=False),
        sa.Column("hours", KEY, nullable=False),
        sa.Column("least_satisfied", KEY, nullable=False),
        sa.Column("most_stopped", KEY, nullable=False),
        sa.Column("state", KIND, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("stepped_at", AT, nullable=False),
        sa.CheckConstraint("hours >= 0", name=op.f("ck_rollouts_hours")),
        key_to("rollouts", "build_id", "builds"),
        key_to("rollouts", "by_id", "people"),
        sa.PrimaryKeyConstraint("build_id", name=op.f("pk_rollouts")),
    )


def make_uploads() -> None:
    op.create_table(
        "uploads",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("programme_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("size", KEY, nullable=False),
        sa.Column("got", KEY, nullable=False),
        sa.Column("begun_at", AT, nullable=False),
        sa.Column("touched_at", AT, nullable=False),
        sa.CheckConstraint("got >= 0 AND got <= size", name=op.f("ck_uploads_got")),
        key_to("uploads", "programme_id", "programmes"),
        key_to("uploads", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
        sa.UniqueConstraint("name", name=op.f("uq_uploads_name")),
    )
    op.create_index(op.f("ix_uploads_touched_at"), "uploads", ["touched_at"])
    op.create_table(
        "upload_parts",
        sa.Column("upload_id", KEY, autoincrement=False, nullable=False),
        sa.Column("start", KEY, autoincrement=False, nullable=False),
        sa.Column("size", KEY, nullable=False),
        sa.Column("storage_key", sa.Text(), nullable=False),
        key_to("upload_parts", "upload_id", "uploads"),
        sa.PrimaryKeyConstraint("upload_id", "start", name=op.f("pk_upload_parts")),
    )


def key_to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)


def downgrade() -> None:
    op.drop_table("upload_parts")
    op.drop_table("uploads")
    op.drop_table("rollouts")
    with op.batch_alter_table("build_assignments") as assignments:
        assignments.drop_column("at_once")
    with op.batch_alter_table("builds") as builds:
        builds.drop_constraint(op.f("ck_builds_share"), type_="check")
        for name, _, _ in FACTS:
            builds.drop_column(name)
