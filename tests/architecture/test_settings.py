from pathlib import Path

from cocreate.config import PREFIX, Settings


def test_every_setting_has_a_line_in_the_docs() -> None:
    told = Path("docs/settings.md").read_text()
    names = [f"{PREFIX}{name.upper()}" for name in Settings.model_fields]
    assert [name for name in names if f"`{name}`" not in told] == []
