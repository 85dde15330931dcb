from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import DictLoader

from cocreate.config import Settings, SettingsError
from cocreate.kernel import templates
from cocreate.kernel.places import look_at_mail_folder, own_folder

PAGE = "<p>{{ words }}</p>"


def page_by(folder: Path, source: str = PAGE) -> str:
    """What a process that has just begun makes of a template."""
    app = Flask("site")
    templates.set_up(app, folder)
    app.jinja_loader = DictLoader({"page.html": source})
    return app.jinja_env.get_template("page.html").render(words="Hello")


def compiled(folder: Path) -> Path:
    (only,) = folder.iterdir()
    return only


def test_what_was_compiled_is_found_by_the_next_process(tmp_path: Path) -> None:
    page_by(tmp_path)
    written = compiled(tmp_path).stat()
    assert page_by(tmp_path) == "<p>Hello</p>"
    assert compiled(tmp_path).stat() == written


def test_another_source_is_compiled_anew(tmp_path: Path) -> None:
    page_by(tmp_path)
    assert page_by(tmp_path, "<b>{{ words }}</b>") == "<b>Hello</b>"


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[:0],
        lambda whole: whole[:10],
        lambda whole: whole[:40],
        lambda whole: whole[:-1],
        lambda whole: bytes(len(whole)),
        lambda whole: whole[:60] + b"garbage" + whole[67:],
        lambda whole: b"not what was ever written here" + whole,
    ],
)
def test_a_damaged_file_is_written_anew(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    page_by(tmp_path)
    whole = compiled(tmp_path).read_bytes()
    compiled(tmp_path).write_bytes(damage(whole))
    assert page_by(tmp_path) == "<p>Hello</p>"
    assert compiled(tmp_path).read_bytes() == whole


def test_a_folder_that_is_gone_or_no_folder_costs_no_page(tmp_path: Path) -> None:
    assert page_by(tmp_path / "gone") == "<p>Hello</p>"
    (tmp_path / "file").write_text("in its place")
    assert page_by(tmp_path / "file") == "<p>Hello</p>"


def test_a_folder_in_the_place_of_a_file_costs_no_page(tmp_path: Path) -> None:
    page_by(tmp_path)
    file = compiled(tmp_path)
    file.unlink()
    (file / "inside").mkdir(parents=True)
    assert page_by(tmp_path) == "<p>Hello</p>"


def test_a_start_makes_the_folder_or_says_why_it_cannot(
    settings: Settings, tmp_path: Path
) -> None:
    here = settings.model_copy(update={"data_dir": tmp_path / "var"})
    assert own_folder(here, "templates").is_dir()
    (tmp_path / "var" / "templates").rmdir()
    (tmp_path / "var" / "templates").write_text("in its place")
    with pytest.raises(SettingsError, match="COCREATE_DATA_DIR"):
        own_folder(here, "templates")
    there = here.model_copy(update={"mail_folder": tmp_path / "var" / "templates"})
    with pytest.raises(SettingsError, match="COCREATE_MAIL_FOLDER"):
        look_at_mail_folder(there)
