"""Tell authors, members who reported, and whoever appealed what moderators decided."""

from dataclasses import replace

from cocreate.kernel.ids import CommentId, IdeaId, PersonId, ReviewId
from cocreate.kernel.languages import speaking, translatable, translated
from cocreate.kernel.policy import WORKER
from cocreate.moderation import queries as moderation
from cocreate.moderation.case import CaseKind
from cocreate.moderation.events import CaseReturned, ReviewClosed
from cocreate.notices.actions import News, tell
from cocreate.notices.kind import Kind
from cocreate.people.queries import by_language

STATEMENT = translatable("The reason, and how to disagree, stand there.")
GONE = translatable("It is not shown any more.")


def returned(event: CaseReturned) -> None:
    """The author is asked for a change, with the reason a press away."""
    if event.author_id is not None:
        author = {PersonId(event.author_id)}
        tell_each(author, event, Kind.CHANGE_ASKED, statement(event.review_id))


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
    tell_each(reporters, event, Kind.FLAG_DECIDED)
    if event.kind == CaseKind.RING and event.author_id is not None:
        voter = {PersonId(event.author_id)}
        mark = f":{event.verdict}"  # taken back, they are told that it counts again
        tell_each(voter, event, Kind.VOTE_JUDGED, statement(event.review_id), mark=mark)
    tell_of_sanction(event)


def tell_of_sanction(event: ReviewClosed) -> None:
    if event.grade is not None and event.author_id is not None:
        author = {PersonId(event.author_id)}
        tell_each(author, event, Kind.SANCTIONED, statement(event.review_id))


def tell_of_appeal(
    event: ReviewClosed, first_id: ReviewId, reporters: set[PersonId]
) -> None:
    """Of a complaint its author hears where something was taken away after all."""
    if moderation.is_complaint(ReviewId(event.review_id)):
        tell_of_sanction(event)
    elif event.author_id is not None:
        author = {PersonId(event.author_id)}
        tell_each(author, event, Kind.APPEAL_DECIDED, statement(first_id))
    tell_each(reporters, event, Kind.APPEAL_DECIDED)


def tell_each(
    people: set[PersonId],
    event: CaseReturned | ReviewClosed,
    kind: Kind,
    path: str | None = None,
    *,
    mark: str = "",
) -> None:
    """Tell people of a case, each in their own language; reporters without a path."""
    for language, some in by_language(people).items():
        with speaking(language):
            news = (
                news_of(event, kind, path=path) if path else to_reporters(event, kind)
            )
            tell(some, replace(news, about=news.about + mark))


def statement(review_id: int) -> str:
    return f"/me/statements/{review_id}"


def to_reporters(event: CaseReturned | ReviewClosed, kind: Kind) -> News:
    """What reporters hear: of what is hidden now nothing of what it said."""
    case_id = moderation.case_appealed(ReviewId(event.review_id)) or event.review_id
    news = news_of(event, kind, path=f"/me/flags/{case_id}")
    if moderation.is_shown(event.idea_id, event.comment_id):
        return replace(news, detail="")
    return replace(news, words=translated(GONE), detail="")


def news_of(event: CaseReturned | ReviewClosed, kind: Kind, *, path: str) -> News:
    """What is told of a case: once of each kind. No moderator is named."""
    return News(
        kind=kind,
        about=f"case:{event.review_id}",
        path=path,
        words=moderation.title_of_case(
            WORKER,
            None if event.idea_id is None else IdeaId(event.idea_id),
            None if event.comment_id is None else CommentId(event.comment_id),
        ),
        detail=translated(STATEMENT) if path.startswith("/me/") else "",
    )
