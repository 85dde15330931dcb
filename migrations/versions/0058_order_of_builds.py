"""Builds have an order by their version."""

import sqlalchemy as sa
from alembic import op

from cocreate.beta.versions import key_of_version

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BUILDS = sa.table(
    "builds",
    sa.column("id", KEY),
    sa.column("version", sa.Text()),
    sa.column("version_key", sa.Text()),
)


def upgrade() -> None:
    with op.batch_alter_table("builds") as builds:
        builds.add_column(
            sa.Column("version_key", sa.Text(), nullable=False, server_default="")
        )
    put_in_order()


def put_in_order() -> None:
    """Give the builds there are their order; there are few of them."""
    said = op.get_bind().execute(sa.select(BUILDS.c.id, BUILDS.c.version)).all()
    for key, version in said:
        op.get_bind().execute(
            BUILDS.update()
            .where(BUILDS.c.id == key)
            .values(version_key=key_of_version(version))
        )


def downgrade() -> None:
    with op.batch_alter_table("builds") as builds:
        builds.drop_column("version_key")
