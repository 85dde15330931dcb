"""The look keeps its own rules: tokens, sheets, macros and weights."""

import gzip
import json
import re
from pathlib import Path

import pytest

from tests.client import ForgetfulClient

STATIC = Path("static")
COMPONENTS = Path("templates/components")
TEMPLATES = sorted(Path("templates").rglob("*.html"))
DARK_LIST = re.compile(
    r":root(?::not\(\[data-theme=\"light\"\]\)|\[data-theme=\"dark\"\])\s*\{([^}]*)\}"
)
IMPORTED = re.compile(r'@import "([^"]+)"')

pytestmark = pytest.mark.sqlite


def test_the_two_lists_of_dark_colours_are_equal() -> None:
    by_system, by_choice = DARK_LIST.findall(
        (STATIC / "css/tokens.css").read_text().replace("\n  ", "\n")
    )
    assert re.findall(r"[^\s;][^;]*;", by_system) == re.findall(
        r"[^\s;][^;]*;", by_choice
    )


def test_every_sheet_is_loaded_once() -> None:
    loaded = [
        name
        for bundle in ("public.css", "desk.css")
        for name in IMPORTED.findall((STATIC / "css" / bundle).read_text())
    ]
    kept = {
        str(path.relative_to(STATIC / "css"))
        for path in (STATIC / "css").rglob("*.css")
    }
    assert sorted(loaded) == sorted(kept - {"public.css", "desk.css", "styleguide.css"})


def test_every_class_of_the_sheets_is_worn_by_something() -> None:
    sheets = "\n".join(path.read_text() for path in (STATIC / "css").rglob("*.css"))
    selectors = re.findall(r"([^{}]*){", re.sub(r"(?s)/\*.*?\*/", "", sheets))
    styled = {
        name for part in selectors for name in re.findall(r"\.([a-z][\w-]*)", part)
    }
    pages = (*Path("templates").rglob("*.html"), *Path("cocreate").rglob("*.py"))
    scripts = (STATIC / "js").rglob("*.js")
    worn = "\n".join(path.read_text() for path in (*pages, *scripts))
    words = {*re.findall(r"[\w-]+", worn)}
    # What follows two hyphens may be filled in: "status-badge--{{ status }}".
    begun = {*re.findall(r"([\w-]+--(?:[\w]+-)?)(?=\{|\" \+|\")", worn)}
    idle = {name for name in styled - words if not name.startswith(tuple(begun))}
    assert idle == set()


def test_every_behaviour_is_loaded_and_asked_for() -> None:
    loaded = [
        name
        for bundle in sorted((STATIC / "js").glob("*.json"))
        for name in json.loads(bundle.read_text())
        if name.startswith("js/") and name.count("/") > 1
    ]
    behaviours = sorted((STATIC / "js").glob("*/*.js"))
    assert [str(path.relative_to(STATIC)) for path in behaviours] == sorted({*loaded})
    asked = {
        name
        for path in TEMPLATES
        for said in re.findall(r'data-behaviour="([^"{]+)"', path.read_text())
        for name in said.split()
    }
    assert asked == {path.stem for path in behaviours}


def test_every_component_is_used() -> None:
    everything = "\n".join(path.read_text() for path in TEMPLATES)
    code = "\n".join(path.read_text() for path in Path("cocreate").rglob("*.py"))
    unused = [
        path.name
        for path in COMPONENTS.glob("*.html")
        if f"components/{path.name}" not in everything
        and f'fragment("{path.stem}"' not in everything
        and f'"{path.stem}"' not in code
    ]
    assert unused == []


def test_every_icon_that_is_drawn_is_in_the_sprite() -> None:
    sprite = (STATIC / "icons.svg").read_text()
    drawn = {
        name
        for path in TEMPLATES
        for names in re.findall(
            r'<use href="[^"]*#([a-z_-]+)"|\bicon\("([a-z-]+)"', path.read_text()
        )
        for name in names
        if name
    }
    begun = {"status-", "line-"}  # what follows depends on the idea
    assert {name for name in drawn - begun if f'id="{name}"' not in sprite} == set()


def test_a_first_visit_is_light(client: ForgetfulClient) -> None:
    page = client.get("/sign-in").get_data()
    weights = {"the page": len(gzip.compress(page))}
    for address in set(re.findall(rb'(?:href|src)="(/static/[^"#]+)', page)):
        content = client.get(address.decode()).get_data()
        weights[address.decode()] = len(gzip.compress(content))
    scripts = sum(weight for name, weight in weights.items() if ".js" in name)
    assert len(weights) <= 8 + 1  # the touch icon is fetched by no desk's browser
    assert weights["the page"] <= 10_000
    assert scripts <= 25_000
    assert sum(weights.values()) <= 60_000


def test_the_style_guide_is_a_sound_page(client: ForgetfulClient) -> None:
    assert client.get("/styleguide").status_code == 200
