"""Write a decision down, and write it anew while it is a draft."""

from datetime import timedelta

from sqlalchemy import delete, select

from cocreate.decisions.drafts import DecisionDraft, DecisionWords
from cocreate.decisions.models import Citation, Decision, DecisionOption
from cocreate.decisions.policy import may_decide, may_rewrite
from cocreate.decisions.queries import Voice, get_decision, voices_named
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import DecisionId, ProjectId
from cocreate.kernel.policy import Actor, require
from cocreate.kernel.text import excerpt_of, render_markdown
from cocreate.projects.queries import get_project, get_project_by_id

SAME_PRESS = timedelta(minutes=10)
TEAM_DECIDES = "The product team writes decisions."
ON_THE_RECORD = "This decision is published: it is amended, not rewritten."


def write_decision(actor: Actor, slug: str, *, draft: DecisionDraft) -> Decision:
    """Write a decision down, for the team's eyes; publishing it is another step.

    A second press gives the draft that the first one made.
    """
    project = get_project(actor, slug)
    require(may_decide(actor), TEAM_DECIDES)
    # Locked first: of two presses, the second must see what the first has written.
    get_project_by_id(actor, project.id, lock=True)
    if written := just_written(actor, project.id, draft):
        return written
    decision = Decision(
        project_id=project.id, author_id=actor.person_id, written_at=now()
    )
    put_words(decision, draft)
    db.session.add(decision)
    db.session.flush()  # options and citations need the decision's key
    put_options(decision, draft)
    cite(actor, decision, draft)
    return decision


def just_written(
    actor: Actor, project_id: ProjectId, draft: DecisionDraft
) -> Decision | None:
    return db.session.scalar(
        select(Decision)
        .where(
            Decision.project_id == project_id,
            Decision.author_id == actor.person_id,
            Decision.written_at > now() - SAME_PRESS,
            Decision.title == draft.title,
            Decision.rationale == draft.rationale,
        )
        .order_by(Decision.id)
        .limit(1)
    )


def put_words(decision: Decision, draft: DecisionDraft | DecisionWords) -> None:
    decision.title = draft.title
    decision.rationale = draft.rationale
    decision.rationale_html = render_markdown(draft.rationale)
    decision.excerpt = excerpt_of(decision.rationale_html)
    decision.dissent = draft.dissent
    decision.dissent_html = render_markdown(draft.dissent)
    decision.dissent_by = draft.dissent_by if draft.dissent else ""
    decision.revisit_on = draft.revisit_on


def put_options(decision: Decision, draft: DecisionDraft) -> None:
    for position, option in enumerate(draft.options):
        db.session.add(
            DecisionOption(
                decision_id=decision.id,
                position=position,
                name=option.name,
                argument=option.argument,
                is_chosen=option.is_chosen,
            )
        )


def cite(actor: Actor, decision: Decision, draft: DecisionDraft) -> None:
    """Tie the decision to the contributions, each of which may be cited now."""
    voices = voices_named(
        actor,
        decision.project_id,
        idea_ids=draft.ideas,
        comment_ids=draft.comments,
    )
    if len(voices) != len({*draft.ideas}) + len({*draft.comments}):
        raise InvalidError(
            {"cite": "One of these was hidden, withdrawn or is of another project."}
        )
    db.session.add_all(citation_of(decision, voice, draft) for voice in voices)
    db.session.flush()  # the page that follows counts them


def citation_of(decision: Decision, voice: Voice, draft: DecisionDraft) -> Citation:
    side = draft.sides.get(voice.key)
    return Citation(
        decision_id=decision.id,
        idea_id=voice.idea_id if voice.is_idea else None,
        comment_id=voice.comment_id,
        person_id=voice.author.person_id,
        thanks=draft.thanks.get(voice.key, ""),
        option_position=side.position if side else None,
        stance=side.stance if side else None,
        cited_at=now(),
    )


def rewrite_decision(
    actor: Actor, decision_id: DecisionId, *, draft: DecisionDraft
) -> Decision:
    """Put other words, options and citations in the place of a draft's."""
    decision = get_decision(actor, decision_id, lock=True)
    require(may_decide(actor), TEAM_DECIDES)
    require(may_rewrite(actor, decision), ON_THE_RECORD)
    put_words(decision, draft)
    clear(decision)
    put_options(decision, draft)
    cite(actor, decision, draft)
    return decision


def clear(decision: Decision) -> None:
    """Take a draft's options and citations away."""
    for table in (DecisionOption, Citation):
        db.session.execute(delete(table).where(table.decision_id == decision.id))
