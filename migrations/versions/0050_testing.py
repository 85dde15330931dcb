"""Tasks, fuller reports, verdicts on builds, nudges, and how a programme ended."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)
KIND = sa.String(length=40)
# Added to tables there are: name, type, what stands there before, where it leads.
REPORTS = (
    ("severity", KIND, None, None),
    ("steps", sa.Text(), "", None),
    ("steps_html", sa.Text(), "", None),
    ("device", sa.Text(), "", None),
    ("files", KEY, "0", None),
    ("joins", KEY, "0", None),
    ("outcome", KIND, "open", None),
    ("answer", sa.Text(), "", None),
    ("fixed_in_id", KEY, None, "builds"),
    ("judged_at", AT, None, None),
    ("made_idea", sa.Boolean(), sa.false(), None),
    ("linked_by_id", KEY, None, "people"),
    ("linked_at", AT, None, None),
)
ADDED = (
    ("beta_reports", REPORTS),
    (
        "attachments",
        (
            ("report_id", KEY, None, "beta_reports"),
            ("task_answer_id", KEY, None, "task_answers"),
        ),
    ),
    # What was written for the team alone stays so.
    ("programmes", (("reports_seen_by", KIND, "team", None),)),
    ("enrolments", (("score_shown", sa.Boolean(), sa.false(), None),)),
    ("ideas", (("reports", KEY, "0", None),)),
    ("releases", (("despite", sa.Text(), "", None),)),
)
INDEXES = (
    ("beta_reports", "idea_id", "id"),
    ("attachments", "report_id", "id"),
    ("attachments", "task_answer_id", "id"),
    ("report_joins", "person_id", "joined_at"),
    ("report_joins", "build_id"),
    ("task_answers", "person_id", "answered_at"),
    ("build_ratings", "person_id", "rated_at"),
    ("honour_answers", "decision_id", "answered_at"),
    ("honour_answers", "person_id", "answered_at"),
    ("nudges", "programme_id", "nudged_at"),
    ("nudges", "person_id", "nudged_at"),
)


def upgrade() -> None:
    make_tasks()
    make_verdicts()
    make_reports()
    make_closing()
    for table, columns in ADDED:
        for column in columns:
            add(table, *column)
    for table, *named in INDEXES:
        op.create_index(op.f("_".join(("ix", table, *named))), table, [*named])


def add(table: str, name: str, kind: object, before: object, other: str | None) -> None:
    """A column more; where it leads somewhere, with its key."""
    column = sa.Column(name, kind, nullable=before is None, server_default=before)
    if other is None:
        op.add_column(table, column)
        return
    with op.batch_alter_table(table) as changed:
        changed.add_column(column)
        changed.create_foreign_key(
            op.f(f"fk_{table}_{name}_{other}"), other, [name], ["id"]
        )


def make_tasks() -> None:
    op.create_table(
        "test_tasks",
        sa.Column("id", KEY, nullable=False),
        sa.Column("build_id", KEY, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("how_html", sa.Text(), nullable=False),
        sa.Column("minutes", KEY, nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("written_at", AT, nullable=False),
        sa.Column("dropped_at", AT, nullable=True),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_test_tasks_minutes")),
        key_to("test_tasks", "build_id", "builds"),
        key_to("test_tasks", "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_test_tasks")),
        sa.UniqueConstraint(
            "build_id", "title", name=op.f("uq_test_tasks_build_id_title")
        ),
    )
    op.create_table(
        "task_answers",
        sa.Column("id", KEY, nullable=False),
        sa.Column("task_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("went", KIND, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("note_html", sa.Text(), nullable=False),
        sa.Column("files", KEY, nullable=False),
        sa.Column("answered_at", AT, nullable=False),
        key_to("task_answers", "task_id", "test_tasks"),
        key_to("task_answers", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_answers")),
        sa.UniqueConstraint(
            "task_id", "person_id", name=op.f("uq_task_answers_task_id_person_id")
        ),
    )


def make_verdicts() -> None:
    op.create_table(
        "build_ratings",
        sa.Column("build_id", KEY, autoincrement=False, nullable=False),
        sa.Column("person_id", KEY, autoincrement=False, nullable=False),
        sa.Column("score", KEY, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("rated_at", AT, nullable=False),
        sa.CheckConstraint(
            "score BETWEEN 1 AND 5", name=op.f("ck_build_ratings_score")
        ),
        key_to("build_ratings", "build_id", "builds"),
        key_to("build_ratings", "person_id", "people"),
        sa.PrimaryKeyConstraint("build_id", "person_id", name=op.f("pk_build_ratings")),
    )
    op.create_table(
        "honour_answers",
        sa.Column("id", KEY, nullable=False),
        sa.Column("build_id", KEY, nullable=False),
        sa.Column("decision_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("honours", KIND, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("answered_at", AT, nullable=False),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.Column("resolved_by_id", KEY, nullable=True),
        sa.Column("resolved_at", AT, nullable=True),
        key_to("honour_answers", "build_id", "builds"),
        key_to("honour_answers", "decision_id", "decisions"),
        key_to("honour_answers", "person_id", "people"),
        key_to("honour_answers", "resolved_by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_honour_answers")),
        sa.UniqueConstraint(
            "build_id",
            "decision_id",
            "person_id",
            name=op.f("uq_honour_answers_build_id_decision_id_person_id"),
        ),
    )


def make_reports() -> None:
    op.create_table(
        "report_joins",
        sa.Column("report_id", KEY, autoincrement=False, nullable=False),
        sa.Column("person_id", KEY, autoincrement=False, nullable=False),
        sa.Column("build_id", KEY, nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("joined_at", AT, nullable=False),
        key_to("report_joins", "report_id", "beta_reports"),
        key_to("report_joins", "person_id", "people"),
        key_to("report_joins", "build_id", "builds"),
        sa.PrimaryKeyConstraint("report_id", "person_id", name=op.f("pk_report_joins")),
    )
    op.create_table(
        "report_judgements",
        sa.Column("report_id", KEY, autoincrement=False, nullable=False),
        sa.Column("severity", KIND, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("judged_at", AT, nullable=False),
        key_to("report_judgements", "report_id", "beta_reports"),
        key_to("report_judgements", "by_id", "people"),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_report_judgements")),
    )


def make_closing() -> None:
    op.create_table(
        "nudges",
        sa.Column("id", KEY, nullable=False),
        sa.Column("programme_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("step", KIND, nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("nudged_at", AT, nullable=False),
        key_to("nudges", "programme_id", "programmes"),
        key_to("nudges", "person_id", "people"),
        key_to("nudges", "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nudges")),
    )
    op.create_table(
        "close_outs",
        sa.Column("programme_id", KEY, autoincrement=False, nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("summary_html", sa.Text(), nullable=False),
        sa.Column("thanks", sa.Text(), nullable=False),
        sa.Column("thanks_html", sa.Text(), nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("ended_at", AT, nullable=False),
        key_to("close_outs", "programme_id", "programmes"),
        key_to("close_outs", "by_id", "people"),
        sa.PrimaryKeyConstraint("programme_id", name=op.f("pk_close_outs")),
    )


def key_to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)


def downgrade() -> None:
    for table, *named in reversed(INDEXES):
        op.drop_index(op.f("_".join(("ix", table, *named))), table)
    for table, columns in reversed(ADDED):
        with op.batch_alter_table(table) as changed:
            for name, _, _, other in columns:
                if other is not None:
                    key = op.f(f"fk_{table}_{name}_{other}")
                    changed.drop_constraint(key, type_="foreignkey")
                changed.drop_column(name)
    for table in (
        *("close_outs", "nudges", "report_judgements", "report_joins"),
        *("honour_answers", "build_ratings", "task_answers", "test_tasks"),
    ):
        op.drop_table(table)
