"""Browsers that show what happens, as a third way beside the application and mail."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PUSHED = sa.text("push_to IS NOT NULL")
WAITS = sa.text("push_due_at IS NOT NULL")
ASKED_BEFORE = sa.text("kind = 'proposed' AND (in_app OR mail <> 'never')")
ASKED = sa.text("kind = 'proposed' AND (in_app OR mail <> 'never' OR push <> 'never')")


def upgrade() -> None:
    op.create_table(
        "browsers",
        sa.Column("id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("sign_in_id", KEY, nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("asked_as", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_browsers_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["sign_in_id"],
            ["sign_ins.id"],
            name=op.f("fk_browsers_sign_in_id_sign_ins"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_browsers")),
        sa.UniqueConstraint("endpoint", name=op.f("uq_browsers_endpoint")),
        sa.UniqueConstraint("sign_in_id", name=op.f("uq_browsers_sign_in_id")),
    )
    op.create_index(op.f("ix_browsers_person_id"), "browsers", ["person_id"])
    op.add_column("letters", sa.Column("push_to", sa.Text(), nullable=True))
    part("ix_letters_push_due", "letters", ["due_at", "id"], PUSHED)
    part("ix_letters_pushed_as", "letters", ["message_id"], PUSHED)
    moment = sa.DateTime(timezone=True)
    op.add_column("notices", sa.Column("push_due_at", moment, nullable=True))
    op.add_column("notices", sa.Column("pushed_as", sa.Text(), nullable=True))
    part("ix_notices_push_due", "notices", ["push_due_at", "person_id"], WAITS)
    # Whoever chose how to be mailed of something chose as much for their browsers.
    push = sa.Column("push", sa.String(40), nullable=False, server_default="now")
    op.add_column("notice_wishes", push)
    op.execute("UPDATE notice_wishes SET push = mail")
    op.drop_index("ix_notice_wishes_proposed", "notice_wishes")
    part("ix_notice_wishes_proposed", "notice_wishes", ["person_id"], ASKED)


def part(name: str, table: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    op.drop_index("ix_notice_wishes_proposed", "notice_wishes")
    with op.batch_alter_table("notice_wishes") as wishes:
        wishes.drop_column("push")
    part("ix_notice_wishes_proposed", "notice_wishes", ["person_id"], ASKED_BEFORE)
    op.drop_index("ix_notices_push_due", "notices")
    with op.batch_alter_table("notices") as notices:
        notices.drop_column("push_due_at")
        notices.drop_column("pushed_as")
    op.execute("DELETE FROM letters WHERE push_to IS NOT NULL")
    op.drop_index("ix_letters_pushed_as", "letters")
    op.drop_index("ix_letters_push_due", "letters")
    with op.batch_alter_table("letters") as letters:
        letters.drop_column("push_to")
    op.drop_table("browsers")
