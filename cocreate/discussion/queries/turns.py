"""Comments as they are put down: each turn with what its reader may know of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import zip_longest
from typing import Any, NamedTuple

from cocreate.discussion.policy import may_read
from cocreate.discussion.reaction import Reacted, reactions_of
from cocreate.ideas.queries import Attached, attachments_of_comments
from cocreate.kernel.ids import CommentId, IdeaId, PersonId
from cocreate.kernel.paging import Page
from cocreate.kernel.policy import STRANGER, Actor
from cocreate.kernel.text import trusted
from cocreate.people.faces import Face

KEPT = 128  # discussions, of which nothing is read anew until something is said
SHOWN, HIDDEN, WITHDRAWN = "shown", "hidden", "withdrawn"


class Turn(NamedTuple):
    """One comment, ready to be put on a page."""

    id: CommentId
    author: Face | None  # none: the reader may not know
    is_official: bool  # said for the company, whatever its author is today
    words: str  # safe HTML; empty where the reader may not read it
    day: str
    moment: str  # for machines
    posted_at: datetime | None
    is_edited: bool
    is_reply: bool
    answers_id: CommentId | None  # what it replies to, where that is not the turn's top
    parent_id: CommentId | None  # what it replies to, as far as that is to be seen
    answers: str  # who said that; empty: not in this window
    state: str  # shown, hidden or withdrawn
    reason: str  # why it is hidden, for those who may read it all the same
    carried_from: str  # the title of the duplicate it was said under, while it is shown
    is_mine: bool
    by_proposer: bool  # said by whoever proposed the idea, or wrote the entry
    carried_from_id: IdeaId | None  # the duplicate it was said under
    reactions: tuple[tuple[Reacted, int], ...] = ()  # how many people, of each kind
    files: tuple[Attached, ...] = ()  # what hangs on it
    waits: str = ""  # where it lies in the moderators' queue, for its author
    told: str = ""  # what stands above it while it is hidden, for its author
    language: str = ""  # that this is in

    def __hash__(self) -> int:
        """By its key alone: a page looks up sixty, each kept for all that it says."""
        return self.id


def reader_of(actor: Actor, page: Page[Any]) -> Actor:
    """Whoever said nothing here and judges nobody reads what a stranger would."""
    if actor.sees_hidden or actor.person_id in writers_of(page):
        return actor
    return STRANGER


@lru_cache(maxsize=2 * KEPT)
def writers_of(page: Page[Any]) -> frozenset[PersonId]:
    return frozenset(row.author_id for row in page.rows)


@lru_cache(maxsize=2 * KEPT)
def turns_of_page(
    page: Page[Any], reader: Actor, proposer_id: PersonId | None
) -> Sequence[Turn]:
    """The turns of a page, which is the same one until something is said there."""
    return tuple(turns_of(reader, page.rows, proposer_id))


def turns_of(
    actor: Actor, rows: Sequence[Any], proposer_id: PersonId | None = None
) -> Iterator[Turn]:
    """What is put down: a hidden comment keeps its place only over an answer."""
    authors = {row.id: row.name for row in rows if may_read(actor, row)}
    unread = {row.id for row in rows} - authors.keys()
    for row, below in zip_longest(rows, rows[1:]):
        if row.id in authors:
            deeper = row.parent_id is not None and (
                row.parent_id != row.top_id or row.top_id not in authors
            )
            yield turn_of(
                row,
                authors.get(row.parent_id, "") if deeper else None,
                parent_id=row.top_id if row.parent_id in unread else row.parent_id,
                is_mine=row.author_id == actor.person_id,
                by_proposer=row.author_id == proposer_id,
            )
        elif not row.is_hidden or (below is not None and below.top_id == row.id):
            yield place_without_words(row)


def turn_of(
    row: Any,
    answers: str | None,
    *,
    parent_id: CommentId | None,
    is_mine: bool,
    by_proposer: bool,
) -> Turn:
    return Turn(
        id=row.id,
        author=Face(
            person_id=row.author_id,
            name=row.name,
            role=row.role,
            title=row.title,
            picture_key=row.picture_key,
        ),
        is_official=row.is_official,
        words=trusted(row.body_html),
        day=row.posted_at.strftime("%-d %B %Y"),
        moment=row.posted_at.isoformat(timespec="minutes"),
        posted_at=row.posted_at,
        is_edited=row.is_edited,
        is_reply=row.top_id is not None,
        answers_id=None if answers is None else row.parent_id,
        parent_id=parent_id,
        answers=answers or "",
        state=state_of(row),
        reason=row.hidden_reason or "",
        carried_from=row.carried_from or "",
        is_mine=is_mine,
        by_proposer=by_proposer,
        carried_from_id=row.carried_from_id,
        reactions=reactions_of(row),
    )


def with_files(turns: Sequence[Turn], rows: Sequence[Any]) -> Sequence[Turn]:
    """The turns with what hangs on them, asked for only where something does."""
    holding = {row.id for row in rows if row.files}
    if not holding:
        return turns
    read = [turn.id for turn in turns if turn.author and turn.id in holding]
    files = attachments_of_comments(read)
    return tuple(turn._replace(files=files.get(turn.id, ())) for turn in turns)


def place_without_words(row: Any) -> Turn:
    """Where something was said that the reader may not read, nor by whom."""
    return Turn(
        id=row.id,
        author=None,
        is_official=False,
        words="",
        day="",
        moment="",
        posted_at=None,
        is_edited=False,
        is_reply=row.top_id is not None,
        answers_id=None,
        parent_id=row.top_id,
        answers="",
        state=state_of(row),
        reason="",
        carried_from="",
        is_mine=False,
        by_proposer=False,
        carried_from_id=None,
    )


def state_of(row: Any) -> str:
    return SHOWN if row.shown else HIDDEN if row.is_hidden else WITHDRAWN
