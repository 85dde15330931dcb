"""What people agreed to and took back is added to, never changed.

Rows go with whoever is forgotten, and with nobody else.
"""

import sqlalchemy as sa
from alembic import op

revision = "0081"
down_revision = "0080"
branch_labels = None
depends_on = None

REFUSAL = "Consents are added to, never changed."
# As whoever left is written down: see people.policy.is_forgotten.
STILL_HERE = (
    "EXISTS (SELECT 1 FROM people WHERE id = OLD.person_id"
    " AND (email IS NOT NULL OR name <> 'Somebody who left'))"
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        refuse_on_sqlite()
    else:
        refuse_on_postgresql()


def refuse_on_sqlite() -> None:
    for act, when in (("UPDATE", ""), ("DELETE", f" WHEN {STILL_HERE}")):
        op.execute(
            f"CREATE TRIGGER consents_no_{act.lower()} BEFORE {act} ON consents"
            f"{when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def refuse_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION consents_stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF TG_OP = 'DELETE' THEN"
        f" IF NOT {STILL_HERE} THEN RETURN OLD; END IF; END IF;"
        f" RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    for act, each in (("UPDATE OR DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
        name = act.split(maxsplit=1)[0].lower()
        op.execute(
            f"CREATE TRIGGER consents_no_{name} BEFORE {act} ON consents"
            f" FOR EACH {each} EXECUTE FUNCTION consents_stay()"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("update", "delete"):
            op.execute(sa.text(f"DROP TRIGGER consents_no_{act}"))
        return
    for act in ("update", "truncate"):
        op.execute(sa.text(f"DROP TRIGGER consents_no_{act} ON consents"))
    op.execute("DROP FUNCTION consents_stay()")
