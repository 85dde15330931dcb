"""What a first visit weighs: requests, compressed kilobytes, script; in a Chromium."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.kit import report, seeding
from bench.kit.data import Data
from bench.kit.servers import migrate, serve_cocreate

IDEAS = 1_000
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
MOST_REQUESTS, MOST_KB, MOST_SCRIPT_KB = 8, 60, 25
Weight = dict[str, Any]


def main() -> None:
    asked = report.options(__doc__ or "").parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        report.skip("weight", "no Chromium is installed", as_json=asked.json)
        return
    with tempfile.TemporaryDirectory() as place:
        weights = weigh_site(chromium, Path(place))
    say(weights, as_json=asked.json)


def weigh_site(chromium: str, folder: Path) -> list[Weight]:
    data, url = Data(IDEAS), f"sqlite:///{folder / 'cocreate.db'}"
    migrate(url, folder)
    seeding.seed(url, data)
    pages = {
        "projects": "/projects",
        "project": f"/projects/{seeding.SLUG}",
        "list": f"/projects/{seeding.SLUG}/ideas",
        "idea": f"/ideas/{data.long_idea}",
    }
    with serve_cocreate(url, folder) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=list(ARGUMENTS)
        )
        return [
            weigh(name, browser.new_context().new_page(), server.address + path)
            for name, path in pages.items()
        ]


def weigh(name: str, page: Page, url: str) -> Weight:
    """Every request of a visit with nothing kept from before."""
    seen: dict[str, Weight] = {}
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.on("Network.requestWillBeSent", lambda said: begin(seen, said))
    devtools.on("Network.loadingFinished", lambda said: end(seen, said))
    page.goto(url, wait_until="load")
    page.wait_for_timeout(1_000)
    sent = [one for one in seen.values() if not one["url"].startswith("data:")]
    return {
        "page": name,
        "requests": len(sent),
        "kb": kilobytes(sent),
        "document_kb": kilobytes(sent, "Document"),
        "script_kb": kilobytes(sent, "Script"),
        "style_kb": kilobytes(sent, "Stylesheet"),
    }


def begin(seen: dict[str, Weight], said: Any) -> None:
    kind = said.get("type", "")
    seen[said["requestId"]] = {"url": said["request"]["url"], "kind": kind, "bytes": 0}


def end(seen: dict[str, Weight], said: Any) -> None:
    if said["requestId"] in seen:
        seen[said["requestId"]]["bytes"] = said["encodedDataLength"]


def kilobytes(sent: list[Weight], kind: str = "") -> float:
    some = [int(one["bytes"]) for one in sent if not kind or one["kind"] == kind]
    return round(sum(some) / 1024, 1)


def say(weights: list[Weight], *, as_json: bool) -> None:
    print("\nA first visit\n")
    report.table(list(weights[0]), [list(weight.values()) for weight in weights])
    found = [goal for weight in weights for goal in goals_of(weight)]
    report.goals(found)
    report.finish("weight", as_json=as_json, goals=found, pages=weights)


def goals_of(weight: Weight) -> list[report.Goal]:
    name = weight["page"]
    return [
        report.Goal(f"{name}: requests", weight["requests"], MOST_REQUESTS),
        report.Goal(f"{name}: KB", weight["kb"], MOST_KB),
        report.Goal(f"{name}: KB of script", weight["script_kb"], MOST_SCRIPT_KB),
    ]


if __name__ == "__main__":
    main()
