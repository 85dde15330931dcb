"""What is known of customers, and the segments they make."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
RANKED = sa.text("rank IS NOT NULL")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("people", sa.Column("external_id", sa.Text(), nullable=True))
    op.create_index(
        op.f("ix_people_external_id"), "people", ["external_id"], unique=True
    )
    make_attributes()
    make_segments()
    make_counts()


def make_attributes() -> None:
    op.create_table(
        "attributes",
        sa.Column("id", KEY, nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("hint", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("position", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attributes")),
        sa.UniqueConstraint("slug", name=op.f("uq_attributes_slug")),
    )
    op.create_table(
        "attribute_values",
        sa.Column("person_id", KEY, autoincrement=False, nullable=False),
        sa.Column("attribute_id", KEY, autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("rank", KEY, nullable=True),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        parent("attribute_values", "person_id", "people"),
        parent("attribute_values", "attribute_id", "attributes"),
        sa.PrimaryKeyConstraint(
            "person_id", "attribute_id", name=op.f("pk_attribute_values")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_attribute_values_attribute_id_folded_person_id"),
        "attribute_values",
        ["attribute_id", "folded", "person_id"],
    )
    op.create_index(
        "ix_attribute_values_rank",
        "attribute_values",
        ["attribute_id", "rank", "person_id"],
        sqlite_where=RANKED,
        postgresql_where=RANKED,
    )


def make_segments() -> None:
    op.create_table(
        "segments",
        sa.Column("id", KEY, nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("matching", sa.String(40), nullable=False),
        sa.Column("members", KEY, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.CheckConstraint("members >= 0", name=op.f("ck_segments_members")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segments")),
        sa.UniqueConstraint("slug", name=op.f("uq_segments_slug")),
    )
    op.create_table(
        "segment_rules",
        sa.Column("id", KEY, nullable=False),
        sa.Column("segment_id", KEY, nullable=False),
        sa.Column("position", KEY, nullable=False),
        sa.Column("subject", sa.String(40), nullable=False),
        sa.Column("attribute_id", KEY, nullable=True),
        sa.Column("comparison", sa.String(40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        parent("segment_rules", "segment_id", "segments"),
        sa.ForeignKeyConstraint(
            ["attribute_id"],
            ["attributes.id"],
            name=op.f("fk_segment_rules_attribute_id_attributes"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment_rules")),
    )
    op.create_index(
        op.f("ix_segment_rules_segment_id_position"),
        "segment_rules",
        ["segment_id", "position"],
    )
    op.create_table(
        "segment_members",
        sa.Column("segment_id", KEY, autoincrement=False, nullable=False),
        sa.Column("person_id", KEY, autoincrement=False, nullable=False),
        parent("segment_members", "segment_id", "segments"),
        parent("segment_members", "person_id", "people"),
        sa.PrimaryKeyConstraint(
            "segment_id", "person_id", name=op.f("pk_segment_members")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_segment_members_person_id_segment_id"),
        "segment_members",
        ["person_id", "segment_id"],
    )


def make_counts() -> None:
    op.create_table(
        "segment_votes",
        sa.Column("segment_id", KEY, autoincrement=False, nullable=False),
        sa.Column("idea_id", KEY, autoincrement=False, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("votes", KEY, nullable=False),
        sa.Column("is_theirs", sa.Boolean(), nullable=False),
        parent("segment_votes", "segment_id", "segments"),
        kept_for("segment_votes", "idea_id", "ideas"),
        kept_for("segment_votes", "project_id", "projects"),
        sa.PrimaryKeyConstraint("segment_id", "idea_id", name=op.f("pk_segment_votes")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_segment_votes_segment_id_project_id_votes_idea_id"),
        "segment_votes",
        ["segment_id", "project_id", "votes", "idea_id"],
    )
    op.create_index(op.f("ix_segment_votes_idea_id"), "segment_votes", ["idea_id"])
    op.create_table(
        "counted_ideas",
        sa.Column("idea_id", KEY, autoincrement=False, nullable=False),
        sa.Column("votes", KEY, nullable=False),
        sa.Column("trend", sa.Double(), nullable=False),
        kept_for("counted_ideas", "idea_id", "ideas"),
        sa.PrimaryKeyConstraint("idea_id", name=op.f("pk_counted_ideas")),
    )


def kept_for(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)


def parent(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=name, ondelete="CASCADE"
    )


def downgrade() -> None:
    for table in (
        "counted_ideas",
        "segment_votes",
        "segment_members",
        "segment_rules",
        "segments",
        "attribute_values",
        "attributes",
    ):
        op.drop_table(table)
    op.drop_index(op.f("ix_people_external_id"), "people")
    with op.batch_alter_table("people") as people:
        people.drop_column("external_id")
