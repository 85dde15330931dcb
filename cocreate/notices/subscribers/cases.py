"""Tell authors, members who reported, and whoever appealed what moderators decided."""

from dataclasses import replace

from cocreate.kernel.ids import CommentId, IdeaId, PersonId, ReviewId
from cocreate.kernel.languages import speaking, translatable, translated
from cocreate.kernel.policy import WORKER
from cocreate.moderation import queries as moderation
from cocreate.moderation.case import CaseKind
from cocreate.moderation.events import CaseReturned, ReviewClosed
from cocreate.moderation.queries.reported import Reported
from cocreate.notices.actions import News, tell
from cocreate.notices.kind import Kind
from cocreate.notices.subscribers.reasons import with_reasons
from cocreate.people.queries import actor_for, by_language, language_of

ABOUT_IDEA = translatable("Case %(number)s, about an idea")
ABOUT_COMMENT = translatable("Case %(number)s, about a comment")
ABOUT_PERSON = translatable("Case %(number)s, about a person")


def returned(event: CaseReturned) -> None:
    """The author is asked for a change, with the reason."""
    tell_author(event, Kind.CHANGE_ASKED, event.review_id)


def closed(event: ReviewClosed) -> None:
    """Everybody a decision concerns hears of it, once; no reporter is named."""
    first_id = moderation.case_appealed(ReviewId(event.review_id))
    reporters = {
        flag.reporter_id
        for flag in moderation.raised(first_id or ReviewId(event.review_id))
    }
    if first_id is not None:
        tell_of_appeal(event, first_id, reporters)
        return
    tell_reporters(reporters, event, Kind.FLAG_DECIDED)
    if event.kind == CaseKind.RING:
        # Taken back, they are told that it counts again.
        mark = f":{event.verdict}"
        tell_author(event, Kind.VOTE_JUDGED, event.review_id, mark=mark)
    tell_of_sanction(event)


def tell_of_sanction(event: ReviewClosed) -> None:
    if event.grade is not None:
        tell_author(event, Kind.SANCTIONED, event.review_id)


def tell_of_appeal(
    event: ReviewClosed, first_id: ReviewId, reporters: set[PersonId]
) -> None:
    """Of a complaint its author hears where something was taken away after all."""
    if moderation.is_complaint(ReviewId(event.review_id)):
        tell_of_sanction(event)
    else:
        tell_author(event, Kind.APPEAL_DECIDED, first_id)
    tell_reporters(reporters, event, Kind.APPEAL_DECIDED)


def tell_author(
    event: CaseReturned | ReviewClosed, kind: Kind, review_id: int, *, mark: str = ""
) -> None:
    """Tell whoever wrote it what was decided in a case, and why."""
    if event.author_id is None:
        return
    author_id = PersonId(event.author_id)
    with speaking(language_of(author_id)):
        news = news_of(event, kind)
    news = with_reasons(news, author_id, ReviewId(review_id))
    tell({author_id}, replace(news, about=news.about + mark))


def tell_reporters(people: set[PersonId], event: ReviewClosed, kind: Kind) -> None:
    """Tell those who reported it what became of it, each in their own language."""
    for language, some in by_language(people).items():
        with speaking(language):
            tell(some, to_reporters(event, kind, among=some))


def to_reporters(event: ReviewClosed, kind: Kind, *, among: set[PersonId]) -> News:
    """What reporters hear: of what is hidden now nothing of what it said."""
    case_id = moderation.case_appealed(ReviewId(event.review_id)) or event.review_id
    one = moderation.get_reported(actor_for(min(among)), ReviewId(case_id))
    news = replace(news_of(event, kind), path=f"/me/flags/{case_id}", detail=one.told)
    if moderation.is_shown(event.idea_id, event.comment_id):
        return news
    return replace(news, words=number_of(one))


def number_of(one: Reported) -> str:
    """By what a case is known to whoever may not read what it is about."""
    about = ABOUT_IDEA if one.idea_id else ABOUT_COMMENT
    if one.person_id:
        about = ABOUT_PERSON
    return translated(about, number=f"{one.id:,}")


def news_of(event: CaseReturned | ReviewClosed, kind: Kind) -> News:
    """What is told of a case: once of each kind. No moderator is named."""
    return News(
        kind=kind,
        about=f"case:{event.review_id}",
        path="",
        words=moderation.title_of_case(
            WORKER,
            None if event.idea_id is None else IdeaId(event.idea_id),
            None if event.comment_id is None else CommentId(event.comment_id),
        ),
    )
