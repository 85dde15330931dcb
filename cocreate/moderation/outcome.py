"""What became of a report or a notice, as its giver reads it, in their language."""

from datetime import datetime
from typing import Protocol

from cocreate.kernel.clock import local
from cocreate.kernel.languages import day, translatable, translated
from cocreate.moderation.case import CaseKind
from cocreate.moderation.policy import Standing, may_still_complain_until
from cocreate.moderation.reason import AWAY, Reason, Verdict, rule_of

ACTED = translatable("We acted on it.")
AWAY_NOW = translatable("It is no longer shown.")
NOT_ILLEGAL = translatable(
    "It stays shown: we looked at it and did not find it illegal."
)
ALLOWED = translatable(
    "It stays shown: we looked at it and found nothing against the rules."
)
LEFT = translatable("We looked at it and left it as it was.")
ACTED_AGAIN = translatable(
    "Somebody who had not decided it before looked at it again on %(day)s, and acted "
    "on it."
)
SHOWN_AGAIN = translatable(
    "Somebody who had not decided it before looked at it again on %(day)s: it is shown "
    "again."
)
STANDS = translatable(
    "Somebody who had not decided it before looked at it again on %(day)s, and found "
    "that the decision stands."
)
ELSEWHERE = translatable(
    "You may also turn to a certified body for settling disputes out of court "
    "(Article 21 of the Digital Services Act), or to a court."
)


class Decided(Standing, Protocol):
    """The same, with why, and how a complaint ended."""

    @property
    def reason(self) -> Reason | None: ...
    @property
    def appeal_verdict(self) -> Verdict | None: ...


def outcome(one: Decided) -> str:
    """What was decided and by which rule; nothing before somebody has decided."""
    if one.closed_at is None:
        return ""
    said = [translated(decided(one.kind, one.verdict))]
    if one.verdict in AWAY and one.reason:
        said.append(translated(rule_of(one.reason)))
    return " ".join(said)


def decided(kind: CaseKind, verdict: Verdict | None) -> str:
    if verdict in AWAY:
        return ACTED if kind is CaseKind.PERSON else AWAY_NOW
    if verdict is Verdict.RESTORE:
        return NOT_ILLEGAL if kind is CaseKind.NOTICE else ALLOWED
    return LEFT


def outcome_again(one: Decided) -> str:
    """How the complaint about it ended; nothing where there was none, or it waits."""
    if one.appeal_closed_at is None:
        return ""
    return translated(ended(one.appeal_verdict), day=on(one.appeal_closed_at))


def outcome_told(one: Decided) -> str:
    """What was decided, again where it was, and how to disagree, in one piece."""
    said = [outcome(one), translated("A person decided."), outcome_again(one)]
    if until := may_still_complain_until(one):
        said.append(
            translated(
                "If you disagree, have it looked at again on your report's own page, "
                "free of charge, until %(until)s: somebody who did not decide it "
                "before does.",
                until=on(until),
            )
        )
    return " ".join(filter(None, (*said, translated(ELSEWHERE))))


def ended(verdict: Verdict | None) -> str:
    if verdict in AWAY:
        return ACTED_AGAIN
    return SHOWN_AGAIN if verdict is Verdict.RESTORE else STANDS


def on(at: datetime) -> str:
    """The day by the site's own clocks."""
    return day(local(at))
