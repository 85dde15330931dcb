from pathlib import Path

import pytest
from flask import Flask
from jinja2.nodes import Call, FromImport, Macro, Name

from tests.reading import sources

TEMPLATES = sources("templates", "html")
COMPONENTS = [path for path in TEMPLATES if path.parent.name == "components"]

pytestmark = pytest.mark.sqlite


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_a_template_compiles_and_uses_what_it_imports(site: Flask, path: Path) -> None:
    site.jinja_env.get_template(str(path.relative_to("templates")))
    tree = site.jinja_env.parse(path.read_text())
    imported = {
        name[1] if isinstance(name, tuple) else name
        for node in tree.find_all(FromImport)
        for name in node.names
    }
    named = {name.name for name in tree.find_all(Name)}
    called = {
        call.node.name for call in tree.find_all(Call) if isinstance(call.node, Name)
    }
    assert imported <= called | named


@pytest.mark.parametrize("path", COMPONENTS, ids=str)
def test_a_component_is_one_macro_of_its_own_name(site: Flask, path: Path) -> None:
    macros = [
        macro.name for macro in site.jinja_env.parse(path.read_text()).find_all(Macro)
    ]
    assert macros == [path.stem]
