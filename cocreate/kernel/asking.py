"""Whoever asks, left open: for statements built once for everybody of a role.

What a role may see is the same for all who have it, but for the rows that are their
own. So a statement is built for somebody of the role, and told who when it is asked.
"""

from dataclasses import replace
from functools import lru_cache

from sqlalchemy import bindparam

from cocreate.kernel.db import KEY
from cocreate.kernel.policy import STRANGER, Actor, Role

ASKER = bindparam("asker", type_=KEY)
KEYS = bindparam("keys", type_=KEY, expanding=True)  # as many as are asked about


@lru_cache
def somebody(role: Role | None) -> Actor:
    """Somebody of this role; the statement takes `asker`, the key of who it is."""
    return replace(STRANGER, role=role, person_id=ASKER)  # type: ignore[arg-type]  # stands for a key, and compares like one
