"""Tables of beta."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "programmes",
        sa.Column("id", KEY, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("about_html", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("terms_html", sa.Text(), nullable=False),
        sa.Column("terms_version", KEY, nullable=False),
        sa.Column("seats", KEY, nullable=False),
        sa.Column("taken", KEY, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("seats >= 0", name=op.f("ck_programmes_seats")),
        sa.CheckConstraint(
            "taken >= 0 AND taken <= seats", name=op.f("ck_programmes_taken")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_programmes_project_id_projects"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programmes")),
        sa.UniqueConstraint("project_id", name=op.f("uq_programmes_project_id")),
    )
    op.create_table(
        "programme_terms",
        sa.Column("programme_id", KEY, nullable=False),
        sa.Column("version", KEY, nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("terms_html", sa.Text(), nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_programme_terms_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programmes.id"],
            name=op.f("fk_programme_terms_programme_id_programmes"),
        ),
        sa.PrimaryKeyConstraint(
            "programme_id", "version", name=op.f("pk_programme_terms")
        ),
    )
    op.create_table(
        "builds",
        sa.Column("id", KEY, nullable=False),
        sa.Column("programme_id", KEY, nullable=False),
        sa.Column("uploader_id", KEY, nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("platform", sa.String(length=40), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", KEY, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("storage_key", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("notes_html", sa.Text(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_reason", sa.Text(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("size > 0", name=op.f("ck_builds_size")),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programmes.id"],
            name=op.f("fk_builds_programme_id_programmes"),
        ),
        sa.ForeignKeyConstraint(
            ["uploader_id"], ["people.id"], name=op.f("fk_builds_uploader_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_builds")),
        sa.UniqueConstraint(
            "programme_id",
            "platform",
            "version",
            name=op.f("uq_builds_programme_id_platform_version"),
        ),
    )
    op.create_index(
        op.f("ix_builds_programme_id_uploaded_at_id"),
        "builds",
        ["programme_id", "uploaded_at", "id"],
        unique=False,
    )
    op.create_table(
        "cohorts",
        sa.Column("id", KEY, nullable=False),
        sa.Column("programme_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programmes.id"],
            name=op.f("fk_cohorts_programme_id_programmes"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohorts")),
        sa.UniqueConstraint(
            "programme_id", "name", name=op.f("uq_cohorts_programme_id_name")
        ),
    )
    op.create_table(
        "build_assignments",
        sa.Column("build_id", KEY, nullable=False),
        sa.Column("cohort_id", KEY, nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["build_id"],
            ["builds.id"],
            name=op.f("fk_build_assignments_build_id_builds"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_build_assignments_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"],
            ["cohorts.id"],
            name=op.f("fk_build_assignments_cohort_id_cohorts"),
        ),
        sa.PrimaryKeyConstraint(
            "build_id", "cohort_id", name=op.f("pk_build_assignments")
        ),
    )
    op.create_index(
        op.f("ix_build_assignments_cohort_id"),
        "build_assignments",
        ["cohort_id"],
        unique=False,
    )
    op.create_table(
        "build_decisions",
        sa.Column("build_id", KEY, nullable=False),
        sa.Column("decision_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["build_id"], ["builds.id"], name=op.f("fk_build_decisions_build_id_builds")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decisions.id"],
            name=op.f("fk_build_decisions_decision_id_decisions"),
        ),
        sa.PrimaryKeyConstraint(
            "build_id", "decision_id", name=op.f("pk_build_decisions")
        ),
    )
    op.create_index(
        op.f("ix_build_decisions_decision_id"),
        "build_decisions",
        ["decision_id"],
        unique=False,
    )
    op.create_table(
        "downloads",
        sa.Column("id", KEY, nullable=False),
        sa.Column("build_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("attempted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", KEY, nullable=False),
        sa.Column("first_byte", KEY, nullable=False),
        sa.Column("bytes_offered", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["build_id"], ["builds.id"], name=op.f("fk_downloads_build_id_builds")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_downloads_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_downloads")),
    )
    op.create_index(
        op.f("ix_downloads_build_id_attempted_at"),
        "downloads",
        ["build_id", "attempted_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_downloads_person_id"), "downloads", ["person_id"], unique=False
    )
    op.create_table(
        "enrolments",
        sa.Column("id", KEY, nullable=False),
        sa.Column("programme_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("cohort_id", KEY, nullable=True),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("terms_version", KEY, nullable=False),
        sa.Column("terms_accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.id"], name=op.f("fk_enrolments_cohort_id_cohorts")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_enrolments_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programmes.id"],
            name=op.f("fk_enrolments_programme_id_programmes"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolments")),
        sa.UniqueConstraint(
            "programme_id",
            "person_id",
            name=op.f("uq_enrolments_programme_id_person_id"),
        ),
    )
    op.create_index(
        op.f("ix_enrolments_person_id"), "enrolments", ["person_id"], unique=False
    )
    op.create_index(
        op.f("ix_enrolments_programme_id_place_applied_at_id"),
        "enrolments",
        ["programme_id", "place", "applied_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_enrolments_programme_id_applied_at_id"),
        "enrolments",
        ["programme_id", "applied_at", "id"],
        unique=False,
    )
    op.create_table(
        "beta_reports",
        sa.Column("id", KEY, nullable=False),
        sa.Column("programme_id", KEY, nullable=False),
        sa.Column("build_id", KEY, nullable=False),
        sa.Column("author_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("idea_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_beta_reports_author_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["build_id"], ["builds.id"], name=op.f("fk_beta_reports_build_id_builds")
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["ideas.id"], name=op.f("fk_beta_reports_idea_id_ideas")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programmes.id"],
            name=op.f("fk_beta_reports_programme_id_programmes"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_beta_reports")),
    )
    op.create_index(
        op.f("ix_beta_reports_author_id_reported_at_id"),
        "beta_reports",
        ["author_id", "reported_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_beta_reports_build_id_reported_at_id"),
        "beta_reports",
        ["build_id", "reported_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_beta_reports_programme_id_reported_at_id"),
        "beta_reports",
        ["programme_id", "reported_at", "id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("beta_reports")
    op.drop_table("enrolments")
    op.drop_table("downloads")
    op.drop_table("build_decisions")
    op.drop_table("build_assignments")
    op.drop_table("cohorts")
    op.drop_table("builds")
    op.drop_table("programme_terms")
    op.drop_table("programmes")
