"""How people want to be told: here, by mail, how soon and at which hours."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WAITS = sa.text("mail_due_at IS NOT NULL")


def upgrade() -> None:
    op.add_column(
        "notices",
        sa.Column("in_app", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    op.add_column(
        "notices", sa.Column("mail_due_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.create_index(
        "ix_notices_mail_due",
        "notices",
        ["mail_due_at", "person_id"],
        sqlite_where=WAITS,
        postgresql_where=WAITS,
    )
    op.add_column(
        "notice_wishes",
        sa.Column("in_app", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    op.add_column(
        "notice_wishes",
        sa.Column("mail", sa.String(40), nullable=False, server_default="now"),
    )
    op.execute("UPDATE notice_wishes SET mail = 'never' WHERE NOT by_mail")
    with op.batch_alter_table("notice_wishes") as wishes:
        wishes.drop_column("by_mail")
    op.create_table(
        "rhythms",
        sa.Column("person_id", KEY, autoincrement=False, nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=True),
        sa.Column("quiet_from", KEY, nullable=False),
        sa.Column("quiet_until", KEY, nullable=False),
        sa.Column("digest_hour", KEY, nullable=False),
        sa.Column("digest_day", KEY, nullable=False),
        sa.Column("unread_letters", KEY, nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("feed_turn", KEY, nullable=False),
        sa.CheckConstraint(
            "quiet_from BETWEEN 0 AND 23", name=op.f("ck_rhythms_quiet_from")
        ),
        sa.CheckConstraint(
            "quiet_until BETWEEN 0 AND 23", name=op.f("ck_rhythms_quiet_until")
        ),
        sa.CheckConstraint(
            "digest_hour BETWEEN 0 AND 23", name=op.f("ck_rhythms_digest_hour")
        ),
        sa.CheckConstraint(
            "digest_day BETWEEN 0 AND 6", name=op.f("ck_rhythms_digest_day")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_rhythms_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_rhythms")),
    )


def downgrade() -> None:
    op.drop_table("rhythms")
    op.add_column(
        "notice_wishes",
        sa.Column("by_mail", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    op.execute("UPDATE notice_wishes SET by_mail = (mail <> 'never')")
    with op.batch_alter_table("notice_wishes") as wishes:
        wishes.drop_column("mail")
        wishes.drop_column("in_app")
    op.drop_index("ix_notices_mail_due", "notices")
    with op.batch_alter_table("notices") as notices:
        notices.drop_column("mail_due_at")
        notices.drop_column("in_app")
