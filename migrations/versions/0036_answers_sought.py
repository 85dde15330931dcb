"""What ideas answer is found by words, numbers and days, not by choices alone."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
RANKED = sa.text("rank IS NOT NULL")
AT_ONCE = 1000
LONGEST = 500
NUMBER = re.compile(r"[-+]?\d{1,12}([.,]\d{1,6})?")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ANSWERS = sa.table(
    "field_answers",
    *map(sa.column, ("idea_id", "field_id", "value", "folded", "rank")),
)
FILL = (
    sa.update(ANSWERS)
    .where(
        ANSWERS.c.idea_id == sa.bindparam("of_idea"),
        ANSWERS.c.field_id == sa.bindparam("of_field"),
    )
    .values(folded=sa.bindparam("words"), rank=sa.bindparam("stands"))
)


def upgrade() -> None:
    folded_column = sa.Column("folded", sa.Text(), nullable=False, server_default="")
    op.add_column("field_answers", folded_column)
    op.add_column("field_answers", sa.Column("rank", KEY, nullable=True))
    fill(op.get_bind())
    op.create_index(
        op.f("ix_field_answers_field_id_folded_idea_id"),
        "field_answers",
        ["field_id", "folded", "idea_id"],
    )
    op.create_index(
        "ix_field_answers_rank",
        "field_answers",
        ["field_id", "rank", "idea_id"],
        sqlite_where=RANKED,
        postgresql_where=RANKED,
    )


def fill(connection: sa.Connection) -> None:
    answers = sa.select(ANSWERS.c.idea_id, ANSWERS.c.field_id, ANSWERS.c.value)
    told = connection.execute(answers).fetchall()
    for at in range(0, len(told), AT_ONCE):
        rows = [
            {
                "of_idea": idea_id,
                "of_field": field_id,
                "words": folded(value),
                "stands": rank_of(value),
            }
            for idea_id, field_id, value in told[at : at + AT_ONCE]
        ]
        connection.execute(FILL, rows)


def folded(value: str) -> str:
    plain = unicodedata.normalize("NFKD", value.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(bare.split())[:LONGEST]


def rank_of(value: str) -> int | None:
    if NUMBER.fullmatch(value):
        return int(Decimal(value.replace(",", ".")).scaleb(6))
    if DAY.fullmatch(value):
        return date.fromisoformat(value).toordinal()
    return None


def downgrade() -> None:
    op.drop_index("ix_field_answers_rank", "field_answers")
    op.drop_index(op.f("ix_field_answers_field_id_folded_idea_id"), "field_answers")
    with op.batch_alter_table("field_answers") as answers:
        answers.drop_column("rank")
        answers.drop_column("folded")
