"""What moderation does by the clock."""

from cocreate.kernel.log import log
from cocreate.moderation import actions


def learn_spam() -> None:
    """Learn from new verdicts what spam looks like here."""
    texts = actions.learn_spam()
    if texts is not None:
        log.info("moderation.learned", texts=texts)
