"""Departments, what is routed to them, what is put off, and the log of verdicts."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=40)
NOBODYS = sa.text(
    "answered_at IS NULL AND hidden_at IS NULL AND withdrawn_at IS NULL"
    " AND merged_into_id IS NULL AND assignee_id IS NULL AND departments = 0"
)


def upgrade() -> None:
    # The default stays: SQLite would copy the whole table.
    op.add_column(
        "ideas", sa.Column("departments", KEY, nullable=False, server_default="0")
    )
    op.create_index(
        "ix_ideas_nobodys",
        "ideas",
        ["project_id", "proposed_at", "id"],
        sqlite_where=NOBODYS,
        postgresql_where=NOBODYS,
    )
    op.add_column("outbox_messages", sa.Column("tells", sa.Boolean(), nullable=True))
    op.add_column("outbox_messages", sa.Column("hold_key", sa.Text(), nullable=True))
    index("outbox_messages", "hold_key")
    make_departments()
    make_pauses()
    make_verdicts()


def make_departments() -> None:
    op.create_table(
        "departments",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departments")),
        sa.UniqueConstraint("name", name=op.f("uq_departments_name")),
    )
    op.create_table(
        "department_members",
        sa.Column("department_id", KEY, autoincrement=False, nullable=False),
        sa.Column("person_id", KEY, autoincrement=False, nullable=False),
        to("department_members", "department_id", "departments"),
        to("department_members", "person_id", "people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(
            "department_id", "person_id", name=op.f("pk_department_members")
        ),
    )
    index("department_members", "person_id")
    op.create_table(
        "routings",
        sa.Column("idea_id", KEY, autoincrement=False, nullable=False),
        sa.Column("department_id", KEY, autoincrement=False, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("owner_id", KEY, nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("routed_at", MOMENT, nullable=False),
        to("routings", "idea_id", "ideas"),
        to("routings", "department_id", "departments"),
        to("routings", "project_id", "projects"),
        to("routings", "owner_id", "people"),
        to("routings", "by_id", "people"),
        sa.PrimaryKeyConstraint("idea_id", "department_id", name=op.f("pk_routings")),
    )
    index("routings", "department_id", "project_id", "idea_id")
    op.create_table(
        "desk_reminders",
        sa.Column("idea_id", KEY, autoincrement=False, nullable=False),
        sa.Column("department_id", KEY, autoincrement=False, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("reminded_at", MOMENT, nullable=False),
        to("desk_reminders", "idea_id", "ideas"),
        sa.PrimaryKeyConstraint(
            "idea_id", "department_id", "due_at", name=op.f("pk_desk_reminders")
        ),
    )


def make_pauses() -> None:
    op.create_table(
        "pauses",
        sa.Column("idea_id", KEY, autoincrement=False, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("awaits", WORD, nullable=False),
        sa.Column("until_at", MOMENT, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("since_at", MOMENT, nullable=False),
        sa.Column("comment_id", KEY, nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        to("pauses", "idea_id", "ideas"),
        to("pauses", "project_id", "projects"),
        to("pauses", "by_id", "people"),
        to("pauses", "comment_id", "comments"),
        sa.PrimaryKeyConstraint("idea_id", name=op.f("pk_pauses")),
    )
    index("pauses", "project_id", "until_at")


def make_verdicts() -> None:
    op.create_table(
        "verdicts",
        sa.Column("id", KEY, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("idea_id", KEY, nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("act", WORD, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("hold_key", sa.Text(), nullable=False),
        sa.Column("held", KEY, nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("undone_by_id", KEY, nullable=True),
        to("verdicts", "project_id", "projects"),
        to("verdicts", "idea_id", "ideas"),
        to("verdicts", "by_id", "people"),
        to("verdicts", "undone_by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdicts")),
        sa.UniqueConstraint("hold_key", name=op.f("uq_verdicts_hold_key")),
    )
    for first in ("project_id", "idea_id", "by_id"):
        index("verdicts", first, "id")


def to(table: str, column: str, other: str, **kwargs: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, **kwargs)


def index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, [*columns])


def downgrade() -> None:
    for table in (
        *("verdicts", "pauses", "desk_reminders", "routings"),
        *("department_members", "departments"),
    ):
        op.drop_table(table)
    op.drop_index("ix_outbox_messages_hold_key", "outbox_messages")
    op.drop_column("outbox_messages", "hold_key")
    op.drop_column("outbox_messages", "tells")
    op.drop_index("ix_ideas_nobodys", "ideas")
    op.drop_column("ideas", "departments")
