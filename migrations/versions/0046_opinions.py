"""Opinions: projects that ask for them, and the groups that come of the answers."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column(
        "projects",
        sa.Column(
            "asks_opinion", sa.Boolean(), nullable=False, server_default=sa.false()
        ),
    )
    op.create_table(
        "opinion_maps",
        sa.Column("project_id", KEY, autoincrement=False, nullable=False),
        sa.Column("people", KEY, nullable=False),
        sa.Column("ideas", KEY, nullable=False),
        sa.Column("answers", KEY, nullable=False),
        sa.Column("last_at", AT, nullable=True),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("made_at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_opinion_maps_project_id_projects"),
        ),
        sa.PrimaryKeyConstraint("project_id", name=op.f("pk_opinion_maps")),
    )
    op.create_table(
        "opinion_members",
        sa.Column("project_id", KEY, autoincrement=False, nullable=False),
        sa.Column("person_id", KEY, autoincrement=False, nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_opinion_members_project_id_projects"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_opinion_members_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "project_id", "person_id", name=op.f("pk_opinion_members")
        ),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("opinion_members")
    op.drop_table("opinion_maps")
    with op.batch_alter_table("projects") as batch:
        batch.drop_column("asks_opinion")
