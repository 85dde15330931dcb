"""Tables of votes."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "answers",
        sa.Column("voter_id", KEY, autoincrement=False, nullable=False),
        sa.Column("idea_id", KEY, autoincrement=False, nullable=False),
        sa.Column("value", KEY, nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("value IN (-1, 0)", name=op.f("ck_answers_value")),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["ideas.id"], name=op.f("fk_answers_idea_id_ideas")
        ),
        sa.ForeignKeyConstraint(
            ["voter_id"], ["people.id"], name=op.f("fk_answers_voter_id_people")
        ),
        sa.PrimaryKeyConstraint("voter_id", "idea_id", name=op.f("pk_answers")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "votes",
        sa.Column("voter_id", KEY, autoincrement=False, nullable=False),
        sa.Column("idea_id", KEY, autoincrement=False, nullable=False),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("carried_from_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["carried_from_id"],
            ["ideas.id"],
            name=op.f("fk_votes_carried_from_id_ideas"),
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["ideas.id"], name=op.f("fk_votes_idea_id_ideas")
        ),
        sa.ForeignKeyConstraint(
            ["voter_id"], ["people.id"], name=op.f("fk_votes_voter_id_people")
        ),
        sa.PrimaryKeyConstraint("voter_id", "idea_id", name=op.f("pk_votes")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_votes_idea_id_cast_at_voter_id"),
        "votes",
        ["idea_id", "cast_at", "voter_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("votes")
    op.drop_table("answers")
