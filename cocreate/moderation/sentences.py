"""What the public record says of an intervention, in sentences."""

from datetime import datetime

from cocreate.moderation.case import CaseKind
from cocreate.moderation.queries.interventions import Intervention
from cocreate.moderation.reason import Verdict

DAY = "%-d %B %Y"
DONE = {
    None: "put away until a person has looked",
    Verdict.KEEP: "put away, and shown again",
    Verdict.HIDE: "hidden",
    Verdict.RESTORE: "put away, and restored",
    Verdict.CHANGE: "returned for a change",
}


def headline(one: Intervention) -> str:
    """What was restricted, how, and where."""
    where = f", in {one.project}" if one.project else ""
    return f"{one.noun.capitalize()} {done_to(one)}{where}"


def done_to(one: Intervention) -> str:
    if one.kind is CaseKind.RING:
        return "on an idea discounted"
    if one.verdict is not Verdict.SANCTION:
        return DONE[one.verdict]
    lasts = one.lasts.partition(":")[0].lower()
    if one.noun == "account":
        return f"closed to writing: {lasts}"
    return f"hidden, its author closed to writing: {lasts}"


def facts(one: Intervention) -> list[str]:
    """Why, by whom, for how long, and whether somebody disagreed."""
    return [why(one), by_whom(one), how_long(one), appealed(one)]


def why(one: Intervention) -> str:
    rule = one.rule or "By the rules of this place."
    return f"{rule} The law: {one.law}." if one.law else rule


def by_whom(one: Intervention) -> str:
    if not one.is_automated:
        return "Decided by a person."
    if one.closed_at is None:
        return "Put away automatically; no person has decided yet."
    return f"Put away automatically, decided by a person on {on(one.closed_at)}."


def how_long(one: Intervention) -> str:
    if one.ended_at is not None and one.verdict is not Verdict.SANCTION:
        return f"It ended on {on(one.ended_at)}."
    if one.until_at is not None:
        ended = one.ended_at if one.ended_at and one.ended_at < one.until_at else None
        return f"Lifted on {on(ended)}." if ended else f"Until {on(one.until_at)}."
    if one.verdict is Verdict.CHANGE:
        return "Until its author has changed it."
    return "Until it is restored."


def appealed(one: Intervention) -> str:
    if one.appealed_at is None:
        return "Nobody has appealed."
    if one.appeal_closed_at is None:
        return f"Appealed against on {on(one.appealed_at)}; not decided yet."
    how = "was overturned" if one.is_overturned else "stands"
    return f"Appealed against; on {on(one.appeal_closed_at)} the decision {how}."


def on(at: datetime) -> str:
    return at.strftime(DAY)
