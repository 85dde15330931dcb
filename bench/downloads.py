"""A build's bytes from Python beside nginx serving the same file, in the same minutes.

Both run as many processes on this machine and send to the same client, round by round
in turn. nginx decides nothing; CoCreate checks the tester's link, the seat, the terms,
the ring and the build at each request, and keeps a row of it. Then a hundred fetch at
once, every second one slowly, while a page is asked for at a steady pace.
"""

import os
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple

from bench.kit import nginx, report
from bench.kit.fetching import Crowd, Fetched, ask_steadily, fetch
from bench.kit.house import at_home
from bench.kit.load import cpu_ms, memory_mb
from bench.kit.report import Goal
from bench.kit.servers import Server, migrate, serve_cocreate
from cocreate.beta import actions, links, queries
from cocreate.beta.drafts import Application, BuildDraft, ProgrammeDraft
from cocreate.beta.kinds import Platform
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.policy import Actor, Role
from cocreate.kernel.storage import local_path
from cocreate.kernel.transaction import transaction
from cocreate.people.models import Person
from cocreate.people.queries import actor_for
from cocreate.projects.models import Project
from cocreate.projects.phase import Phase

MB = 1024 * 1024
PEOPLE = 100
LEAST_SHARE = 0.5  # of what nginx sends
MOST_MS = 200.0  # p99 of a page meanwhile
MOST_MORE_MB = 32.0  # memory for a hundred downloads
PAUSE = 0.05  # seconds between two pages
RANGE = "bytes=1000000-1001023"


class Figure(NamedTuple):
    """What one server did."""

    server: str
    mb_a_second: float
    mb_a_cpu_second: float
    first_byte_ms: float
    range_ms: float  # until a KB out of the middle is here
    range_cpu_ms: float


class Rush(NamedTuple):
    """A hundred at once."""

    downloads: int
    mb_a_second: float
    idle_mb: float  # memory
    most_mb: float
    idle_p99_ms: float
    p50_ms: float
    p99_ms: float
    pages: int


class Given(NamedTuple):
    """A build in a tester's hands: where it lies, and the link to it."""

    file: Path
    path: str
    page: str
    links: list[str]  # one for each of many


def main() -> None:
    asked = report.options(__doc__ or "").parse_args()
    if nginx.found() is None:
        report.skip("downloads", "nginx is not installed", as_json=asked.json)
        return
    size, rounds, seconds = (256, 5, 8.0) if asked.quick else (512, 9, 20.0)
    with tempfile.TemporaryDirectory() as place, ours(Path(place), size) as both:
        server, beside, given = both
        figures = compare(server, beside, given, rounds)
        rush = hurry(server, given, seconds)
    say(figures, rush, as_json=asked.json)


@contextmanager
def ours(folder: Path, size: int) -> Iterator[tuple[Server, Server, Given]]:
    """Our server and nginx, and a build that both serve."""
    home, url = folder / "home", f"sqlite:///{folder / 'cocreate.db'}"
    report.note(f"a build of {size} MB")
    migrate(url, home)
    with at_home(url, home):
        given = give(size)
    with (
        serve_cocreate(url, home) as server,
        nginx.serve_nginx(given.file.parent, folder / "nginx") as beside,
    ):
        yield server, beside, given


def give(size: int) -> Given:
    """A build for a tester, made as the team and the tester make it."""
    chance = os.urandom(MB)
    stored = actions.keep_file(chance for _ in range(size))
    with transaction():
        manager, tester = somebody("Manager", Role.PRODUCT_MANAGER), somebody("Tester")
        project = Project(slug="bench", name="Bench", phase=Phase.BETA)
        db.session.add(project)
        db.session.flush()  # the programme needs its key
        build_id = a_build(actor_for(manager), actor_for(tester), project, stored)
    tokens = [links.sign(build_id, tester, uses=1_000_000) for _ in range(PEOPLE)]
    file = local_path(stored.key)
    if file is None:
        raise SystemExit("The files of a benchmark lie on this disk.")
    found = [f"/builds/{build_id}/file?tester={token}" for token in tokens]
    return Given(file, found[0], f"/projects/{project.slug}/beta", found)


def somebody(name: str, role: Role = Role.CUSTOMER) -> Any:
    person = Person(name=name, role=role, verified_at=now())
    db.session.add(person)
    db.session.flush()  # others name them by their key
    return person.id


def a_build(manager: Actor, tester: Actor, project: Any, stored: Any) -> Any:
    draft = ProgrammeDraft(name="Beta", terms="Be kind to it.", seats=5)
    programme = actions.open_programme(manager, project.id, draft)
    wish = Application(device="A phone", terms_version=1)
    actions.apply_for_seat(tester, programme.id, wish)
    rings = [cohort.id for cohort in queries.cohorts(programme.id)]
    build = BuildDraft(
        version="1.0",
        platform=Platform.ANDROID,
        file_name="bench.apk",
        cohort_ids=rings,
    )
    return actions.add_build(manager, programme.id, build, stored).id


def compare(server: Server, beside: Server, given: Given, rounds: int) -> list[Figure]:
    """Round by round in turn, so that both see the same noise."""
    targets = {
        "cocreate": (server, server.address + given.path),
        "nginx": (beside, f"{beside.address}/{given.file.name}"),
    }
    size = given.file.stat().st_size
    whole: dict[str, list[tuple[float, float]]] = {name: [] for name in targets}
    firsts: dict[str, list[float]] = {name: [] for name in targets}
    parts: dict[str, list[tuple[float, float]]] = {name: [] for name in targets}
    for _, url in targets.values():
        fetch(url)
    for number in range(1, rounds + 1):
        report.note(f"round {number} of {rounds}")
        for name, (process, url) in targets.items():
            spent, got = spending(process, url)
            expect(got, size, 200)
            whole[name].append((got.seconds, max(spent, 1.0)))
            firsts[name].append(got.first_byte)
            parts[name].append(ranges(process, url))
    return [
        figure(name, size, whole[name], firsts[name], parts[name]) for name in whole
    ]


def spending(server: Server, url: str) -> tuple[float, Fetched]:
    """The whole file, and the CPU milliseconds of the server's whole tree."""
    before = cpu_ms([server.process])
    got = fetch(url)
    time.sleep(0.05)  # it tells of the end after it
    return cpu_ms([server.process]) - before, got


def ranges(server: Server, url: str, times: int = 50) -> tuple[float, float]:
    """A KB out of the middle, many times: the median in ms, and CPU ms of each."""
    before, took = cpu_ms([server.process]), []
    for _ in range(times):
        got = fetch(url, Range=RANGE)
        expect(got, 1024, 206)
        took.append(got.seconds)
    return 1_000 * median(took), (cpu_ms([server.process]) - before) / times


def expect(got: Fetched, size: int, status: int) -> None:
    if (got.bytes, got.status) != (size, status):
        raise SystemExit(f"{got.bytes} bytes and {got.status}, not {size}, {status}")


def figure(
    name: str,
    size: int,
    whole: list[tuple[float, float]],
    firsts: list[float],
    parts: list[tuple[float, float]],
) -> Figure:
    """The median of what was waited for; the sum of what was spent."""
    seconds = median(took for took, _ in whole)
    cpu = sum(spent for _, spent in whole) / 1_000
    return Figure(
        name,
        size / MB / seconds,
        size / MB * len(whole) / cpu,
        1_000 * median(firsts),
        median(took for took, _ in parts),
        sum(spent for _, spent in parts) / len(parts),
    )


def hurry(server: Server, given: Given, seconds: float) -> Rush:
    """A hundred downloads at once, and somebody who reads a page meanwhile."""
    page = server.address + given.page
    idle = ask_steadily(page, seconds / 3, pause=PAUSE)
    before = most = memory_mb(server.process)
    report.note(f"{PEOPLE} downloads at once, for {seconds:g} seconds")
    with Crowd([server.address + link for link in given.links]) as crowd:
        taken, begun = crowd.bytes.value, time.perf_counter()
        watching = Watch(server)
        late = ask_steadily(page, seconds, pause=PAUSE)
        most = max(most, watching.end())
        took = time.perf_counter() - begun
        moved = (crowd.bytes.value - taken) / MB / took
        open_then = crowd.open.value
    p99 = 1_000 * percentile(late, 99)
    idle_p99 = 1_000 * percentile(idle, 99)
    p50 = 1_000 * median(late)
    return Rush(open_then, moved, before, most, idle_p99, p50, p99, len(late))


def percentile(figures: list[float], of: int) -> float:
    return quantiles(figures, n=100, method="inclusive")[of - 1]


class Watch:
    """Looks at a server's memory twice a second."""

    def __init__(self, server: Server) -> None:
        self.server, self.most = server, 0.0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.look)
        self.thread.start()

    def look(self) -> None:
        while not self.over.wait(0.5):
            self.most = max(self.most, memory_mb(self.server.process))

    def end(self) -> float:
        self.over.set()
        self.thread.join()
        return self.most


def say(figures: list[Figure], rush: Rush, *, as_json: bool) -> None:
    print("\nA build's bytes, from Python and from nginx\n")
    head = ("server", "MB/s", "MB/s of CPU", "first byte ms", "a range ms", "CPU ms")
    report.table(head, [(one[0], *map(report.short, one[1:])) for one in figures])
    print(f"{rush.downloads} downloads at once, every second one slowly\n")
    head = ("MB/s", "memory before", "at most", "a page p50 ms", "p99", "p99 before")
    of_pages = (rush.p50_ms, rush.p99_ms, rush.idle_p99_ms)
    told = (rush.mb_a_second, rush.idle_mb, rush.most_mb, *of_pages)
    report.table(head, [tuple(map(report.short, told))])
    found = [*goals_of(figures, rush)]
    report.goals(found)
    report.finish(
        "downloads",
        as_json=as_json,
        goals=found,
        servers=[one._asdict() for one in figures],
        at_once=rush._asdict(),
    )


def goals_of(figures: list[Figure], rush: Rush) -> Iterator[Goal]:
    by = {one.server: one for one in figures}
    mine, theirs = by["cocreate"], by["nginx"]
    cpu = mine.mb_a_cpu_second / theirs.mb_a_cpu_second
    yield Goal("MB a CPU second, of nginx's", cpu, at_least=LEAST_SHARE)
    wall = mine.mb_a_second / theirs.mb_a_second
    yield Goal("MB a second, of nginx's", wall, at_least=LEAST_SHARE)
    yield Goal("downloads at once", rush.downloads, at_least=PEOPLE)
    more = rush.most_mb - rush.idle_mb
    yield Goal(f"MB more for {PEOPLE} downloads", more, MOST_MORE_MB)
    yield Goal("p99 of a page meanwhile, ms", rush.p99_ms, MOST_MS)


if __name__ == "__main__":
    main()
