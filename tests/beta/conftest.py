import pytest
from flask import Flask

from tests.beta.given import Given


@pytest.fixture
def given(app: Flask) -> Given:
    return Given()
