"""Which pages are measured, for which readers, and what they may cost."""

from collections.abc import Iterator
from dataclasses import replace

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
VOTES = 4  # turns of a vote and of the reference's in each round
GROWTH, MIDDLE_MOST, POSTGRES_MOST = 1.2, 1.5, 2.2

Results = dict[Target, Rounds]


def targets(
    pair: Pair, ours: Server, reference: Server, *, quick: bool
) -> Iterator[Target]:
    """Every page of both servers, on one size; what differs little is left out."""
    data, roots = pair.data, pair.roots
    cookie = f"Cookie: {cookie_of(ballots(data)[0])}"
    middle = middle_page(pair)

    def page(name: str, reader: str, path: str, script: str = "", *more: str) -> Target:
        headers = ("Accept-Encoding: gzip",)
        return Target(
            page=name,
            reader=reader,
            server=OURS,
            size=data.ideas,
            database=pair.database,
            url=ours.address + path,
            roots=(ours.process, *roots),
            headers=(*headers, cookie) if reader == SIGNED_IN else headers,
            script=script,
            warmed=warmed(ours, script),
            arguments=more,
            turns=VOTES if script.endswith("vote.lua") else 1,
        )

    def beside(name: str, path: str, script: str = "", *more: str) -> Target:
        return Target(
            page=name,
            reader=ANONYMOUS,
            server=REFERENCE,
            size=data.ideas,
            database=pair.database,
            url=reference.address + path,
            roots=(reference.process, *roots),
            script=script,
            warmed=warmed(reference, script),
            arguments=more,
            turns=VOTES if script.endswith("vote.lua") else 1,
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
    if not quick:
        yield page("vote, button", "voters", "/", "vote.lua", voting, "button")
    if data.ideas <= MOST_SEARCHED:
        yield beside("search", "/search", "search.lua", "/search?q=")
        yield page("search", SIGNED_IN, "/", "search.lua", "/search?q=")
        if not quick:
            yield page("search", ANONYMOUS, "/", "search.lua", "/search?q=")


def warmed(server: Server, script: str) -> str:
    """Any search warms up all of them; a vote must be sent."""
    return f"{server.address}/search?q=export" if script == "search.lua" else ""


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
    found: list[Goal] = []
    for database in dict.fromkeys(target.database for target in results):
        here = on(results, database)
        of_this = [goal for size in sizes for goal in goals_of(here, size)]
        of_this += growth(here, min(sizes))
        found += [replace(one, goal=f"{database}, {one.goal}") for one in of_this]
    found += beside_sqlite(results)
    errors = sum(rounds.errors for rounds in results.values())
    return [*found, Goal("requests that failed", errors, 0)]


def on(results: Results, database: str) -> Results:
    """What was measured on one of the databases."""
    return {
        target: rounds
        for target, rounds in results.items()
        if target.database == database
    }


def beside_sqlite(results: Results) -> Iterator[Goal]:
    """What PostgreSQL costs beside SQLite, where both were measured."""
    postgres, sqlite = on(results, "postgres"), on(results, "sqlite")
    for target, rounds in postgres.items() if sqlite else ():
        if target.server == OURS:
            what = (target.size, OURS, target.page, target.reader)
            name = f"{target.page}, {target.reader} at {target.size:,}"
            ratio = rounds.cost / find(sqlite, *what)
            yield Goal(f"PostgreSQL / SQLite: {name}", ratio, POSTGRES_MOST)


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


def growth(results: Results, small: int) -> Iterator[Goal]:
    """How much dearer each page is with the most ideas than with the fewest."""
    for target, rounds in results.items():
        if (target.size, target.server) != (small, OURS):
            continue
        most = max(one.size for one in results if same_page(one, target))
        if most > small:
            dear = find(results, most, OURS, target.page, target.reader)
            name = f"{target.page}, {target.reader}: {most:,} / {small:,}"
            yield Goal(name, dear / rounds.cost, GROWTH)


def same_page(one: Target, other: Target) -> bool:
    return (one.server, one.page, one.reader) == (
        other.server,
        other.page,
        other.reader,
    )
