"""That the eyes of these tests see: words are found where they do not stand out."""

from urllib.parse import urlsplit

from playwright.sync_api import Page, Route

from tests.browser.looking import axe_faults, contrast_faults, link_faults, make_ready

ROW = """<div style="inline-size: 200px; overflow-x: auto; white-space: nowrap">
<a href="/" style="margin-inline-end: 300px">Near</a> <a href="/" {}>Far</a></div>"""
LINK = "<p>Read <a href=/ style='color: #222{}'>the thread</a> once more.</p>"
PAGES = {
    "/plain": "<p>Words</p><p>More of them</p>" + ROW.format(""),
    "/pale": "<p>Words</p><p style='color: #bbb'>More of them</p>",
    "/on-grey": "<div style='background: #555'><div><p>Words</p></div></div>",
    "/along": "<p>Words</p>" + ROW.format("style='color: #bcd'"),
    "/dark": """<style>@media (prefers-color-scheme: dark) { div { background: #555 } }
</style><div><p>Faint</p></div>""",
    "/underlined": LINK.format(""),
    "/by-colour": LINK.format("; text-decoration: none"),
    "/framed": "<main><h1>A frame</h1><iframe title=Words src=/inside></iframe></main>",
    "/inside": "<main><h1>Words</h1><button></button></main>",
    "/deeper": "<section><div><p>Words</p><p>More<br>lines</p></div></section>",
}


def test_words_are_asked_about_wherever_they_do_not_stand_out(page: Page) -> None:
    make_ready(page)
    page.route("**/*", answer)
    found = {address: faults_at(page, address) for address in PAGES}
    assert {address for address, faults in found.items() if faults} == {
        *("/pale", "/on-grey", "/along")
    }
    assert "Far" in found["/along"][0]


def test_links_are_asked_about_where_colour_alone_tells_them(page: Page) -> None:
    make_ready(page)
    page.route("**/*", answer)
    page.goto("/underlined")
    assert link_faults(page) == []
    page.goto("/by-colour")
    assert "the thread" in link_faults(page)[0]


def test_what_is_faint_in_the_dark_alone_is_seen(page: Page) -> None:
    make_ready(page)
    page.route("**/*", answer)
    assert faults_at(page, "/dark") == []
    page.emulate_media(color_scheme="dark")
    assert "Faint" in contrast_faults(page)[0]


def test_what_is_wrong_within_a_frame_is_seen(page: Page) -> None:
    make_ready(page)
    page.route("**/*", answer)
    page.goto("/framed")
    assert "button-name" in " ".join(axe_faults(page))


def answer(route: Route) -> None:
    words = PAGES[urlsplit(route.request.url).path]
    whole = f"<!doctype html><html lang=en><title>A page</title>{words}"
    route.fulfill(body=whole, content_type="text/html")


def faults_at(page: Page, address: str) -> list[str]:
    page.goto(address)
    return contrast_faults(page)
