"""Evidence for options, dissent by name, days to look again, earlier versions."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("citations", sa.Column("option_position", KEY, nullable=True))
    op.add_column("citations", sa.Column("stance", sa.String(40), nullable=True))
    unnamed = sa.Column("dissent_by", sa.Text(), nullable=False, server_default="")
    op.add_column("decisions", unnamed)
    op.add_column("decisions", sa.Column("reminded_at", AT, nullable=True))
    op.create_index(
        op.f("ix_decisions_revisit_on_id"), "decisions", ["revisit_on", "id"]
    )
    op.create_table(
        "decision_versions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("decision_id", KEY, nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("dissent", sa.Text(), nullable=False),
        sa.Column("dissent_by", sa.Text(), nullable=False),
        sa.Column("revisit_on", sa.Date(), nullable=True),
        sa.Column("replaced_at", AT, nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decisions.id"],
            name=op.f("fk_decision_versions_decision_id_decisions"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_decision_versions_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_versions")),
        sa.UniqueConstraint(
            "decision_id",
            "number",
            name=op.f("uq_decision_versions_decision_id_number"),
        ),
    )


def downgrade() -> None:
    op.drop_table("decision_versions")
    op.drop_index(op.f("ix_decisions_revisit_on_id"), "decisions")
    for table, columns in (
        ("decisions", ("reminded_at", "dissent_by")),
        ("citations", ("stance", "option_position")),
    ):
        with op.batch_alter_table(table) as changed:
            for column in columns:
                changed.drop_column(column)
