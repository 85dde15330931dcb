"""What stands above an idea that is hidden."""

from flask import render_template

from cocreate.ideas.policy import may_edit
from cocreate.ideas.queries import IdeaPage
from cocreate.kernel.languages import Language, speaking
from cocreate.kernel.policy import Actor
from cocreate.kernel.text import trusted
from cocreate.moderation import queries as moderation
from cocreate.people.session import own_language


def hidden_note(actor: Actor, idea: IdeaPage) -> str:
    """Why, until when and how to appeal, in its author's language; nothing else."""
    if idea.hidden_at is None:
        return ""
    is_mine = idea.author_id == actor.person_id
    with speaking(own_language() if is_mine else Language.EN):
        return trusted(
            render_template(
                "ideas/_hidden.html",
                idea=idea,
                reason=moderation.told_anew(idea.hidden_reason or ""),
                waits=moderation.waits_on_idea(actor, idea),
                is_mine=is_mine,
                may_edit=may_edit(actor, idea, idea.project.phase),
            )
        )
