"""What its author changed since it was decided can be reported again."""

from alembic import op

revision = "0083"
down_revision = "0082"
branch_labels = None
depends_on = None

ONCE = {
    "uq_flags_reporter_id_idea_id": "idea_id",
    "uq_flags_reporter_id_comment_id": "comment_id",
}


def upgrade() -> None:
    with op.batch_alter_table("flags") as flags:
        for name in ONCE:
            flags.drop_constraint(op.f(name), type_="unique")


def downgrade() -> None:
    op.execute(
        "DELETE FROM flags WHERE EXISTS (SELECT 1 FROM flags AS later"
        " WHERE later.reporter_id = flags.reporter_id AND later.id > flags.id"
        " AND (later.idea_id = flags.idea_id OR later.comment_id = flags.comment_id))"
    )
    with op.batch_alter_table("flags") as flags:
        for name, column in ONCE.items():
            flags.create_unique_constraint(op.f(name), ["reporter_id", column])
