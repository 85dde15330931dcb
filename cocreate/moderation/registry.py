"""The one list of what can be done about a case: keys, palette and menus show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from cocreate.kernel.deeds import Deed, in_groups
from cocreate.moderation.reason import Verdict


class Part(StrEnum):
    """Where a deed stands in menus."""

    VERDICT = "How it ends"
    WORK = "Before it ends"
    WALK = "Through the queue"
    DESK = "The desk itself"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDeed(Deed):
    """One thing to do about a case; a verdict, where it is one."""

    verdict: Verdict | None = None


DEEDS: tuple[CaseDeed, ...] = (
    CaseDeed(
        name="keep",
        key="l",
        words="Leave it",
        help="Nothing is wrong with it, or what was decided stands.",
        kind=Part.VERDICT,
        endpoint="moderation.close",
        is_bulk=True,
        verdict=Verdict.KEEP,
    ),
    CaseDeed(
        name="hide",
        key="h",
        words="Hide, with this reason",
        help="It disappears for all but its author, who is told why.",
        kind=Part.VERDICT,
        endpoint="moderation.close",
        is_bulk=True,
        verdict=Verdict.HIDE,
    ),
    CaseDeed(
        name="change",
        key="c",
        words="Ask for a change",
        help="It goes back to its author with the reason, and returns when changed.",
        kind=Part.VERDICT,
        endpoint="moderation.close",
        verdict=Verdict.CHANGE,
    ),
    CaseDeed(
        name="sanction",
        key="s",
        words="Hide, and silence its author",
        help="It is hidden, and its author may not write for as long as you say.",
        kind=Part.VERDICT,
        endpoint="moderation.close",
        verdict=Verdict.SANCTION,
    ),
    CaseDeed(
        name="restore",
        key="r",
        words="Restore",
        help="Everybody sees it again; a sanction that came with it is lifted.",
        kind=Part.VERDICT,
        endpoint="moderation.close",
        is_bulk=True,
        verdict=Verdict.RESTORE,
    ),
    CaseDeed(
        name="escalate",
        key="e",
        words="Pass it on",
        help="Administrators alone decide it from then on.",
        kind=Part.WORK,
        endpoint="moderation.escalate",
        is_undone=False,
    ),
    CaseDeed(
        name="claim",
        key="w",
        words="Take it",
        help="For half an hour nobody else decides it.",
        kind=Part.WORK,
        endpoint="moderation.claim",
    ),
    CaseDeed(
        name="release",
        key="d",
        words="Let go of it",
        help="Others may decide it again.",
        kind=Part.WORK,
        endpoint="moderation.release",
        is_undone=False,
    ),
    CaseDeed(
        name="note",
        key="n",
        words="Note for moderators",
        help="Leave words that moderators alone read.",
        kind=Part.WORK,
        endpoint="moderation.note",
        is_undone=False,
    ),
    CaseDeed(
        name="next",
        key="j",
        words="Next",
        help="Go down the queue; Enter or o opens where you are.",
        kind=Part.WALK,
        is_undone=False,
    ),
    CaseDeed(
        name="previous",
        key="k",
        words="Previous",
        help="Go up the queue.",
        kind=Part.WALK,
        is_undone=False,
    ),
    CaseDeed(
        name="open",
        key="o",
        words="Open",
        help="Open where you are. After a verdict the next opens by itself.",
        kind=Part.WALK,
        is_undone=False,
    ),
    CaseDeed(
        name="pick",
        key="space",
        words="Pick",
        help="Pick where you are in the queue, for a verdict on many.",
        kind=Part.WALK,
        is_undone=False,
    ),
    CaseDeed(
        name="bulk",
        key="v",
        words="Decide all that are picked",
        help="One verdict on every picked case, with one reason.",
        kind=Part.WALK,
        endpoint="moderation.decide_many",
    ),
    CaseDeed(
        name="undo",
        key="z",
        words="Undo",
        help="Take back your last verdict; for half a minute nobody knows of it.",
        kind=Part.DESK,
        endpoint="moderation.undo",
        is_undone=False,
    ),
    CaseDeed(
        name="second",
        key="b",
        words="Second looks",
        help="Judge a closed case again without seeing how it ended.",
        kind=Part.DESK,
        endpoint="moderation.second",
        is_undone=False,
    ),
    CaseDeed(
        name="keys",
        key="?",
        words="All keys and actions",
        help="Find an action by name; Ctrl+K or ⌘K does the same, while typing too.",
        kind=Part.DESK,
        is_undone=False,
    ),
)
BY_NAME = {deed.name: deed for deed in DEEDS}
BY_VERDICT = {deed.verdict: deed for deed in DEEDS if deed.verdict}


def menu(choices: Sequence[Verdict]) -> list[tuple[str, list[CaseDeed]]]:
    """What can be done about a case that ends in one of these ways."""
    return in_groups(
        Part,
        [deed for deed in DEEDS if deed.verdict is None or deed.verdict in choices],
    )
