from pathlib import Path

import pytest

from tests.reading import sources

LONGEST = 300
FILES = [
    *(
        path
        for folder in ("cocreate", "tests", "bench", "migrations")
        for path in sources(folder)
    ),
    *sources("templates", "html"),
    *sources("static/css", "css"),
    *sources("static/js", "js"),
]


@pytest.mark.parametrize("path", FILES, ids=str)
def test_a_file_fits_in_a_head(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST
