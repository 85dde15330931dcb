"""Those who reported something can complain; persons are flagged, too."""

import sqlalchemy as sa
from alembic import op

revision = "0077"
down_revision = "0076"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WAS = "(idea_id IS NULL) <> (comment_id IS NULL)"
IS = "idea_id IS NULL OR comment_id IS NULL"
ONE = "ck_flags_one_subject"
ONCE = "uq_flags_reporter_id_review_id"


def upgrade() -> None:
    op.add_column(
        "reviews",
        sa.Column("is_complaint", sa.Boolean(), nullable=False, server_default="0"),
    )
    op.add_column("legal_notices", sa.Column("complained_at", MOMENT, nullable=True))
    op.add_column("legal_notices", sa.Column("retold_id", KEY, nullable=True))
    with op.batch_alter_table("flags") as flags:
        flags.drop_constraint(op.f(ONE), type_="check")
        flags.add_column(sa.Column("complained_at", MOMENT, nullable=True))
        flags.create_unique_constraint(op.f(ONCE), ["reporter_id", "review_id"])
    with op.batch_alter_table("flags") as flags:
        flags.create_check_constraint(op.f(ONE), IS)


def downgrade() -> None:
    op.execute("DELETE FROM flags WHERE idea_id IS NULL AND comment_id IS NULL")
    with op.batch_alter_table("flags") as flags:
        flags.drop_constraint(op.f(ONE), type_="check")
        flags.drop_constraint(op.f(ONCE), type_="unique")
        flags.drop_column("complained_at")
    with op.batch_alter_table("flags") as flags:
        flags.create_check_constraint(op.f(ONE), WAS)
    op.drop_column("legal_notices", "retold_id")
    op.drop_column("legal_notices", "complained_at")
    op.drop_column("reviews", "is_complaint")
