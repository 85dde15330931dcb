"""Say in words and figures why votes stand out. Names nobody."""

from datetime import datetime

from cocreate.kernel.spans import length_of
from cocreate.moderation.rings.casts import Sign
from cocreate.moderation.rings.finding import Found, Suspect, Suspicion

NOT_ALWAYS = (
    "It need not be a ring: a link that is passed on, a workshop in one room or a"
    " class brings people in the same way. Look at who they are and what they say."
)


def told_in_figures(suspicion: Suspicion) -> str:
    """What is shared, by how many, when, and how likely that is by chance."""
    number = len(suspicion.people)
    lines = [
        f"{number} of the {suspicion.votes} votes of these days are to be looked at."
        if number > 1
        else "One more vote is like others that were looked at."
    ]
    lines += [told(one, suspicion) for one in suspicion.found]
    lines.append(NOT_ALWAYS)
    return "\n".join(lines)


def told(found: Found, suspicion: Suspicion) -> str:
    theirs = [one for one in suspicion.people if one.voter_id in found.people]
    others = "share devices" if found.sign is Sign.DEVICE else "vote"
    return (
        f"{shared(found, theirs)} As others {others}, about {about(found.expected)} of"
        f" them would be expected here; by chance so many come {odds(found.chance)}."
    )


def shared(found: Found, theirs: list[Suspect]) -> str:
    number = len(found.people)
    cast = span([one.cast_at for one in theirs])
    match found.sign:
        case Sign.DEVICE:
            return f"{number} came from one device and network{cast}."
        case Sign.TOGETHER:
            return (
                f"{number} people vote for the same {found.ideas} ideas and for little"
                f" else{cast}."
            )
        case Sign.MADE:
            made = span([one.joined_at for one in theirs])
            return f"{number} come from new accounts, made{made}, cast{cast}."
        case Sign.AT_ONCE:
            return f"{number} people who vote for little else voted{cast}."


def span(moments: list[datetime]) -> str:
    if len(moments) < 2:  # noqa: PLR2004 - two ends make a span
        return ""
    return f" within {length_of(max(moments) - min(moments))}"


def about(expected: float) -> str:
    return f"{expected:.2f}" if expected < 1 else f"{expected:.0f}"


def odds(chance: float) -> str:
    """One time in so many, in round figures."""
    times = min(1 / max(chance, 1e-12), 1e12)
    digits = 10 ** (len(str(int(times))) - 1)
    return f"once in {int(times) // digits * digits:,} such weeks"
