"""A large build as it arrives: by the page's form, by the API, and by parts.

The file is a whole package of Android, of 2 GB (`--quick`: 256 MB), sent to a running
server whose process tree is looked at all the while. Brought by parts with `cocreate
build push`, it is cut in the middle, its sender killed, and goes on where it was. Every
build is then asked for its SHA-256, and for what was read out of its file.
"""

import hashlib
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from sqlalchemy import func, select

from bench.kit import report
from bench.kit.house import at_home
from bench.kit.load import cpu_ms, memory_mb
from bench.kit.report import Goal
from bench.kit.sending import CREATED, SEEN, Push, pieces, send_form, told
from bench.kit.servers import Server, migrate, serve_cocreate
from cocreate.beta import actions
from cocreate.beta.drafts import ProgrammeDraft
from cocreate.beta.models import Build, Upload
from cocreate.cli.demo.packing import App, manifest
from cocreate.kernel import storage
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.policy import Role
from cocreate.kernel.transaction import transaction
from cocreate.people.actions import make_token
from cocreate.people.models import Person
from cocreate.people.queries import actor_for
from cocreate.projects.models import Project
from cocreate.projects.phase import Phase

MB = 1024 * 1024
MOST_MORE_MB = 64.0  # memory, for a file of any size
MOST_READING_S = 15.0
LOOK = 0.05  # seconds
APP = App("com.bank.next", "Bank", "5.0", 512, "28")
PLACE = "bench"


class Figure(NamedTuple):
    """What one way of bringing a file took."""

    way: str
    seconds: float
    mb_a_second: float
    cpu_seconds: float  # of the server's whole tree
    more_mb: float  # memory of the tree at most, beyond what it was
    kept: int  # bytes of it that arrived before a cut, and were not sent again
    is_whole: bool  # its SHA-256
    is_read: bool  # its facts


class Site(NamedTuple):
    """A running site with a beta, and who brings builds to it."""

    server: Server
    token: str
    push: Push


Way = Callable[[Site, Path, str], int]


def main() -> None:
    asked = report.options(__doc__ or "").parse_args()
    size = 256 if asked.quick else 2_048
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        report.note(f"a package of {size:,} MB")
        file = a_package(folder / "bank.apk", size)
        digest = sha256_of(file)
        with a_site(folder) as site:
            ways = (("form", by_form), ("api", by_api), ("push, cut", by_push))
            figures = [
                measure(site, file, digest, name, way, f"5.0 beta {number}")
                for number, (name, way) in enumerate(ways, start=1)
            ]
        reading = reading_seconds(file)
    say(figures, size, reading, as_json=asked.json)


def a_package(path: Path, size: int) -> Path:
    """What a phone's package says of itself, and so many megabytes beside it."""
    chance = Random(APP.package).randbytes(MB)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("AndroidManifest.xml", manifest(APP))
        with archive.open("assets/ballast.bin", "w", force_zip64=True) as ballast:
            for _ in range(size):
                ballast.write(chance)
    return path


def sha256_of(file: Path) -> str:
    found = hashlib.sha256()
    for piece in pieces(file):
        found.update(piece)
    return found.hexdigest()


@contextmanager
def a_site(folder: Path) -> Iterator[Site]:
    home, url = folder / "home", f"sqlite:///{folder / 'cocreate.db'}"
    migrate(url, home)
    with at_home(url, home), serve_cocreate(url, home) as server:
        token = open_beta()
        push = Push(server.address, token, PLACE, folder)
        yield Site(server, token, push)


def open_beta() -> str:
    """A project with a beta, and the token of whoever runs it."""
    with transaction():
        manager = Person(name="Manager", role=Role.PRODUCT_MANAGER, verified_at=now())
        project = Project(slug=PLACE, name="Bench", phase=Phase.BETA)
        db.session.add_all([manager, project])
        db.session.flush()  # the programme needs their keys
        actor = actor_for(manager.id)
        draft = ProgrammeDraft(name="Beta", terms="Be kind to it.", seats=5)
        actions.open_programme(actor, project.id, draft)
        return make_token(actor, name="Bench", may_write=True, seed="bench")


def measure(
    site: Site, file: Path, digest: str, name: str, way: Way, version: str
) -> Figure:
    report.note(name)
    before, spent = memory_mb(site.server.process), cpu_ms([site.server.process])
    watch, begun = Watch(site.server), time.perf_counter()
    try:
        kept = way(site, file, version)
    finally:
        most = watch.end()
    took = time.perf_counter() - begun
    cpu = (cpu_ms([site.server.process]) - spent) / 1_000
    build = look_at(version)
    size = file.stat().st_size
    forget(build.storage_key)
    return Figure(
        name,
        took,
        size / MB / took,
        cpu,
        max(most - before, 0.0),
        kept,
        (build.sha256, build.size) == (digest, size),
        (build.package, build.least_os) == (APP.package, "9"),
    )


def look_at(version: str) -> Build:
    db.session.rollback()  # what the server wrote since
    return db.session.scalars(select(Build).where(Build.version == version)).one()


def forget(key: str) -> None:
    """The next way is not to find the disk full."""
    storage.drop(key)


def by_form(site: Site, file: Path, version: str) -> int:
    url = f"{site.server.address}/projects/{PLACE}/beta/builds"
    expect(send_form(url, site.token, {"version": version}, file), SEEN)
    return 0


def by_api(site: Site, file: Path, version: str) -> int:
    url = f"{site.server.address}/api/v1/projects/{PLACE}/builds"
    answer = send_form(url, site.token, {"version": version}, file)
    expect(answer, CREATED)
    told(answer[1])
    return 0


def by_push(site: Site, file: Path, version: str) -> int:
    """Killed once half of it is there; it goes on with the other half."""
    site.push.cut(file, version, arrived, file.stat().st_size // 2)
    kept = arrived()
    site.push.finish(file, version)
    return kept


def arrived() -> int:
    db.session.rollback()  # what the server wrote since
    return db.session.scalar(select(func.max(Upload.got))) or 0


def expect(answer: tuple[int, str], status: int) -> None:
    if answer[0] != status:
        raise SystemExit(f"{answer[0]}: {answer[1][:300]}")


def reading_seconds(file: Path) -> float:
    """How long the facts of the file take, read apart."""
    report.note("its facts")
    with file.open("rb") as opened:

        def read(start: int, end: int) -> bytes:
            opened.seek(start)
            return opened.read(end - start)

        begun = time.perf_counter()
        facts = actions.facts_by(read, file.stat().st_size, file.name)
    if facts.package != APP.package:
        raise SystemExit(f"its facts: {facts}")
    return time.perf_counter() - begun


class Watch:
    """Looks at the memory of a server's whole tree, twenty times a second."""

    def __init__(self, server: Server) -> None:
        self.server, self.most = server, 0.0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.look)
        self.thread.start()

    def look(self) -> None:
        while not self.over.wait(LOOK):
            self.most = max(self.most, memory_mb(self.server.process))

    def end(self) -> float:
        self.over.set()
        self.thread.join()
        return self.most


def say(figures: list[Figure], size: int, reading: float, *, as_json: bool) -> None:
    print(f"\nA build of {size:,} MB, as it arrives\n")
    head = ("way", "seconds", "MB/s", "CPU s", "MB more", "MB kept", "SHA-256", "facts")
    report.table(head, map(row, figures))
    print(f"Its facts alone: {reading:.2f} s\n")
    found = [*goals_of(figures, reading)]
    report.goals(found)
    report.finish(
        "uploads",
        as_json=as_json,
        goals=found,
        size_mb=size,
        ways=[one._asdict() for one in figures],
        reading_seconds=reading,
    )


def row(one: Figure) -> tuple[Any, ...]:
    right = ["right" if yes else "WRONG" for yes in (one.is_whole, one.is_read)]
    figures = map(report.short, (*one[1:5], one.kept / MB))
    return (one.way, *figures, *right)


def goals_of(figures: list[Figure], reading: float) -> Iterator[Goal]:
    for one in figures:
        yield Goal(f"MB more, {one.way}", one.more_mb, MOST_MORE_MB)
    whole = sum(one.is_whole and one.is_read for one in figures)
    yield Goal("whole, and read", whole, at_least=len(figures))
    kept = max(one.kept for one in figures) / MB
    yield Goal("MB kept over a cut", kept, at_least=1)
    yield Goal("seconds to read its facts", reading, MOST_READING_S)


if __name__ == "__main__":
    main()
