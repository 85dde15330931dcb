"""Who sees scores, and who weighs. Pure: rows in, bool out."""

from cocreate.kernel.policy import Actor


def sees_scores(actor: Actor) -> bool:
    """Scores are for the product team; no customer sees what an idea would cost."""
    return actor.is_team


def may_weigh(actor: Actor) -> bool:
    return actor.may_write and sees_scores(actor)
