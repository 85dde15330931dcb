"""Tags, people and searches that are followed."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "followings",
        sa.Column("person_id", KEY, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("cue", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("project_id", KEY, nullable=True),
        sa.Column("followed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_followings_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_followings_project_id_projects"),
        ),
        sa.PrimaryKeyConstraint("person_id", "kind", "key", name=op.f("pk_followings")),
    )
    op.create_index(
        op.f("ix_followings_kind_cue_person_id"),
        "followings",
        ["kind", "cue", "person_id"],
    )


def downgrade() -> None:
    op.drop_table("followings")
