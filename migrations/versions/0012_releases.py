"""Tables of releases."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "releases",
        sa.Column("id", KEY, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("author_id", KEY, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("notes_html", sa.Text(), nullable=False),
        sa.Column("excerpt", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_releases_author_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_releases_project_id_projects"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases")),
        sa.UniqueConstraint(
            "project_id", "version", name=op.f("uq_releases_project_id_version")
        ),
    )
    op.create_index(
        op.f("ix_releases_project_id_published_at_id"),
        "releases",
        ["project_id", "published_at", "id"],
        unique=False,
    )
    op.create_table(
        "release_decisions",
        sa.Column("release_id", KEY, nullable=False),
        sa.Column("decision_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decisions.id"],
            name=op.f("fk_release_decisions_decision_id_decisions"),
        ),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["releases.id"],
            name=op.f("fk_release_decisions_release_id_releases"),
        ),
        sa.PrimaryKeyConstraint(
            "release_id", "decision_id", name=op.f("pk_release_decisions")
        ),
    )
    op.create_index(
        op.f("ix_release_decisions_decision_id"),
        "release_decisions",
        ["decision_id"],
        unique=False,
    )
    op.create_table(
        "release_builds",
        sa.Column("release_id", KEY, nullable=False),
        sa.Column("build_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["build_id"], ["builds.id"], name=op.f("fk_release_builds_build_id_builds")
        ),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["releases.id"],
            name=op.f("fk_release_builds_release_id_releases"),
        ),
        sa.PrimaryKeyConstraint(
            "release_id", "build_id", name=op.f("pk_release_builds")
        ),
    )
    op.create_index(
        op.f("ix_release_builds_build_id"), "release_builds", ["build_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("release_builds")
    op.drop_table("release_decisions")
    op.drop_table("releases")
