from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from cocreate.config import Settings
from tests import putting_back
from tests.touching import Touched


@pytest.fixture
def remember(
    app: Flask,
    settings: Settings,
    tmp_path: Path,
) -> Iterator[Callable[[], putting_back.PutBack]]:
    """`put_back = remember()`; `put_back()` undoes all that came between."""
    assert app.testing
    putting_back.count_from_one()
    touched = Touched()
    yield lambda: putting_back.remember_here(settings, tmp_path, touched)
    touched.stop()
