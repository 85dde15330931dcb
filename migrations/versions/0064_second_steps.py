"""Sign-ins have a second step, are proven anew, and are opened by passkeys."""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("sign_ins") as sign_ins:
        sign_ins.add_column(sa.Column("proven_at", AT, nullable=True))
        sign_ins.add_column(
            sa.Column(
                "is_half", sa.Boolean(), nullable=False, server_default=sa.false()
            )
        )
    op.create_table(
        "second_steps",
        sa.Column("person_id", KEY, autoincrement=False, nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("last_step", KEY, nullable=False),
        sa.Column("code_hashes", sa.Text(), nullable=False),
        sa.Column("begun_at", AT, nullable=False),
        key_to_people("second_steps"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_second_steps")),
    )
    op.create_table(
        "passkeys",
        sa.Column("id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("credential", sa.Text(), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("uses", KEY, nullable=False),
        sa.Column("made_at", AT, nullable=False),
        sa.Column("last_used_at", AT, nullable=True),
        key_to_people("passkeys"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
        sa.UniqueConstraint("credential", name=op.f("uq_passkeys_credential")),
    )
    op.create_index(op.f("ix_passkeys_person_id"), "passkeys", ["person_id"])
    op.create_table(
        "challenges",
        sa.Column("id", KEY, nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("expires_at", AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenges")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_challenges_token_hash")),
    )


def key_to_people(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_person_id_people")
    return sa.ForeignKeyConstraint(
        ["person_id"], ["people.id"], name=name, ondelete="CASCADE"
    )


def downgrade() -> None:
    op.drop_table("challenges")
    op.drop_table("passkeys")
    op.drop_table("second_steps")
    with op.batch_alter_table("sign_ins") as sign_ins:
        sign_ins.drop_column("is_half")
        sign_ins.drop_column("proven_at")
