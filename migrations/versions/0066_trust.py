"""People are trusted by levels: changes, nightly rounds, days of visits."""

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
LEVEL = "trust BETWEEN 0 AND 4"
LEVELS = "was BETWEEN 0 AND 4 AND became BETWEEN 0 AND 4"


def upgrade() -> None:
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("trust", KEY, nullable=False, server_default="0"))
        people.add_column(sa.Column("trust_below_at", MOMENT, nullable=True))
        people.add_column(sa.Column("trust_locked_at", MOMENT, nullable=True))
        people.create_check_constraint(op.f("ck_people_trust"), LEVEL)
    op.create_table(
        "trust_changes",
        sa.Column("id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("was", KEY, nullable=False),
        sa.Column("became", KEY, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("by_id", KEY, nullable=True),
        sa.CheckConstraint(LEVELS, name=op.f("ck_trust_changes_level")),
        of_people("trust_changes", "person_id", "CASCADE"),
        of_people("trust_changes", "by_id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trust_changes")),
    )
    op.create_index(
        op.f("ix_trust_changes_person_id_id"), "trust_changes", ["person_id", "id"]
    )
    op.create_table(
        "trust_rounds",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("reckoned_to", KEY, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_trust_rounds_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trust_rounds")),
    )
    op.create_table(
        "visit_days",
        sa.Column("person_id", KEY, autoincrement=False, nullable=False),
        sa.Column("here_on", sa.Date(), nullable=False),
        of_people("visit_days", "person_id", "CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "here_on", name=op.f("pk_visit_days")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_visit_days_here_on"), "visit_days", ["here_on"])


def of_people(table: str, column: str, then: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_people")
    return sa.ForeignKeyConstraint([column], ["people.id"], name=name, ondelete=then)


def downgrade() -> None:
    op.drop_table("visit_days")
    op.drop_table("trust_rounds")
    op.drop_table("trust_changes")
    with op.batch_alter_table("people") as people:
        people.drop_constraint(op.f("ck_people_trust"))
        for column in ("trust_locked_at", "trust_below_at", "trust"):
            people.drop_column(column)
