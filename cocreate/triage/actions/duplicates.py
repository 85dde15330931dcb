"""Verdicts on groups of likely duplicates: they are one, or they are told apart."""

from collections.abc import Collection

from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.policy import Actor, require
from cocreate.projects.queries import ProjectHeading
from cocreate.surfacing.actions import tell_apart
from cocreate.surfacing.queries import Group, find_group
from cocreate.triage.actions.merge import merge_ideas
from cocreate.triage.actions.verdict import judging
from cocreate.triage.acts import Act

NONE_TICKED = "Tick the ideas that you mean."
ONE_MORE = "Tick one more than the one that stays."
WHICH = "Choose which of them stays."


def merge_group(
    actor: Actor,
    group: Group,
    *,
    idea_ids: Collection[IdeaId],
    into_id: IdeaId | None,
) -> int:
    """Fold the ideas of a group into the one of them that stays; say how many were.

    The group is kept: where a merge is taken apart, it stands there again.
    """
    require(actor.is_team, "The product team merges ideas.")
    if into_id not in group.idea_ids:
        raise InvalidError({"into": WHICH})
    others = sorted(group.idea_ids & set(idea_ids) - {into_id})
    if not others:
        raise InvalidError({"idea": ONE_MORE})
    for idea_id in others:
        with judging(actor, idea_id, Act.MERGE, into_id=into_id):
            merge_ideas(actor, idea_id, into_id=into_id)
    return len(others)


def part_group(
    actor: Actor,
    project: ProjectHeading,
    group: Group,
    *,
    idea_ids: Collection[IdeaId],
) -> int:
    """Keep that ideas are none of their group: never suggested again; say how many."""
    ticked = group.idea_ids & set(idea_ids)
    if not ticked:
        raise InvalidError({"idea": NONE_TICKED})
    tell_apart(actor, project.id, ticked, among=group.idea_ids)
    return len(ticked)


def merge_groups(
    actor: Actor, project: ProjectHeading, group_ids: Collection[IdeaId]
) -> int:
    """Fold each group as it is suggested; say how many ideas were folded.

    Groups that are settled by now are passed over.
    """
    return sum(
        merge_group(
            actor,
            group,
            idea_ids=group.idea_ids,
            into_id=group.target_id,
        )
        for group in standing(actor, project, group_ids)
    )


def part_groups(
    actor: Actor, project: ProjectHeading, group_ids: Collection[IdeaId]
) -> int:
    """Tell the ideas of each group apart; say how many.

    Groups that are settled by now are passed over.
    """
    return sum(
        part_group(actor, project, group, idea_ids=group.idea_ids)
        for group in standing(actor, project, group_ids)
    )


def standing(
    actor: Actor, project: ProjectHeading, group_ids: Collection[IdeaId]
) -> list[Group]:
    found = [find_group(actor, project, group_id) for group_id in group_ids]
    return [group for group in found if group is not None]
