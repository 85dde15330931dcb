"""Ask something of those who apply, and ask it no more. The team alone may."""

from cocreate.beta.actions.seats import TEAM_ONLY
from cocreate.beta.drafts import QuestionDraft
from cocreate.beta.kinds import QuestionKind
from cocreate.beta.models import Programme, ScreeningQuestion
from cocreate.beta.policy import may_run
from cocreate.beta.queries.programmes import get_programme
from cocreate.beta.queries.screening import (
    get_question,
    next_position,
    questions_of,
)
from cocreate.beta.screening import MOST_QUESTIONS, kept_rule
from cocreate.kernel.answers import UnreadableError
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import ProgrammeId, QuestionId
from cocreate.kernel.policy import Actor, require

OF_CHOICES = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES})
FEWEST_CHOICES = 2


def ask_question(
    actor: Actor, programme_id: ProgrammeId, draft: QuestionDraft
) -> QuestionId:
    """Ask one question more; one that is asked in these words stays as it is."""
    require(may_run(actor), TEAM_ONLY)
    programme = get_programme(actor, programme_id, lock=True)
    asked = questions_of(programme.id)
    for one in asked:
        if one.label == draft.label:
            return one.id
    if len(asked) >= MOST_QUESTIONS:
        raise InvalidError({"label": f"{MOST_QUESTIONS} questions are the most."})
    return keep_question(programme, draft)


def keep_question(programme: Programme, draft: QuestionDraft) -> QuestionId:
    question = ScreeningQuestion(
        programme_id=programme.id,
        position=next_position(programme.id),
        kind=draft.kind,
        label=draft.label,
        hint=draft.hint,
        choices="\n".join(choices_of(draft)),
        passes=rule_of(draft),
    )
    db.session.add(question)
    db.session.flush()  # the caller may name it by its key
    return question.id


def choices_of(draft: QuestionDraft) -> tuple[str, ...]:
    if draft.kind not in OF_CHOICES:
        return ()
    if len(draft.choices) < FEWEST_CHOICES:
        raise InvalidError({"choices": "Write two answers at least, one a line."})
    return tuple(draft.choices)


def rule_of(draft: QuestionDraft) -> str:
    try:
        return kept_rule(draft.kind, draft.choices, draft.passes)
    except UnreadableError as unread:
        raise InvalidError({"passes": str(unread)}) from unread


def retire_question(
    actor: Actor, programme_id: ProgrammeId, question_id: QuestionId
) -> None:
    """Ask it no more; what was answered is kept."""
    require(may_run(actor), TEAM_ONLY)
    programme = get_programme(actor, programme_id)
    question = get_question(question_id)
    if question.programme_id == programme.id:
        question.retired_at = question.retired_at or now()
