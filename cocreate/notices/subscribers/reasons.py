"""What authors are told of a decision: the statement of reasons, and its page."""

from dataclasses import replace

from cocreate.kernel.ids import PersonId, ReviewId
from cocreate.kernel.languages import speaking, translated
from cocreate.moderation.queries import get_statement
from cocreate.moderation.queries.statements import Statement
from cocreate.moderation.reason import Verdict
from cocreate.notices.actions import News
from cocreate.notices.kind import Kind
from cocreate.people.queries import actor_for, language_of

# What is hidden by them is told once more, for itself: there the reasons stand.
TOLD_APART = frozenset({Verdict.CHANGE, Verdict.SANCTION})


def with_reasons(news: News, author_id: PersonId, review_id: ReviewId | None) -> News:
    """The news with why, on what grounds and how to appeal, in its author's language.

    The law asks that they are told with the decision, not where to look for them.
    """
    if review_id is None:
        return news
    statement = get_statement(actor_for(author_id), review_id)
    with speaking(language_of(author_id)):
        told = told_in(news.kind, statement)
    return replace(news, path=f"/me/statements/{review_id}", detail=told)


def told_in(kind: Kind, statement: Statement) -> str:
    if kind is Kind.APPEAL_DECIDED:
        return statement.appeal_told
    if kind is Kind.HIDDEN and statement.verdict in TOLD_APART:
        return translated("The reason, and how to disagree, stand there.")
    return statement.told
