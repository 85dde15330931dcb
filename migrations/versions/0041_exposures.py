"""To how many people ideas were shown; support is what Top is sorted by, not votes."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)
PROMPTED = sa.text("prompt_id IS NOT NULL")
LISTS = {
    "ix_ideas_top": ("project_id", "listed", "{}", "id"),
    "ix_ideas_status_top": ("project_id", "listed", "status", "{}", "id"),
    "ix_ideas_prompt": ("prompt_id", "{}", "id"),
}
# Until it is told for the first time, in minutes: the order that stood before.
AS_VOTED = "UPDATE ideas SET support = votes / (votes + 100.0)"


def upgrade() -> None:
    op.create_table(
        "exposures",
        sa.Column("idea_id", KEY, autoincrement=False, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        sa.Column("before", KEY, nullable=False),
        sa.Column("shown", KEY, nullable=False),
        sa.Column("agreed", sa.Double(), nullable=False),
        sa.Column("asked", sa.Double(), nullable=False),
        sa.Column("turn", sa.Double(), nullable=True),
        sa.CheckConstraint("shown >= 0", name=op.f("ck_exposures_shown")),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["ideas.id"], name=op.f("fk_exposures_idea_id_ideas")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_exposures_project_id_projects"),
        ),
        sa.PrimaryKeyConstraint("idea_id", name=op.f("pk_exposures")),
    )
    op.create_index(
        op.f("ix_exposures_project_id_turn_idea_id"),
        "exposures",
        ["project_id", "turn", "idea_id"],
    )
    op.create_table(
        "usual_support",
        sa.Column("project_id", KEY, autoincrement=False, nullable=False),
        sa.Column("share", sa.Double(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("learned_at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_usual_support_project_id_projects"),
        ),
        sa.PrimaryKeyConstraint("project_id", name=op.f("pk_usual_support")),
    )
    op.create_index(op.f("ix_answers_idea_id"), "answers", ["idea_id"])
    none = sa.Column("support", sa.Double(), nullable=False, server_default="0")
    op.add_column("ideas", none)
    op.execute(AS_VOTED)
    sort_by("support")


def downgrade() -> None:
    sort_by("votes")
    op.drop_column("ideas", "support")
    op.drop_index(op.f("ix_answers_idea_id"), "answers")
    op.drop_table("usual_support")
    op.drop_index(op.f("ix_exposures_project_id_turn_idea_id"), "exposures")
    op.drop_table("exposures")


def sort_by(figure: str) -> None:
    for name, columns in LISTS.items():
        where = PROMPTED if name == "ix_ideas_prompt" else None
        op.drop_index(name, "ideas")
        op.create_index(
            name,
            "ideas",
            [column.format(figure) for column in columns],
            sqlite_where=where,
            postgresql_where=where,
        )
