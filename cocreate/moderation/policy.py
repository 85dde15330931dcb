"""Who may flag, and who may judge. Pure."""

from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Actor
from cocreate.moderation.reason import Verdict


def may_flag(actor: Actor, author_id: PersonId) -> bool:
    """Members report what others wrote."""
    return actor.may_write and author_id != actor.person_id


def may_judge(actor: Actor, author_id: PersonId) -> bool:
    """Moderators judge what others wrote, never their own words."""
    return actor.may_write and actor.is_moderator and author_id != actor.person_id


def verdicts(*, is_hidden: bool) -> tuple[Verdict, ...]:
    """What a case can end with, the usual one first."""
    if is_hidden:
        return (Verdict.RESTORE, Verdict.KEEP)
    return (Verdict.HIDE, Verdict.KEEP)
