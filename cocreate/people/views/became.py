"""What became of ideas, as the page of whoever proposed them tells it."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import url_for

from cocreate.decisions import queries as decisions
from cocreate.ideas.queries import IdeaLine
from cocreate.kernel.ids import DecisionId, IdeaId
from cocreate.kernel.policy import Actor
from cocreate.releases import queries as releases


class Became(NamedTuple):
    """One thing that an idea led to."""

    what: str
    words: str
    href: str


def became_of(actor: Actor, lines: Sequence[IdeaLine]) -> dict[IdeaId, list[Became]]:
    """The answer, the decisions and the releases of each idea, in this order."""
    decided = decisions.decided_on(actor, [line.id for line in lines])
    shipped = shipped_by(actor, [key for ones in decided.values() for key, _ in ones])
    return {
        line.id: [
            *answer_of(line),
            *(
                step
                for key, title in decided.get(line.id, ())
                for step in (
                    Became(
                        "Decided", title, url_for("decisions.show", decision_id=key)
                    ),
                    *shipped.get(key, ()),
                )
            ),
        ]
        for line in lines
    }


def answer_of(line: IdeaLine) -> list[Became]:
    if not line.response:
        return []
    href = url_for("ideas.show", idea_id=line.id)
    return [Became(f"Answered by {line.responder_name}", line.response, href)]


def shipped_by(
    actor: Actor, decision_ids: Sequence[DecisionId]
) -> dict[DecisionId, list[Became]]:
    if not decision_ids:
        return {}
    found = releases.shipping_any(actor, decision_ids=decision_ids, build_ids=())
    ships = releases.decisions_shipped([release.id for release in found])
    return {
        key: [
            Became(
                f"In release {release.version}",
                release.title,
                url_for("releases.show", release_id=release.id),
            )
            for release in found
            if key in ships.get(release.id, ())
        ]
        for key in decision_ids
    }
