"""What people agreed to before consents were kept, as far as it is known."""

from alembic import op

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None

INTO = (
    "INSERT INTO consents"
    " (person_id, what, about, version, is_given, source, noted_at) "
)
BEFORE = (
    """
    SELECT id, 'votes', '', '', true, 'brought', CURRENT_TIMESTAMP
    FROM people WHERE shows_votes
    """,
    """
    SELECT id, 'credits', '', credited_as, true, 'brought', CURRENT_TIMESTAMP
    FROM people WHERE credited_as IN ('name', 'initials')
    """,
    """
    SELECT person_id, 'beta_terms', CAST(programme_id AS TEXT),
        CAST(terms_version AS TEXT), true, 'here', terms_accepted_at
    FROM enrolments WHERE terms_accepted_at IS NOT NULL
    """,
    """
    SELECT person_id, 'ranking', CAST(programme_id AS TEXT), '', true, 'brought',
        CURRENT_TIMESTAMP
    FROM enrolments WHERE score_shown
    """,
)


def upgrade() -> None:
    for found in BEFORE:
        op.execute(INTO + found)


def downgrade() -> None:
    op.execute("DELETE FROM consents")
