from pathlib import Path

import pytest

from cocreate.config import PREFIX, Settings


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_has_a_line_in_the_docs(name: str) -> None:
    assert f"`{PREFIX}{name.upper()}`" in Path("docs/settings.md").read_text()
