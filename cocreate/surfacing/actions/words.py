"""Keep the words of ideas beside them. The only writer of the similar tables."""

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.sql import bindparam

from cocreate.ideas import queries as ideas
from cocreate.ideas.queries import IdeaText
from cocreate.kernel.db import connection_of, db, insert_into
from cocreate.kernel.ids import IdeaId, ProjectId
from cocreate.kernel.policy import WHOEVER
from cocreate.kernel.transaction import pause, transaction
from cocreate.surfacing.models import Difference, Posting, Print, Term
from cocreate.surfacing.queries import unlearned
from cocreate.surfacing.weighing import MADE, weights_of

AT_ONCE = 500

Key = tuple[ProjectId, str]


class Words(NamedTuple):
    """What one idea says: how much of which word."""

    idea_id: IdeaId
    project_id: ProjectId
    print: int
    weights: dict[str, int]


def learn_ideas(idea_ids: Iterable[IdeaId]) -> None:
    """Keep the words of these ideas as they stand now, in this transaction.

    What is hidden or withdrawn is kept no longer. Twice changes nothing.
    """
    wanted = sorted(set(idea_ids))
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        texts = ideas.texts_held(some)
        forget_ideas(some)
        keep([words_of(text) for text in texts if text.is_shown])


def words_of(idea: IdeaText) -> Words:
    weights = weights_of(idea.title, idea.body)
    return Words(idea.id, idea.project_id, print_of(idea), weights)


def print_of(idea: IdeaText) -> int:
    return zlib.crc32(f"{idea.title}\0{idea.body}".encode("utf-8", "replace"))


def keep(learned: Sequence[Words]) -> None:
    if not learned:
        return
    keys = count_words(
        (idea.project_id, word) for idea in learned for word in idea.weights
    )
    postings = sorted(
        (keys[idea.project_id, word], idea.idea_id, weight)
        for idea in learned
        for word, weight in idea.weights.items()
    )
    rows = [
        {"term_id": term_id, "idea_id": idea_id, "weight": weight}
        for term_id, idea_id, weight in postings
    ]
    run(insert(Posting), rows)
    run(insert(Print), [print_row(idea, keys) for idea in learned])


def print_row(idea: Words, keys: dict[Key, int]) -> dict[str, Any]:
    own = sorted(keys[idea.project_id, word] for word in idea.weights)
    return {
        "idea_id": idea.idea_id,
        "project_id": idea.project_id,
        "words": idea.print,
        "terms": " ".join(map(str, own)),
        "made": MADE,
        "is_swept": False,
    }


def count_words(said: Iterable[Key]) -> dict[Key, int]:
    """Count each word once more for each idea that says it; give the words' keys."""
    times = Counter(said)
    if not times:
        return {}
    statement = insert_into(Term)
    statement = statement.on_conflict_do_update(
        index_elements=["project_id", "word"],
        set_={"ideas": Term.ideas + statement.excluded.ideas},
    ).returning(Term.id, Term.project_id, Term.word)
    rows = [
        {"project_id": project_id, "word": word, "ideas": ideas}
        for (project_id, word), ideas in sorted(times.items())
    ]
    found = connection_of(db.session()).execute(statement, rows)
    return {(row.project_id, row.word): row.id for row in found}


def forget_ideas(idea_ids: Sequence[IdeaId]) -> None:
    """Take the words of these ideas out again."""
    prints = db.session.execute(
        select(Print.idea_id, Print.terms).where(Print.idea_id.in_(idea_ids))
    ).all()
    if not prints:
        return
    pairs = [(int(term), key) for key, terms in prints for term in terms.split()]
    run(
        delete(Posting).where(
            Posting.term_id == bindparam("term"), Posting.idea_id == bindparam("idea")
        ),
        [{"term": term, "idea": key} for term, key in pairs],
    )
    times = Counter(term for term, _ in pairs)
    run(
        update(Term)
        .where(Term.id == bindparam("term"))
        .values(ideas=Term.ideas - bindparam("by")),
        [{"term": term, "by": by} for term, by in sorted(times.items())],
    )
    db.session.execute(delete(Print).where(Print.idea_id.in_(idea_ids)))


def run(statement: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection_of(db.session()).execute(statement, rows)


def keep_differences(idea_id: IdeaId, whys: Mapping[IdeaId, str]) -> None:
    """Keep why an idea is another than some of its project that are close to it."""
    if not whys:
        return
    (text,) = ideas.texts_held([idea_id])
    others = ideas.listed_among(WHOEVER, text.project_id, whys)
    run(
        insert(Difference),
        [
            {"idea_id": idea_id, "other_id": other.id, "why": whys[other.id]}
            for other in others
            if other.id != idea_id
        ],
    )


def learn_missing() -> int:
    """Learn what is not known yet: after a restore, or an upgrade; say how many."""
    learned = 0
    while some := unlearned(AT_ONCE):
        with transaction():
            learn_ideas(some)
        learned += len(some)
    pause()
    return learned


def learn_anew() -> int:
    """Forget every word and learn all ideas again; say how many."""
    with transaction():
        for table in (Posting, Print, Term):
            db.session.execute(delete(table))
    return learn_missing()


class Drift(NamedTuple):
    """Where the words that are kept differ from what the ideas say; how often."""

    missing: int
    stale: int
    changed: int
    miscounted: int


def find_drift() -> Drift:
    """Compare what is kept of every idea with what it says."""
    kept = {
        row.idea_id: (row.words, len(row.terms.split()))
        for row in db.session.execute(select(Print.idea_id, Print.words, Print.terms))
    }
    said = {text.id: print_of(text) for text in ideas.all_texts()}
    both = said.keys() & kept.keys()
    postings = counted_postings()
    return Drift(
        missing=len(said.keys() - kept.keys()),
        stale=len((kept.keys() | postings.keys()) - said.keys()),
        changed=sum((said[key], postings.get(key, 0)) != kept[key] for key in both),
        miscounted=count_miscounted(),
    )


def counted_postings() -> dict[IdeaId, int]:
    """Of how many words each idea is kept."""
    query = select(Posting.idea_id, func.count()).group_by(Posting.idea_id)
    return {row.idea_id: row[1] for row in db.session.execute(query)}


def count_miscounted() -> int:
    """How many words say another number of ideas than hold them."""
    found = (
        select(Posting.term_id, func.count().label("ideas"))
        .group_by(Posting.term_id)
        .subquery()
    )
    number = func.coalesce(found.c.ideas, 0)
    wrong = (
        select(func.count())
        .select_from(Term)
        .outerjoin(found, found.c.term_id == Term.id)
        .where(Term.ideas != number)
    )
    return db.session.scalar(wrong) or 0
