"""What is said with a vote; votes for customers; how many votes each person has."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SAID, HEARD = sa.text("importance IS NOT NULL"), sa.text("heard_by_id IS NOT NULL")


def upgrade() -> None:
    key = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.add_column("votes", sa.Column("importance", sa.String(40), nullable=True))
    op.add_column("votes", sa.Column("why", sa.Text(), nullable=True))
    op.execute(
        f"ALTER TABLE votes ADD COLUMN heard_by_id {key} "
        "CONSTRAINT fk_votes_heard_by_id_people REFERENCES people (id)"
    )
    op.add_column("votes", sa.Column("channel", sa.String(40), nullable=True))
    op.add_column("votes", sa.Column("quote", sa.Text(), nullable=True))
    for name, columns, where in (
        ("said", ["idea_id", "importance"], SAID),
        ("heard", ["idea_id", "cast_at"], HEARD),
    ):
        op.create_index(
            f"ix_votes_{name}",
            "votes",
            columns,
            sqlite_where=where,
            postgresql_where=where,
        )
    op.add_column(
        "people",
        sa.Column(
            "shows_votes", sa.Boolean(), nullable=False, server_default=sa.false()
        ),
    )
    op.execute(
        f"ALTER TABLE projects ADD COLUMN vote_budget {key} "
        "CONSTRAINT ck_projects_vote_budget CHECK (vote_budget > 0)"
    )
    op.create_table(
        "ballots",
        sa.Column("voter_id", KEY, autoincrement=False, nullable=False),
        sa.Column("project_id", KEY, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_ballots_project_id_projects")
        ),
        sa.ForeignKeyConstraint(
            ["voter_id"], ["people.id"], name=op.f("fk_ballots_voter_id_people")
        ),
        sa.PrimaryKeyConstraint("voter_id", "project_id", name=op.f("pk_ballots")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("ballots")
    with op.batch_alter_table("projects") as projects:
        projects.drop_constraint(op.f("ck_projects_vote_budget"))
        projects.drop_column("vote_budget")
    op.drop_column("people", "shows_votes")
    for name in ("heard", "said"):
        op.drop_index(f"ix_votes_{name}", "votes")
    with op.batch_alter_table("votes") as votes:
        for column in ("quote", "channel", "heard_by_id", "why", "importance"):
            votes.drop_column(column)
