"""Reckon every night how far people are trusted, some at a time."""

from cocreate.kernel.clock import now, today
from cocreate.kernel.ids import PersonId
from cocreate.moderation.queries.trust import figures_of
from cocreate.moderation.trust import Standing, judged
from cocreate.people import actions as people
from cocreate.people.queries import Trusted, trusted_after

AT_ONCE = 500


def reckon_some(most: int = AT_ONCE) -> int | None:
    """Reckon the next of tonight's people, in the caller's transaction: how many.

    None, once everybody is reckoned tonight. Cut short, it goes on where it was.
    """
    after = people.take_round(today())
    if after is None:
        return None
    some = trusted_after(after, most=most, lock=True)
    people.move_levels(moves_of(some))
    people.keep_round(some[-1].person_id if some else None)
    return len(some) if some else None


def moves_of(some: list[Trusted]) -> list[people.Move]:
    """Those of them who stand elsewhere than before, as the rules have it."""
    at = now()
    figures = figures_of([(one.person_id, one.joined_at) for one in some], at)
    moves = []
    for one in some:
        standing = Standing(one.trust, one.below_at, one.is_locked)
        after = judged(standing, figures[one.person_id], at)
        if (after.level, after.below_at) != (one.trust, one.below_at):
            move = people.Move(
                one.person_id, one.trust, after.level, after.below_at, after.why
            )
            moves.append(move)
    return moves


def overdue_moves(most: int) -> list[PersonId]:
    """Whose level would change if it were reckoned now: what a doctor compares."""
    found: list[PersonId] = []
    after = PersonId(0)
    while some := trusted_after(after, most=AT_ONCE):
        found += [
            move.person_id for move in moves_of(some) if move.became is not move.was
        ]
        if len(found) >= most:
            break
        after = some[-1].person_id
    return found[:most]
