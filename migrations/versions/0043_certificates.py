"""How people agree to be named where they are thanked, and certificates for them."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)
IN_FORCE = sa.text("revoked_at IS NULL")


def upgrade() -> None:
    unasked = sa.Column(
        "credited_as", sa.String(40), nullable=False, server_default="unasked"
    )
    op.add_column("people", unasked)
    op.create_table(
        "certificates",
        sa.Column("id", KEY, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("release_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("issued_at", AT, nullable=False),
        sa.Column("revoked_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_certificates_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["releases.id"],
            name=op.f("fk_certificates_release_id_releases"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
        sa.UniqueConstraint("code", name=op.f("uq_certificates_code")),
    )
    op.create_index(
        "uq_certificates_in_force",
        "certificates",
        ["person_id", "release_id"],
        unique=True,
        sqlite_where=IN_FORCE,
        postgresql_where=IN_FORCE,
    )
    op.create_index(
        op.f("ix_certificates_revoked_at_id"), "certificates", ["revoked_at", "id"]
    )


def downgrade() -> None:
    op.drop_table("certificates")
    with op.batch_alter_table("people") as people:
        people.drop_column("credited_as")
