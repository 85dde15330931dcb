"""PostgreSQL is told what a page costs, unless the operator has told it."""

import pytest
from flask import Flask
from sqlalchemy import text

from cocreate.kernel.db import SOLID_DISK, db

pytestmark = pytest.mark.postgres
COST = text("SHOW random_page_cost")


def test_any_page_is_read_about_as_soon_as_the_next(app: Flask) -> None:
    assert db.session.scalar(COST) == "1.1"


def test_what_the_operator_set_stays(app: Flask) -> None:
    with db.engine.connect() as connection:
        connection.execute(text("SET random_page_cost = 2"))
        connection.execute(text(SOLID_DISK))
        assert connection.scalar(COST) == "2"
        connection.invalidate()
