"""How well similar ideas are found: our ranking beside SQLite FTS5, on labelled sets.

Ours is the service that the composer, the desk and the sweep ask, over its real tables
on both databases; only the likeness below which the panel is silent is left out.
"""

import re
import resource
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from bench.kit import report
from bench.kit.databases import databases_on
from bench.kit.house import at_home, empty_database
from bench.kit.labelled import Labelled, Query, sets_given
from bench.kit.texts import GIVEN
from cocreate.ideas.actions import PastIdea, bring_ideas
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId
from cocreate.kernel.policy import Actor, Role
from cocreate.kernel.transaction import transaction
from cocreate.people.actions import Newcomer, import_people
from cocreate.projects.actions import ensure_project
from cocreate.surfacing import meaning
from cocreate.surfacing.actions import learn_missing
from cocreate.surfacing.queries import Ranked, by_meaning, nearest, question_of

OPERATOR = Actor(person_id=PersonId(0), role=Role.ADMINISTRATOR, is_verified=True)
LOOKED_AT, FIRST = 50, 10  # places of a ranking
FEW_QUERIES = 150
BEGUN = 4  # words of a title
LONGEST = 80  # words that FTS5 is asked
MEANT = " + meaning"
GAIN = 2.0  # points of MRR above FTS5, on average by title

NO_SETS = f"no labelled sets lie in {GIVEN} (BENCH_TEXTS names another folder)"

Search = Callable[[str, str, int], Sequence[str]]


class Quality(NamedTuple):
    """How a ranking did, in points of 100."""

    set: str
    by: str
    engine: str
    p1: float
    mrr: float
    s10: float
    r10: float
    queries: int
    ms: float  # of CPU here, a question
    mb: int  # the most memory that the process has held


def main() -> None:
    parser = report.options(__doc__ or "")
    parser.add_argument("--database", help="sqlite, postgres or both")
    parser.add_argument("--queries", type=int, help="of each set; all")
    asked = parser.parse_args()
    found = shown(quick=asked.quick, database=asked.database, most=asked.queries)
    if not found:
        report.skip("retrieval", NO_SETS, as_json=asked.json)
        return
    promised = goals(found)
    report.goals(promised)
    report.finish("retrieval", as_json=asked.json, goals=promised, **facts(found))


def shown(
    *, quick: bool, database: str | None = None, most: int | None = None
) -> list[Quality]:
    """Measure and say it; nothing where no sets are there."""
    wanted = database or ("sqlite" if quick else "both")
    engines = ("sqlite", "postgres") if wanted == "both" else (wanted,)
    found = measure(engines, most or (FEW_QUERIES if quick else None))
    if found:
        say(found)
    else:
        print(f"\nWhat is found was not judged: {NO_SETS}.\n")
    return found


def measure(engines: Sequence[str], most: int | None = None) -> list[Quality]:
    """FTS5 and ours on every set that is there, asked the same."""
    sets = sets_given(most)
    found = [one for each in sets for one in tried(each, "fts5", fts5(each))]
    for engine in engines if sets else ():
        with filled(engine, sets) as searches:
            for each in sets:
                report.note(f"{engine}: asking {each.name}")
                ours = searches[each.name]
                found += tried(each, engine, ours.search)
                if meaning.is_there():
                    found += tried(each, f"{engine}{MEANT}", ours.search_by_meaning)
    return found


# ── The ranking of SQLite's own index ─────────────────────────────────────────


def fts5(data: Labelled) -> Search:
    table = sqlite3.connect(":memory:")
    shape = "id unindexed, title, body, tokenize='porter unicode61'"
    table.execute(f"create virtual table idea using fts5({shape})")
    table.executemany("insert into idea values (:id, :title, :body)", data.docs)
    best = "order by bm25(idea, 0, 2.0, 1.0) limit ?"

    def search(title: str, body: str, most: int) -> list[str]:
        words = list(dict.fromkeys(re.findall(r"\w+", f"{title} {body}".lower())))
        if not words:
            return []
        any_of = " OR ".join(f'"{word}"' for word in words[:LONGEST])
        query = f"select id from idea where idea match ? {best}"
        return [key for (key,) in table.execute(query, (any_of, most))]

    return search


# ── Ours ──────────────────────────────────────────────────────────────────────


class Ours(NamedTuple):
    """A set as a project of ideas, and what each of them is called there."""

    project_id: ProjectId
    names: dict[IdeaId, str]

    def search(self, title: str, body: str, most: int) -> list[str]:
        return self.named(nearest(question_of(self.project_id, title, body))[:most])

    def search_by_meaning(self, title: str, body: str, most: int) -> list[str]:
        """With the extra `semantic`, where it is installed."""
        question = question_of(self.project_id, title, body)
        found = by_meaning(title, body, nearest(question), question.whole)
        return self.named(found[:most])

    def named(self, found: Sequence[Ranked]) -> list[str]:
        db.session.rollback()
        return [self.names[one.idea_id] for one in found]


@contextmanager
def filled(engine: str, sets: Sequence[Labelled]) -> Iterator[dict[str, Ours]]:
    """A database of its own with a project for every set; what to ask each."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with (
            empty_database(databases_on(engine, folder), folder) as url,
            at_home(url, folder),
        ):
            yield {each.name: ours(each) for each in sets}


def ours(data: Labelled) -> Ours:
    """Every text becomes an idea, and its words are learned as an upgrade does it."""
    report.note(f"{db.engine.dialect.name}: learning {data.name}")
    project_id, keys = bring(data)
    learn_missing()
    return Ours(project_id, {idea_id: key for key, idea_id in keys.items()})


def bring(data: Labelled) -> tuple[ProjectId, dict[str, IdeaId]]:
    at = now()
    with transaction():
        slug = re.sub(r"[^a-z0-9]+", "-", data.name.lower())
        project_id = ensure_project(OPERATOR, slug=slug, name=data.name).id
        newcomer = Newcomer(origin=slug, name="Everybody", joined_at=at)
        author_id = import_people([newcomer])[slug]
        keys = bring_ideas(
            PastIdea(
                origin=f"{slug}:{one['id']}",
                project_id=project_id,
                author_id=author_id,
                title=one["title"] or one["body"][:100],
                body=one["body"],
                proposed_at=at,
            )
            for one in data.docs
        )
    prefix = len(slug) + 1
    return project_id, {origin[prefix:]: idea_id for origin, idea_id in keys.items()}


# ── How they did ──────────────────────────────────────────────────────────────


def tried(data: Labelled, engine: str, search: Search) -> list[Quality]:
    ways: dict[str, Callable[[Query], tuple[str, str]]] = {
        "title": lambda query: (query.title, ""),
        "title + body": lambda query: (query.title, query.body),
        "first four words": lambda query: (begun(query.title), ""),
    }
    if not any(query.body for query in data.queries):
        del ways["title + body"]
    found = []
    for by, way in ways.items():
        began = time.process_time()
        marks = [marked(query, search, way(query)) for query in data.queries]
        ms = 1_000 * (time.process_time() - began) / len(marks)
        p1, mrr, s10, r10 = (
            100 * sum(column) / len(marks) for column in zip(*marks, strict=True)
        )
        mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_024
        held = len(marks), ms, mb
        found.append(Quality(data.name, by, engine, p1, mrr, s10, r10, *held))
    return found


def begun(title: str) -> str:
    return " ".join(title.split()[:BEGUN])


def marked(
    query: Query, search: Search, words: tuple[str, str]
) -> tuple[float, float, float, float]:
    """Of one question: P@1, reciprocal rank, success and recall within ten."""
    found = search(*words, LOOKED_AT + len(query.excluded))
    told = [key for key in found if key not in query.excluded][:LOOKED_AT]
    hits = [key in query.relevant for key in told]
    rank = hits.index(True) + 1 if True in hits else None
    among = sum(hits[:FIRST])
    recall = among / min(len(query.relevant), FIRST)
    return float(rank == 1), 1 / rank if rank else 0.0, float(among > 0), recall


def say(found: Sequence[Quality]) -> None:
    print("\nSimilar ideas found, points of 100\n")
    report.table(
        (
            "set",
            "by",
            "ranked by",
            "P@1",
            "MRR",
            "S@10",
            "R@10",
            "questions",
            "ms",
            "MB",
        ),
        [
            (
                *one[:3],
                *(f"{figure:.1f}" for figure in one[3:7]),
                one.queries,
                f"{one.ms:.1f}",
                one.mb,
            )
            for one in sorted(found, key=lambda one: one[:2])
        ],
    )


def goals(found: Sequence[Quality]) -> list[report.Goal]:
    """Better than FTS5 on every set by title, and by two points on average."""
    by_title = {(one.engine, one.set): one.mrr for one in found if one.by == "title"}
    promised = []
    for engine in sorted({engine for engine, _ in by_title} - {"fts5"}):
        gains = {
            name: by_title[engine, name] - mrr
            for (other, name), mrr in by_title.items()
            if other == "fts5"
        }
        promised += [
            report.Goal(f"MRR above FTS5 by title, {name}, {engine}", gain, at_least=0)
            for name, gain in gains.items()
        ]
        mean = sum(gains.values()) / len(gains)
        what = f"MRR above FTS5 by title, on average, {engine}"
        promised.append(report.Goal(what, mean, at_least=GAIN))
    return promised + [
        report.Goal(f"first of {one.set} by title, {one.engine}", one.p1, at_least=90)
        for one in found
        if (one.set, one.by) == ("stackfaq", "title") and one.engine.endswith(MEANT)
    ]


def facts(found: Sequence[Quality]) -> dict[str, Any]:
    return {"retrieval": [one._asdict() for one in found]}


if __name__ == "__main__":
    main()
