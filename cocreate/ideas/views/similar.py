"""What is close to an idea being written: the panel beside the composer."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from cocreate.ideas.composer import ComposerForm
from cocreate.ideas.policy import may_comment, may_vote
from cocreate.kernel.ids import IdeaId
from cocreate.people.session import current_actor
from cocreate.projects.queries import ProjectHeading
from cocreate.surfacing import queries as surfacing
from cocreate.votes import queries as votes

LEAST_WRITTEN = 6


class Panel(NamedTuple):
    """Ideas close to the words, and what came of what was just done with one."""

    ideas: list[dict[str, Any]]
    kept: Mapping[int, str]  # how it differs from ideas that are not among them
    wrong: Mapping[int, str]  # what is wrong with any of these
    joined: IdeaId | None = None
    refusal: str = ""


def panel_of(
    project: ProjectHeading,
    form: ComposerForm,
    *,
    joined: IdeaId | None = None,
    refusal: str = "",
) -> Panel:
    """The ideas of the project that are close to what stands in the form."""
    actor, idea = current_actor(), form.draft()
    if len(idea.title + idea.body) < LEAST_WRITTEN:
        return Panel([], form.differs, form.wrong_differences, joined, refusal)
    close = surfacing.close_ideas(actor, project.id, idea.title, idea.body)
    voted = votes.voted_ids(actor, (one.idea.id for one in close))
    shown = {one.idea.id for one in close}
    return Panel(
        [
            {
                "id": one.idea.id,
                "title": one.idea.title,
                "step": one.idea.step,
                "votes": one.idea.votes,
                "author": one.idea.author,
                "words": one.words,
                "said_as": one.said_as,
                "reason": one.reason,
                "voted": one.idea.id in voted,
                "may_vote": may_vote(actor, one.idea, project.phase),
                "may_join": may_comment(actor, one.idea, project.phase),
                "differs": form.differs.get(one.idea.id, ""),
                "wrong": form.wrong_differences.get(one.idea.id, ""),
            }
            for one in close
        ],
        {key: why for key, why in form.differs.items() if key not in shown},
        form.wrong_differences,
        joined,
        refusal,
    )
