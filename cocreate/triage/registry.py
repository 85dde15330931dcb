"""The one list of what can be done at the desk.

Keys, the palette, the menus, the page of keys and what is done to many at once are all
made of it: what is not here the desk does not offer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cocreate.ideas.status import Status
from cocreate.kernel.deeds import Deed, in_groups


class Kind(StrEnum):
    """Where an action stands in menus, and how its key does it."""

    VERDICT = "What becomes of it"
    WORK = "Who does what about it"
    WALK = "Through the queue"
    DESK = "The desk itself"


@dataclass(frozen=True, slots=True)
class Lying:
    """What decides which actions apply to the idea on the desk."""

    is_merged: bool = False
    is_paused: bool = False
    following: frozenset[Status] = frozenset()  # where it may go from here


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskAction(Deed):
    """One thing to do about an idea, and to which ideas."""

    status: Status | None = None
    applies: Callable[[Lying], bool] = lambda _: True


def stands_alone(idea: Lying) -> bool:
    return not idea.is_merged


def goes_to(status: Status) -> Callable[[Lying], bool]:
    return lambda idea: not idea.is_merged and status in idea.following


def step(status: Status, key: str) -> DeskAction:
    """One press moves an idea on, with the words that stand in the field above."""
    words = status.replace("_", " ").capitalize()
    return DeskAction(
        name=f"to-{status.replace('_', '-')}",
        key=key,
        words=words,
        help=f"Move it to “{words}” in one press, with what stands in “Why”.",
        kind=Kind.VERDICT,
        endpoint="triage.change_status",
        is_bulk=True,
        status=status,
        applies=goes_to(status),
    )


ACTIONS: tuple[DeskAction, ...] = (
    step(Status.UNDER_REVIEW, "r"),
    step(Status.PLANNED, "p"),
    step(Status.BUILDING, "b"),
    step(Status.IN_BETA, "i"),
    step(Status.SHIPPED, "s"),
    step(Status.NEW, "u"),
    DeskAction(
        name="why",
        key="y",
        words="Say why",
        help="Write what all who follow it read with its new status; then press that.",
        kind=Kind.VERDICT,
        endpoint="triage.change_status",
        applies=stands_alone,
    ),
    DeskAction(
        name="respond",
        key="a",
        words="Answer",
        help="Write the official answer, signed by you.",
        kind=Kind.VERDICT,
        endpoint="triage.respond",
        applies=stands_alone,
    ),
    DeskAction(
        name="decline",
        key="x",
        words="Decline with a reason",
        help="Say no; the reason is its answer, and is told once.",
        kind=Kind.VERDICT,
        endpoint="triage.decline",
        is_bulk=True,
        applies=goes_to(Status.DECLINED),
    ),
    DeskAction(
        name="merge",
        key="m",
        words="Merge into another",
        help="Look at both side by side, then make them one.",
        kind=Kind.VERDICT,
        endpoint="triage.merging",
        applies=stands_alone,
    ),
    DeskAction(
        name="unmerge",
        key="e",
        words="Take it apart",
        help="Let a merged idea stand by itself again.",
        kind=Kind.VERDICT,
        endpoint="triage.merging",
        applies=lambda idea: idea.is_merged,
    ),
    DeskAction(
        name="split",
        key="c",
        words="Split it in two",
        help="Make an idea of its own out of a part of it.",
        kind=Kind.VERDICT,
        endpoint="triage.splitting",
        applies=stands_alone,
    ),
    DeskAction(
        name="tell",
        key="f",
        words="See who is told, or plan it",
        help="See the letter of a new status first, or let it come at a later moment.",
        kind=Kind.VERDICT,
        endpoint="triage.telling",
        applies=stands_alone,
    ),
    DeskAction(
        name="ask",
        key="q",
        words="Ask its author",
        help="Ask openly, in your name; it waits off the desk until they speak.",
        kind=Kind.WORK,
        endpoint="triage.ask",
        applies=stands_alone,
    ),
    DeskAction(
        name="snooze",
        key="l",
        words="Later",
        help="Put it off until a day; then it lies here again by itself.",
        kind=Kind.WORK,
        endpoint="triage.snooze",
        is_bulk=True,
        applies=stands_alone,
    ),
    DeskAction(
        name="wake",
        key="h",
        words="Have it back here now",
        help="Do not wait any longer for the day, or for its author.",
        kind=Kind.WORK,
        endpoint="triage.wake",
        applies=lambda idea: idea.is_paused,
    ),
    DeskAction(
        name="route",
        key="d",
        words="Route to a department",
        help="Let a department look at it, perhaps somebody by name, until a day.",
        kind=Kind.WORK,
        endpoint="triage.route",
        is_bulk=True,
        applies=stands_alone,
    ),
    DeskAction(
        name="assign",
        key="w",
        words="Who looks after it",
        help="Choose who of the team answers it.",
        kind=Kind.WORK,
        endpoint="triage.assign",
        is_bulk=True,
        applies=stands_alone,
    ),
    DeskAction(
        name="tag",
        key="t",
        words="Tags",
        help="File it under tags.",
        kind=Kind.WORK,
        endpoint="triage.tag",
        is_bulk=True,
        applies=stands_alone,
    ),
    DeskAction(
        name="note",
        key="n",
        words="Note for colleagues",
        help="Leave words that the company alone reads.",
        kind=Kind.WORK,
        endpoint="triage.note",
    ),
    DeskAction(
        name="next",
        key="j",
        words="Next",
        help="Go down the queue; Enter or o opens where you are.",
        kind=Kind.WALK,
        is_undone=False,
    ),
    DeskAction(
        name="previous",
        key="k",
        words="Previous",
        help="Go up the queue.",
        kind=Kind.WALK,
        is_undone=False,
    ),
    DeskAction(
        name="open",
        key="o",
        words="Open",
        help="Open where you are. After a verdict the next opens by itself.",
        kind=Kind.WALK,
        is_undone=False,
    ),
    DeskAction(
        name="pick",
        key="space",
        words="Pick",
        help="Pick where you are in the queue, for something to be done to many.",
        kind=Kind.WALK,
        is_undone=False,
    ),
    DeskAction(
        name="bulk",
        key="v",
        words="Do it to all that are picked",
        help="Choose what is done to every picked idea in one press.",
        kind=Kind.WALK,
        endpoint="triage.judge_many",
    ),
    DeskAction(
        name="undo",
        key="z",
        words="Undo",
        help="Take back your last verdict; for half a minute nobody knows of it.",
        kind=Kind.DESK,
        endpoint="triage.undo",
        is_undone=False,
    ),
    DeskAction(
        name="log",
        key="g",
        words="Log",
        help="Read what was done here, and undo it.",
        kind=Kind.DESK,
        endpoint="triage.log",
        is_undone=False,
    ),
    DeskAction(
        name="keys",
        key="?",
        words="All keys and actions",
        help="Find an action by name; Ctrl+K or ⌘K does the same, while typing too.",
        kind=Kind.DESK,
        endpoint="triage.keys",
        is_undone=False,
    ),
)
BY_NAME = {action.name: action for action in ACTIONS}
BY_STATUS = {action.status: action for action in ACTIONS if action.status}


def applying(idea: Lying) -> Sequence[DeskAction]:
    """What can be done about the idea on the desk, in the order of menus."""
    return [action for action in ACTIONS if action.applies(idea)]


def groups(actions: Sequence[DeskAction]) -> list[tuple[str, list[DeskAction]]]:
    """The same in groups, for menus."""
    return in_groups(Kind, actions)
