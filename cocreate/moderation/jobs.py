"""What moderation does by the clock."""

from datetime import timedelta

from cocreate.ideas.queries import Moving, moving_ideas
from cocreate.kernel.clock import now
from cocreate.kernel.ids import ProjectId
from cocreate.kernel.log import log
from cocreate.kernel.transaction import pause, transaction
from cocreate.moderation import actions, queries
from cocreate.moderation.rings import Cast
from cocreate.projects.policy import Activity
from cocreate.projects.queries import ids_open_to
from cocreate.votes import queries as votes
from cocreate.votes.trend import weight_of

LOOKS_BACK = timedelta(days=7)


def learn_spam() -> None:
    """Learn from new verdicts what spam looks like here."""
    texts = actions.learn_spam()
    if texts is not None:
        log.info("moderation.learned", texts=texts)


def try_rules() -> int:
    """Go through the next dry run that a moderator asked for."""
    has_trial = queries.has_trial()
    pause()
    if not has_trial:
        return 0
    with transaction():
        trial = actions.claim_trial()
    if trial is None:
        return 0
    actions.carry_out_trial(trial)
    return 1


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
    """Count this year's transparency report anew, and whatever else can have moved.

    Counted before anything is written: nobody who writes waits for it.
    """
    for year in queries.years_to_tell():
        figures = queries.count_year(year)
        pause()
        with transaction():
            actions.keep_year(year, figures)


def forget_notice_givers() -> None:
    """Forget who gave notices that were decided long ago; some in each transaction."""
    forgotten = 0
    while some := forgotten_some():
        forgotten += some
    if forgotten:
        log.info("moderation.forgot_notice_givers", notices=forgotten)


def forgotten_some() -> int:
    with transaction():
        return actions.forget_notice_givers()


# What moved when a project was last looked at; after a start all is looked at once.
seen: dict[ProjectId, list[Moving]] = {}


def watch_votes() -> None:
    """Look at the votes of the last days wherever there are new ones."""
    since = now() - LOOKS_BACK
    for project_id in ids_open_to(Activity.VOTES):
        # With one vote since, a trend is at least what that vote weighs.
        moving = moving_ideas(project_id, trend=weight_of(since))
        if not moving or seen.get(project_id) == moving:
            continue
        keys = [idea.idea_id for idea in moving]
        casts = [Cast(*one) for one in votes.cast_lately(keys, since)]
        actions.look_for_rings(project_id, casts)
        seen[project_id] = moving
