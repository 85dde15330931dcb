"""Builds have an order by their version."""

import re

import sqlalchemy as sa
from alembic import op
from packaging.version import InvalidVersion, Version

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LARGEST = 10**12 - 1
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
            .values(version_key=key_of(version))
        )


def key_of(version: str) -> str:
    """Its numbers, what it leads to, and how far: fourteen numbers of twelve digits.

    What is no version of a known scheme is put in order by its numbers alone.
    """
    try:
        found = Version(re.sub(r"\s+", ".", version.strip().lower()))
    except InvalidVersion:
        numbers = [int(one[:12]) for one in re.findall(r"[0-9]+", version)]
        return written([0, *numbers], 4, [])
    release = [found.epoch, *found.release]
    if found.pre is not None:
        phase = {"a": 1, "b": 2, "rc": 3}[found.pre[0]]
        return written(release, phase, [found.pre[1], found.post or 0, ripe(found.dev)])
    if found.post is not None:
        return written(release, 5, [found.post, ripe(found.dev)])
    if found.dev is not None:
        return written(release, 0, [found.dev])
    return written(release, 4, [])


def ripe(dev: int | None) -> int:
    return LARGEST if dev is None else dev


def written(release: list[int], phase: int, steps: list[int]) -> str:
    told = [*(release + [0] * 6)[:6], phase, *(steps + [0] * 3)[:3], 0, 0, 0, 0]
    return "".join(f"{min(number, LARGEST):012}" for number in told)


def downgrade() -> None:
    with op.batch_alter_table("builds") as builds:
        builds.drop_column("version_key")
