"""Scores: what speaks for ideas, how much each part weighs, what the team enters."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)
FIGURE = sa.Double()


def upgrade() -> None:
    op.create_table(
        "scores",
        sa.Column("idea_id", KEY, autoincrement=False, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        *(
            sa.Column(name, KEY, nullable=False)
            for name in ("people", "votes", "comments", "said")
        ),
        *(
            sa.Column(name, FIGURE, nullable=False)
            for name in ("worth", "trend", "weighted")
        ),
        sa.Column("seen", KEY, nullable=False),
        *(
            sa.Column(name, FIGURE, nullable=True)
            for name in ("reach", "impact", "sureness", "effort")
        ),
        sa.Column("value", FIGURE, nullable=False),
        sa.Column("rice", FIGURE, nullable=True),
        sa.Column("own", FIGURE, nullable=True),
        sa.Column("valued_at", AT, nullable=False),
        sa.Column("fades_at", AT, nullable=True),
        key_to("scores", "idea_id", "ideas"),
        key_to("scores", "project_id", "projects"),
        sa.PrimaryKeyConstraint("idea_id", name=op.f("pk_scores")),
    )
    for name in ("value", "people", "trend"):
        op.create_index(
            op.f(f"ix_scores_project_id_{name}_idea_id"),
            "scores",
            ["project_id", name, "idea_id"],
        )
    for name in ("effort", "rice", "own"):
        told = sa.text(f"{name} IS NOT NULL")
        op.create_index(
            f"ix_scores_{name}",
            "scores",
            ["project_id", name, "idea_id"],
            sqlite_where=told,
            postgresql_where=told,
        )
    op.create_index(op.f("ix_scores_fades_at"), "scores", ["fades_at"])
    op.create_table(
        "score_marks",
        sa.Column("idea_id", KEY, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("idea_id", name=op.f("pk_score_marks")),
    )
    op.create_table(
        "weighings",
        sa.Column("id", KEY, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("weights", sa.Text(), nullable=False),
        sa.Column("by_id", KEY, nullable=True),
        sa.Column("weighed_at", AT, nullable=False),
        key_to("weighings", "project_id", "projects"),
        key_to("weighings", "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weighings")),
    )
    op.create_index(
        op.f("ix_weighings_project_id_id"), "weighings", ["project_id", "id"]
    )
    op.create_table(
        "score_runs",
        sa.Column("project_id", KEY, autoincrement=False, nullable=False),
        sa.Column("weighing_id", KEY, nullable=False),
        sa.Column("after_id", KEY, nullable=False),
        sa.Column("done", KEY, nullable=False),
        sa.CheckConstraint("done >= 0", name=op.f("ck_score_runs_done")),
        key_to("score_runs", "project_id", "projects"),
        key_to("score_runs", "weighing_id", "weighings"),
        sa.PrimaryKeyConstraint("project_id", name=op.f("pk_score_runs")),
    )
    op.create_table(
        "scorecards",
        sa.Column("idea_id", KEY, autoincrement=False, nullable=False),
        *(
            sa.Column(name, FIGURE, nullable=True)
            for name in ("reach", "impact", "sureness", "effort")
        ),
        sa.Column("by_id", KEY, nullable=True),
        sa.Column("entered_at", AT, nullable=False),
        sa.CheckConstraint("reach >= 0", name=op.f("ck_scorecards_reach")),
        sa.CheckConstraint("impact >= 0", name=op.f("ck_scorecards_impact")),
        sa.CheckConstraint(
            "sureness >= 0 AND sureness <= 100", name=op.f("ck_scorecards_sureness")
        ),
        sa.CheckConstraint("effort > 0", name=op.f("ck_scorecards_effort")),
        key_to("scorecards", "idea_id", "ideas"),
        key_to("scorecards", "by_id", "people"),
        sa.PrimaryKeyConstraint("idea_id", name=op.f("pk_scorecards")),
    )


def key_to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def downgrade() -> None:
    for table in ("scorecards", "score_runs", "weighings", "score_marks", "scores"):
        op.drop_table(table)
