"""Tell authors, members who reported, and whoever appealed what moderators decided."""

from dataclasses import replace

from cocreate.kernel.ids import CommentId, IdeaId, PersonId, ReviewId
from cocreate.kernel.policy import WORKER
from cocreate.moderation import queries as moderation
from cocreate.moderation.events import CaseReturned, ReviewClosed
from cocreate.notices.actions import News, tell
from cocreate.notices.kind import Kind

STATEMENT = "The reason, and how to disagree, stand there."


def returned(event: CaseReturned) -> None:
    """The author is asked for a change, with the reason a press away."""
    if event.author_id is not None:
        news = news_of(event, Kind.CHANGE_ASKED, path=statement(event.review_id))
        tell({PersonId(event.author_id)}, news)


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
    tell(reporters, to_reporters(event, Kind.FLAG_DECIDED))
    if event.grade is not None and event.author_id is not None:
        news = news_of(event, Kind.SANCTIONED, path=statement(event.review_id))
        tell({PersonId(event.author_id)}, news)


def tell_of_appeal(
    event: ReviewClosed, first_id: ReviewId, reporters: set[PersonId]
) -> None:
    about_case = news_of(event, Kind.APPEAL_DECIDED, path=statement(first_id))
    if event.author_id is not None:
        tell({PersonId(event.author_id)}, about_case)
    tell(reporters, to_reporters(event, Kind.APPEAL_DECIDED))


def statement(review_id: int) -> str:
    return f"/me/statements/{review_id}"


def to_reporters(event: ReviewClosed, kind: Kind) -> News:
    """What reporters hear: of what is hidden now nothing of what it said."""
    if moderation.is_shown(event.idea_id, event.comment_id):
        return news_of(event, kind, path=place_of(event))
    return replace(
        news_of(event, kind, path="/"), words="It is not shown any more.", detail=""
    )


def place_of(event: ReviewClosed) -> str:
    if event.comment_id is not None:
        return f"/comments/{event.comment_id}"
    return f"/ideas/{event.idea_id}" if event.idea_id is not None else "/"


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
        detail=STATEMENT if path.startswith("/me/") else "",
    )
