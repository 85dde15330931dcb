"""The cards of a list: made once for each state of an idea, then kept."""

from collections.abc import Mapping, Sequence

from cocreate.ideas.policy import takes_votes
from cocreate.ideas.queries import IdeaLine
from cocreate.kernel.fragments import fragments, with_token
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.policy import Actor
from cocreate.kernel.text import SafeHtml
from cocreate.projects.phase import Phase

NONE: Mapping[IdeaId, str] = {}


def cards(  # noqa: PLR0913 - all that a card says differently to each reader
    actor: Actor,
    lines: Sequence[IdeaLine],
    voted: frozenset[IdeaId],
    phase: Phase,
    list_path: str,
    look: str = "",
    *,
    notes: Mapping[IdeaId, str] = NONE,
) -> SafeHtml:
    """The list items of these ideas, with the vote button as this actor has it.

    `notes` stand under some of them: what the list says of an idea beyond its card.
    """
    own, member, address = actor.person_id, actor.is_member, f"{list_path}?tag="
    return with_token(
        fragments(
            "idea_item",
            (
                (
                    line,
                    line.id in voted,
                    takes_votes(line, phase) and line.author_id != own,
                    member,
                    "Yours" if line.author_id == own else "Closed",
                    address,
                    look,
                    notes.get(line.id, ""),
                )
                for line in lines
            ),
        )
    )
