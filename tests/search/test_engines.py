"""Which engine keeps the index."""

import pytest

from cocreate.config import Settings, SettingsError, load_settings
from cocreate.search import index

SECRET = "a secret that only this test knows, and no one else"
ON_POSTGRES = "postgresql://localhost/cocreate"


def chosen(monkeypatch: pytest.MonkeyPatch, **given: str) -> object:
    found: Settings = load_settings(_env_file=None, secret_key=SECRET, **given)
    monkeypatch.setattr(index, "current", lambda: found)
    return index.engine()


def test_the_engine_goes_with_the_database_unless_one_is_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert chosen(monkeypatch) is index.ON_DISK
    assert chosen(monkeypatch, database_url=ON_POSTGRES) is index.IN_POSTGRESQL
    whoosh = {"database_url": ON_POSTGRES, "search_engine": "whoosh"}
    assert chosen(monkeypatch, **whoosh) is index.ON_DISK
    with pytest.raises(SettingsError, match="search_engine of postgresql"):
        chosen(monkeypatch, search_engine="postgresql")
