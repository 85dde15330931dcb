"""Tables of projects."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "projects",
        sa.Column("id", KEY, nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("brief", sa.Text(), nullable=False),
        sa.Column("brief_html", sa.Text(), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("phase", sa.String(length=40), nullable=False),
        sa.Column("answer_within_days", KEY, nullable=False),
        sa.Column("decide_by_on", sa.Date(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ideas", KEY, nullable=False),
        sa.Column("votes", KEY, nullable=False),
        sa.Column("people", KEY, nullable=False),
        sa.CheckConstraint(
            "answer_within_days > 0", name=op.f("ck_projects_answer_within_days")
        ),
        sa.CheckConstraint("ideas >= 0", name=op.f("ck_projects_ideas")),
        sa.CheckConstraint("people >= 0", name=op.f("ck_projects_people")),
        sa.CheckConstraint("votes >= 0", name=op.f("ck_projects_votes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projects")),
        sa.UniqueConstraint("slug", name=op.f("uq_projects_slug")),
    )
    op.create_table(
        "goals",
        sa.Column("id", KEY, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("baseline", sa.Double(), nullable=False),
        sa.Column("target", sa.Double(), nullable=False),
        sa.Column("measured", sa.Double(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("position", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_goals_project_id_projects")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goals")),
        sa.UniqueConstraint(
            "project_id", "name", name=op.f("uq_goals_project_id_name")
        ),
    )
    op.create_table(
        "goal_measures",
        sa.Column("id", KEY, nullable=False),
        sa.Column("goal_id", KEY, nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("measured_on", sa.Date(), nullable=False),
        sa.Column("by_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_goal_measures_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["goal_id"],
            ["goals.id"],
            name=op.f("fk_goal_measures_goal_id_goals"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_measures")),
        sa.UniqueConstraint(
            "goal_id",
            "measured_on",
            name=op.f("uq_goal_measures_goal_id_measured_on"),
        ),
    )
    op.create_table(
        "phase_changes",
        sa.Column("id", KEY, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("phase", sa.String(length=40), nullable=False),
        sa.Column("by_id", KEY, nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_phase_changes_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_phase_changes_project_id_projects"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phase_changes")),
    )
    op.create_index(
        op.f("ix_phase_changes_project_id_changed_at"),
        "phase_changes",
        ["project_id", "changed_at"],
        unique=False,
    )
    op.create_table(
        "promise_changes",
        sa.Column("id", KEY, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("answer_within_days", KEY, nullable=False),
        sa.Column("decide_by_on", sa.Date(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_promise_changes_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_promise_changes_project_id_projects"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise_changes")),
    )
    op.create_index(
        op.f("ix_promise_changes_project_id_changed_at"),
        "promise_changes",
        ["project_id", "changed_at"],
        unique=False,
    )
    op.create_table(
        "project_members",
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("is_lead", sa.Boolean(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_project_members_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_project_members_project_id_projects"),
        ),
        sa.PrimaryKeyConstraint(
            "project_id", "person_id", name=op.f("pk_project_members")
        ),
    )
    op.create_index(
        op.f("ix_project_members_person_id"),
        "project_members",
        ["person_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("project_members")
    op.drop_table("promise_changes")
    op.drop_table("phase_changes")
    op.drop_table("goal_measures")
    op.drop_table("goals")
    op.drop_table("projects")
