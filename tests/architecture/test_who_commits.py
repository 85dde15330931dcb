from pathlib import Path

import pytest

from tests.reading import sources


@pytest.mark.parametrize("ending", [".commit(", ".rollback("])
def test_only_the_kernel_commits(ending: str) -> None:
    found = {str(path) for path in sources("cocreate") if ending in path.read_text()}
    assert {path for path in found if not path.startswith("cocreate/kernel/")} == set()


def test_the_search_for_commits_finds_some() -> None:
    assert ".commit(" in Path("cocreate/kernel/transaction.py").read_text()
