"""Pictures and files on comments, and those that wait for what is being written."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INDEXES = (("comment_id", "id"), ("sender_id", "sent_at"))


def upgrade() -> None:
    nothing = sa.Column("files", KEY, nullable=False, server_default="0")
    op.add_column("comments", nothing)
    with op.batch_alter_table("attachments") as attachments:
        attachments.add_column(sa.Column("comment_id", KEY, nullable=True))
        attachments.add_column(sa.Column("sender_id", KEY, nullable=True))
        attachments.create_foreign_key(
            "fk_attachments_comment_id_comments", "comments", ["comment_id"], ["id"]
        )
        attachments.create_foreign_key(
            "fk_attachments_sender_id_people",
            "people",
            ["sender_id"],
            ["id"],
            ondelete="CASCADE",
        )
    for columns in INDEXES:
        name = "_".join(("ix_attachments", *columns))
        op.create_index(name, "attachments", [*columns])


def downgrade() -> None:
    for columns in INDEXES:
        op.drop_index("_".join(("ix_attachments", *columns)), "attachments")
    with op.batch_alter_table("attachments") as attachments:
        attachments.drop_constraint(
            "fk_attachments_comment_id_comments", type_="foreignkey"
        )
        attachments.drop_constraint(
            "fk_attachments_sender_id_people", type_="foreignkey"
        )
        attachments.drop_column("comment_id")
        attachments.drop_column("sender_id")
    op.drop_column("comments", "files")
