import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, cast

import pytest
from flask import Flask
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from cocreate.people.models import Person
from tests.browser.looking import axe_faults
from tests.client import ForgetfulClient
from tests.serving import served

WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# One without a window of its own takes a quarter less of the processor.
NAMES = ("chromium-headless-shell", *WHOLE)
TURNED_OFF = (
    # By Playwright, whose list counts no more beside ours:
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose"),
    *("HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "LensOverlay"),
    *("MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin"),
    *("OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled"),
    "PreconnectToSearch",
    # What a browser does for its owner, and a process started before it is wanted:
    *("Translate", "AutofillServerCommunication", "GlobalMediaControls"),
    *("SegmentationPlatform", "HistoryEmbeddings", "PageContentAnnotations"),
    *("InterestFeedContentSuggestions", "SpareRendererForSitePerProcess"),
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--in-process-gpu",  # which draws what nobody looks at
    # No script runs long enough to repay what makes it faster, or to fill this memory.
    "--js-flags=--no-opt --no-maglev --min-semi-space-size=16 --max-semi-space-size=64",
    "--disable-client-side-phishing-detection",
    f"--disable-features={','.join(TURNED_OFF)}",
)
PATIENCE = 30_000  # milliseconds that a page may take on a very busy machine
expect.set_options(timeout=PATIENCE)


class Opens(Protocol):
    """`opens(person, width=320, dark=True, javascript=False)` is a page of theirs."""

    def __call__(
        self,
        person: Person | None = None,
        *,
        width: int = 1280,
        dark: bool = False,
        javascript: bool = True,
        locale: str = "en-GB",
    ) -> Page: ...


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("browser")


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="package")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    with started(playwright, NAMES) as browser:
        yield browser


@contextmanager
def started(playwright: Playwright, names: tuple[str, ...]) -> Iterator[Browser]:
    """The first of these browsers that is here."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium on this machine")
    browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where the application can be visited, as http://127.0.0.1:…"""
    with served(app) as place:
        yield place


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the browser complained of: errors, refused styles and scripts, lost files.

    A test that expects some clears the list.
    """
    heard: list[str] = []
    yield heard
    assert heard == [], "a page works without a complaint of the browser"


@pytest.fixture
def opens(
    chromium: Browser, app: Flask, address: str, complaints: list[str]
) -> Iterator[Opens]:
    """Open a browser as a person, or as a stranger, at a width, light or dark."""
    with opening(chromium, app, address, complaints) as open_page:
        yield open_page


@pytest.fixture
def opens_whole(
    playwright: Playwright, app: Flask, address: str, complaints: list[str]
) -> Iterator[Opens]:
    """The same in one that also shows what comes in while nobody looks."""
    with (
        started(playwright, WHOLE) as browser,
        opening(browser, app, address, complaints) as open_page,
    ):
        yield open_page


@contextmanager
def opening(
    chromium: Browser, app: Flask, address: str, complaints: list[str]
) -> Iterator[Opens]:
    contexts = []

    def open_page(
        person: Person | None = None,
        *,
        width: int = 1280,
        dark: bool = False,
        javascript: bool = True,
        locale: str = "en-GB",
    ) -> Page:
        context = chromium.new_context(
            base_url=address,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            java_script_enabled=javascript,
            locale=locale,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if person is not None:
            name, value = cookie_of(app, person)
            context.add_cookies([{"name": name, "value": value, "url": address}])
        page = context.new_page()
        listen(page, complaints)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(opens: Opens) -> Page:
    """The page of somebody who has not signed in, on a desk."""
    return opens()


def cookie_of(app: Flask, person: Person) -> tuple[str, str]:
    name = str(app.config["SESSION_COOKIE_NAME"])
    browser = cast("ForgetfulClient", app.test_client()).sign_in(person)
    cookie = browser.get_cookie(name)
    assert cookie is not None
    return name, cookie.value


def listen(page: Page, complaints: list[str]) -> None:
    def hear(message: ConsoleMessage) -> None:
        # Refused forms answer 422 with their errors: no fault of the page.
        if message.type == "error" and "status of 4" not in message.text:
            complaints.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """`axe(page)` lists what is wrong with a page for those who read it otherwise."""
    return axe_faults
