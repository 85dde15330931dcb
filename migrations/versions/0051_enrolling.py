"""Whom a programme is for, what it asks, devices, steps, links and the lottery."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
NAME = sa.String(length=40)
OLD_QUEUE = "ix_enrolments_programme_id_place_applied_at_id"
QUEUE = "ix_enrolments_programme_id_place_turn_applied_at_id"


def upgrade() -> None:
    widen_programmes()
    whom_it_is_for()
    devices_and_links()
    widen_enrolments()
    screening()
    lotteries()


def widen_programmes() -> None:
    for column in (
        sa.Column("rule", NAME, nullable=False, server_default="first_come"),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("entries_until", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column(
            "by_segment", sa.Boolean(), nullable=False, server_default=sa.false()
        ),
        sa.Column("idle_days", KEY, nullable=True),
    ):
        op.add_column("programmes", column)


def whom_it_is_for() -> None:
    table = "programme_platforms"
    op.create_table(
        table,
        sa.Column("programme_id", KEY, autoincrement=False, nullable=False),
        sa.Column("platform", NAME, nullable=False),
        sa.Column("least_version", sa.Text(), nullable=False),
        parent(table, "programme_id", "programmes"),
        sa.PrimaryKeyConstraint("programme_id", "platform", name=op.f(f"pk_{table}")),
    )
    table = "programme_segments"
    op.create_table(
        table,
        sa.Column("programme_id", KEY, autoincrement=False, nullable=False),
        sa.Column("segment_id", KEY, autoincrement=False, nullable=False),
        parent(table, "programme_id", "programmes"),
        parent(table, "segment_id", "segments", goes="CASCADE"),
        sa.PrimaryKeyConstraint("programme_id", "segment_id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_segment_id"), table, ["segment_id"])


def devices_and_links() -> None:
    table = "devices"
    mine = ["person_id", "platform", "model", "os_version"]
    op.create_table(
        table,
        sa.Column("id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("platform", NAME, nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("os_version", sa.Text(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("retired_at", MOMENT, nullable=True),
        parent(table, "person_id", "people", goes="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(*mine, name=op.f(f"uq_{table}_{'_'.join(mine)}")),
    )
    invitation_links()


def invitation_links() -> None:
    table = "invitation_links"
    op.create_table(
        table,
        sa.Column("id", KEY, nullable=False),
        sa.Column("programme_id", KEY, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("cohort_id", KEY, nullable=True),
        sa.Column("most_uses", KEY, nullable=True),
        sa.Column("uses", KEY, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "uses >= 0 AND (most_uses IS NULL OR uses <= most_uses)",
            name=op.f(f"ck_{table}_uses"),
        ),
        parent(table, "programme_id", "programmes"),
        parent(table, "cohort_id", "cohorts"),
        parent(table, "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("code", name=op.f(f"uq_{table}_code")),
        sa.UniqueConstraint(
            "programme_id", "email", name=op.f(f"uq_{table}_programme_id_email")
        ),
    )
    newest = ["programme_id", "made_at", "id"]
    op.create_index(op.f(f"ix_{table}_{'_'.join(newest)}"), table, newest)


def widen_enrolments() -> None:
    refer("enrolments", "device_id", "devices")
    refer("enrolments", "link_id", "invitation_links")
    for column in (
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.Column("turn", KEY, nullable=False, server_default="0"),
        sa.Column("entry", sa.Text(), nullable=True),
        sa.Column("stirred_at", MOMENT, nullable=True),
        sa.Column("reminded_at", MOMENT, nullable=True),
    ):
        op.add_column("enrolments", column)
    op.drop_index(OLD_QUEUE, "enrolments")
    op.create_index(
        QUEUE, "enrolments", ["programme_id", "place", "turn", "applied_at", "id"]
    )
    steps()


def refer(table: str, column: str, other: str) -> None:
    """A column that names a row elsewhere, which SQLite takes in one line alone."""
    key = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {column} {key} "
        f"CONSTRAINT fk_{table}_{column}_{other} REFERENCES {other} (id)"
    )


def steps() -> None:
    table = "enrolment_steps"
    op.create_table(
        table,
        sa.Column("id", KEY, nullable=False),
        sa.Column("enrolment_id", KEY, nullable=False),
        sa.Column("place", NAME, nullable=False),
        sa.Column("why", NAME, nullable=True),
        sa.Column("by_id", KEY, nullable=True),
        sa.Column("moved_at", MOMENT, nullable=False),
        parent(table, "enrolment_id", "enrolments", goes="CASCADE"),
        parent(table, "by_id", "people", goes="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_enrolment_id_id"), table, ["enrolment_id", "id"])
    op.create_index(op.f(f"ix_{table}_by_id"), table, ["by_id"])
    op.execute(
        "INSERT INTO enrolment_steps (enrolment_id, place, moved_at) "
        "SELECT id, place, placed_at FROM enrolments ORDER BY placed_at, id"
    )


def screening() -> None:
    table = "screening_questions"
    op.create_table(
        table,
        sa.Column("id", KEY, nullable=False),
        sa.Column("programme_id", KEY, nullable=False),
        sa.Column("position", KEY, nullable=False),
        sa.Column("kind", NAME, nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("hint", sa.Text(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("passes", sa.Text(), nullable=False),
        sa.Column("retired_at", MOMENT, nullable=True),
        parent(table, "programme_id", "programmes"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    asked = ["programme_id", "position", "id"]
    op.create_index(op.f(f"ix_{table}_{'_'.join(asked)}"), table, asked)
    table = "screening_answers"
    op.create_table(
        table,
        sa.Column("enrolment_id", KEY, autoincrement=False, nullable=False),
        sa.Column("question_id", KEY, autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        parent(table, "enrolment_id", "enrolments", goes="CASCADE"),
        parent(table, "question_id", "screening_questions"),
        sa.PrimaryKeyConstraint(
            "enrolment_id", "question_id", name=op.f(f"pk_{table}")
        ),
    )
    op.create_index(op.f(f"ix_{table}_question_id"), table, ["question_id"])


def lotteries() -> None:
    table = "lotteries"
    op.create_table(
        table,
        sa.Column("programme_id", KEY, autoincrement=False, nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("commitment", sa.Text(), nullable=False),
        sa.Column("committed_at", MOMENT, nullable=False),
        sa.Column("strata", NAME, nullable=False),
        sa.Column("shares", NAME, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_value", sa.Text(), nullable=False),
        sa.Column("drawn_at", MOMENT, nullable=True),
        sa.Column("drawn_by_id", KEY, nullable=True),
        sa.Column("document", sa.Text(), nullable=True),
        parent(table, "programme_id", "programmes"),
        parent(table, "drawn_by_id", "people", goes="SET NULL"),
        sa.PrimaryKeyConstraint("programme_id", name=op.f(f"pk_{table}")),
    )


def parent(
    table: str, column: str, other: str, *, goes: str | None = None
) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=goes)


def downgrade() -> None:
    for table in ("lotteries", "screening_answers", "screening_questions"):
        op.drop_table(table)
    op.drop_table("enrolment_steps")
    op.drop_index(QUEUE, "enrolments")
    with op.batch_alter_table("enrolments") as enrolments:
        for column in (
            *("device_id", "link_id", "passed", "turn", "entry"),
            *("stirred_at", "reminded_at"),
        ):
            enrolments.drop_column(column)
    op.create_index(
        OLD_QUEUE, "enrolments", ["programme_id", "place", "applied_at", "id"]
    )
    for table in ("invitation_links", "devices"):
        op.drop_table(table)
    for table in ("programme_segments", "programme_platforms"):
        op.drop_table(table)
    with op.batch_alter_table("programmes") as programmes:
        for column in (
            *("rule", "starts_on", "entries_until", "ends_on"),
            *("by_segment", "idle_days"),
        ):
            programmes.drop_column(column)
