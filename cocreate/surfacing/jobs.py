"""What surfacing does by the clock."""

from cocreate.kernel.log import log
from cocreate.surfacing import actions


def learn_missing() -> None:
    """Learn the ideas whose words are not known: after an upgrade there are some."""
    learned = actions.learn_missing()
    if learned:
        log.info("surfacing.learned", ideas=learned)
