"""Which pages are measured, for which readers, and what they may cost."""

from collections.abc import Iterator

from sqlalchemy import create_engine, text

from bench.kit.databases import MOST_SEARCHED, Pair
from bench.kit.load import Rounds, Target
from bench.kit.readers import cookie_of, write_ballots
from bench.kit.report import Goal
from bench.kit.seeding import SLUG, ballots
from bench.kit.servers import Server
from cocreate.kernel.paging import Place, mark

OURS, REFERENCE = "cocreate", "reference"
SIGNED_IN, ANONYMOUS = "signed in", "anonymous"
MIDDLE = (
    "SELECT votes, id FROM ideas WHERE listed "
    "ORDER BY votes DESC, id DESC LIMIT 1 OFFSET :half"
)
GROWTH, MIDDLE_MOST = 1.2, 1.5

Results = dict[Target, Rounds]


def targets(
    pair: Pair, ours: Server, reference: Server, roots: tuple[int, ...]
) -> Iterator[Target]:
    """Every page of both servers, on one size."""
    data = pair.data
    cookie = f"Cookie: {cookie_of(ballots(data)[0])}"
    middle = middle_page(pair)

    def page(name: str, reader: str, path: str, script: str = "", *more: str) -> Target:
        headers = ("Accept-Encoding: gzip",)
        return Target(
            page=name,
            reader=reader,
            server=OURS,
            size=data.ideas,
            url=ours.address + path,
            roots=(ours.process, *roots),
            headers=(*headers, cookie) if reader == SIGNED_IN else headers,
            script=script,
            arguments=more,
        )

    def beside(name: str, path: str, script: str = "", *more: str) -> Target:
        return Target(
            page=name,
            reader=ANONYMOUS,
            server=REFERENCE,
            size=data.ideas,
            url=reference.address + path,
            roots=(reference.process, *roots),
            script=script,
            arguments=more,
        )

    listing, idea = f"/projects/{SLUG}/ideas", f"/ideas/{data.long_idea}"
    voting = str(write_ballots(pair.folder / "ballots.txt", data))
    yield beside("list", "/ideas_core")
    yield page("list", SIGNED_IN, listing)
    yield page("middle", SIGNED_IN, f"{listing}?page={middle}")
    yield page("idea", SIGNED_IN, idea)
    yield page("list", ANONYMOUS, listing)
    yield page("idea", ANONYMOUS, idea)
    people, ideas = str(data.ballots), str(data.ideas)
    yield beside("vote", "/vote", "reference_vote.lua", people, ideas)
    yield page("vote", "voters", "/", "vote.lua", voting, "page")
    yield page("vote, button", "voters", "/", "vote.lua", voting, "button")
    if data.ideas <= MOST_SEARCHED:
        yield beside("search", "/search", "search.lua", "/search?q=")
        yield page("search", SIGNED_IN, "/", "search.lua", "/search?q=")
        yield page("search", ANONYMOUS, "/", "search.lua", "/search?q=")


def middle_page(pair: Pair) -> str:
    """The address of the page half way down the list."""
    engine = create_engine(pair.ours)
    with engine.connect() as connection:
        asked = {"half": pair.data.ideas // 2}
        votes, key = connection.execute(text(MIDDLE), asked).one()
    engine.dispose()
    return mark(Place(votes, key))


def find(results: Results, size: int, server: str, page: str, reader: str) -> float:
    """What such a page cost."""
    return next(
        rounds.cost
        for target, rounds in results.items()
        if (target.size, target.server, target.page, target.reader)
        == (size, server, page, reader)
    )


def goals(results: Results, sizes: list[int]) -> list[Goal]:
    found = [goal for size in sizes for goal in goals_of(results, size)]
    found += growth(results, min(sizes), max(sizes)) if len(sizes) > 1 else []
    errors = sum(rounds.errors for rounds in results.values())
    return [*found, Goal("requests that failed", errors, 0)]


def goals_of(results: Results, size: int) -> Iterator[Goal]:
    def ours(page: str, reader: str = SIGNED_IN) -> float:
        return find(results, size, OURS, page, reader)

    base = find(results, size, REFERENCE, "list", ANONYMOUS)
    voting = find(results, size, REFERENCE, "vote", ANONYMOUS)
    at = f"at {size:,}"
    yield Goal(f"{at}: list, signed in / reference", ours("list") / base, 1.6)
    yield Goal(f"{at}: idea, signed in / our list", ours("idea") / ours("list"), 1.5)
    yield Goal(
        f"{at}: list, anonymous / reference", ours("list", ANONYMOUS) / base, 0.5
    )
    yield Goal(
        f"{at}: idea, anonymous / reference", ours("idea", ANONYMOUS) / base, 0.5
    )
    yield Goal(f"{at}: vote / reference vote", ours("vote", "voters") / voting, 1.5)
    middle = ours("middle") / ours("list")
    yield Goal(f"{at}: middle page / first page", middle, MIDDLE_MOST)


def growth(results: Results, small: int, large: int) -> list[Goal]:
    """How much dearer each page is with many ideas than with few."""
    return [
        Goal(
            f"{target.page}, {target.reader}: {large:,} / {small:,}",
            find(results, large, OURS, target.page, target.reader) / rounds.cost,
            GROWTH,
        )
        for target, rounds in results.items()
        if target.size == small and target.server == OURS and target.page != "search"
    ]
