"""Looking at a page as people do: small and large, light and dark, by keys alone."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from weakref import WeakSet

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize

PHONE, DESK = 320, 1280
TALL = 800

ALL_RULES: dict[str, Any] = {
    "resultTypes": ["violations"],
    "preload": False,  # our styles stand in files of our own, which axe can read
    "pingWaitTime": 150,  # a frame with scripts answers at once, another one never
    "rules": {"target-size": {"enabled": True}},  # WCAG 2.2, off by default
}
BUT_CONTRAST = {
    **ALL_RULES,
    "rules": {**ALL_RULES["rules"], "color-contrast": {"enabled": False}},
}
COLOURS = {
    "resultTypes": ["violations"],
    "preload": False,
    "pingWaitTime": 150,
    "runOnly": {"type": "rule", "values": ["link-in-text-block"]},
}

# Nothing where the page has no axe yet; what is right is not sent over.
RUN_AXE = """options => window.axe
  ? axe.run(document, options).then(found => found.violations) : null"""
SCRIPTS = ("looking.js", "legible.js")
LOOKING = "\n".join(Path(__file__).with_name(name).read_text() for name in SCRIPTS)
READY = WeakSet[Page]()
"""Pages of a browser that keeps all of this, and brings it wherever they go."""
LEGIBLE: set[str] = set()
"""Words as axe found them to stand out, on any page, by their colours and layers."""


def faults_of(
    page: Page,
    address: str,
    *,
    widths: Sequence[int] = (PHONE, DESK),
    keys: bool = False,
) -> list[str]:
    """What is wrong with a page on a phone and on a desk, light and dark.

    It is loaded once, on the narrowest, and grows. The scheme changes colours alone, so
    that in the dark only what has to do with colours is asked again.
    """
    make_ready(page)
    resize(page, min(widths), TALL)
    page.goto(address)
    return [
        f"{address} at {width}: {fault}"
        for width in sorted(widths)
        for fault in at_width(page, width, keys=keys)
    ]


def make_ready(page: Page) -> None:
    """Give the browser once what each page is looked at with."""
    if page not in READY:
        page.add_init_script(AXE_SCRIPT)
        page.add_init_script(LOOKING)
        READY.add(page)


def at_width(page: Page, width: int, *, keys: bool) -> Iterator[str]:
    resize(page, width, TALL)
    yield from page.evaluate("looking.shape()")
    if keys:
        page.keyboard.press("Tab")  # focus is shown to whoever uses keys
        yield from page.evaluate("looking.keys()")
    # The whole page in the window: nothing lies half under the bar at its foot.
    height = page.evaluate("looking.wholeHeight()")
    resize(page, width, max(height, TALL))
    yield from axe_faults(page, BUT_CONTRAST)
    yield from contrast_faults(page)
    page.emulate_media(color_scheme="dark")
    yield from (f"dark: {fault}" for fault in link_faults(page))
    yield from (f"dark: {fault}" for fault in contrast_faults(page))
    page.emulate_media(color_scheme="light")


def resize(page: Page, width: int, height: int) -> None:
    wanted = ViewportSize(width=width, height=height)
    if page.viewport_size != wanted:  # it is all laid out and drawn anew
        page.set_viewport_size(wanted)


def axe_faults(page: Page, options: object = ALL_RULES) -> list[str]:
    """What axe finds on the page as it stands."""
    violations = page.evaluate(RUN_AXE, options)
    if violations is None:
        page.evaluate(AXE_SCRIPT)
        violations = page.evaluate(RUN_AXE, options)
    return told(violations)


def link_faults(page: Page) -> list[str]:
    """Which links among words are told from them by too little of a colour."""
    return told(page.evaluate("asked => looking.links(asked)", COLOURS))


def contrast_faults(page: Page) -> list[str]:
    """Which words do not stand out, of those unlike any that do."""
    found = page.evaluate("seen => legible.faults(seen)", " ".join(LEGIBLE))
    LEGIBLE.update(found["legible"])
    return told(found["violations"])


def told(violations: list[Any]) -> list[str]:
    return [
        f"{fault['id']}: {fault['help']}: {node['html'][:160]}"
        for fault in violations
        for node in fault["nodes"]
    ]
