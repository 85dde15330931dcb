"""What moderation does by the clock."""

from cocreate.kernel.log import log
from cocreate.kernel.transaction import transaction
from cocreate.moderation import actions


def learn_spam() -> None:
    """Learn from new verdicts what spam looks like here."""
    texts = actions.learn_spam()
    if texts is not None:
        log.info("moderation.learned", texts=texts)


def reckon_trust() -> None:
    """Once a night, how far everybody is trusted; some in each transaction."""
    reckoned = 0
    while (some := reckoned_some()) is not None:
        reckoned += some
    if reckoned:
        log.info("moderation.reckoned", people=reckoned)


def reckoned_some() -> int | None:
    with transaction():
        return actions.reckon_some()


def tell_years() -> None:
    """Count this year's transparency report anew, and whatever else can have moved."""
    with transaction():
        actions.tell_years()
