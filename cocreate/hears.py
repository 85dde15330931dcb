"""Who hears of what has happened: each event, then those who act on it."""

from collections.abc import Callable
from typing import Any

from cocreate.beta import subscribers as beta_hears
from cocreate.beta.events import (
    BuildAssigned,
    BuildExpiring,
    BuildHalted,
    BuildRevoked,
    BuildWidened,
    NoResolved,
    PlaceChanged,
    ProgrammeEnded,
    QueueMoved,
    ReportFiled,
    ReportJudged,
    ReportLinked,
    RolloutPaused,
    SeatIdle,
    ShippedBuildTried,
    TermsChanged,
    TestersNudged,
)
from cocreate.credits import subscribers as credits_hear
from cocreate.decisions import events as decided
from cocreate.decisions.subscribers import forget_thanks
from cocreate.discussion import subscribers as talk_hears
from cocreate.discussion.events import (
    CommentEdited,
    CommentHidden,
    CommentLetIn,
    CommentPosted,
    CommentRestored,
    CommentWithdrawn,
)
from cocreate.ideas import subscribers as ideas_hear
from cocreate.ideas.events import (
    IdeaAnswered,
    IdeaAssigned,
    IdeaEdited,
    IdeaHidden,
    IdeaLetIn,
    IdeaMerged,
    IdeaProposed,
    IdeaRestored,
    IdeasPlacedAnew,
    IdeaSplit,
    IdeaStatusChanged,
    IdeaTagged,
    IdeaUnmerged,
    IdeaWithdrawn,
)
from cocreate.journal.events import EntryEdited, EntryPublished
from cocreate.kernel import mail, outbox
from cocreate.moderation import subscribers as guards
from cocreate.moderation.events import CaseReturned, ReviewClosed
from cocreate.notices import subscribers as tell
from cocreate.notices.events import TellingPaused
from cocreate.people import subscribers as people_hear
from cocreate.people.events import (
    CreditNameChosen,
    LinkAsked,
    PersonLeft,
    PersonSignedUp,
    ResetAsked,
    RoleChanged,
    SegmentsMoved,
    TrustMoved,
)
from cocreate.projects.events import PhaseChanged, ProjectOpened, PromiseChanged
from cocreate.releases.events import ReleasePublished
from cocreate.search import subscribers as index_hears
from cocreate.surfacing import subscribers as scores_hear
from cocreate.surfacing.events import SilentAsked
from cocreate.surfacing.subscribers import idea_changed as words_changed
from cocreate.surfacing.subscribers import idea_proposed as differences_said
from cocreate.surfacing.subscribers import idea_touched as weigh_soon
from cocreate.triage import subscribers as desk_hears
from cocreate.triage.events import AnswerDue, IdeaNoted, IdeaRouted, VerdictUndone
from cocreate.votes import subscribers as votes_hear
from cocreate.votes.events import OpinionGiven, VoteCast, VoteExplained, VoteWithdrawn

# What moves in the transaction itself: what is derived from an idea, and consent.
MOVES_ALONG: dict[type[outbox.Event], tuple[Callable[[Any], None], ...]] = {
    CreditNameChosen: (credits_hear.take_back,),
    PersonLeft: (credits_hear.take_back, talk_hears.forget_calls, forget_thanks),
    IdeaProposed: (guards.idea_proposed, words_changed, differences_said, weigh_soon),
    IdeaEdited: (guards.idea_edited, words_changed),
    CommentPosted: (guards.comment_posted,),
    CommentEdited: (guards.comment_edited,),
    IdeaWithdrawn: (guards.forget_bands, words_changed, weigh_soon),
    CommentWithdrawn: (guards.forget_bands,),
    IdeaHidden: (words_changed, weigh_soon),
    IdeaRestored: (words_changed, weigh_soon),
    IdeaStatusChanged: (weigh_soon,),
    IdeaMerged: (weigh_soon,),
    IdeaUnmerged: (weigh_soon,),
    IdeaSplit: (weigh_soon,),
    VoteCast: (
        guards.vote_cast,
        scores_hear.vote_changed,
        weigh_soon,
        tell.followings.voted,
    ),
    VoteExplained: (scores_hear.vote_changed, weigh_soon),
    VoteWithdrawn: (scores_hear.vote_changed, weigh_soon),
    OpinionGiven: (scores_hear.vote_changed, weigh_soon),
}

HEARS: dict[type[outbox.Event], tuple[Callable[[Any], None], ...]] = {
    mail.AddressReturned: (tell.mail.address_returned,),
    mail.BrowserGone: (tell.mail.browser_gone,),
    TellingPaused: (tell.rest.tell_on,),
    ResetAsked: (people_hear.mail_reset,),
    LinkAsked: (people_hear.mail_link,),
    PersonSignedUp: (people_hear.place_person,),
    SilentAsked: (tell.asking.silent_asked,),
    SegmentsMoved: (votes_hear.count_by_segment_again, scores_hear.segments_moved),
    PersonLeft: (
        people_hear.note_erasure,
        ideas_hear.forget_drafts,
        beta_hears.free_seats,
        votes_hear.forget_where_from,
        votes_hear.forget_what_was_said,
        tell.leaving.forget,
        index_hears.person_changed,
    ),
    TrustMoved: (tell.trust.trust_moved,),
    RoleChanged: (people_hear.place_person, index_hears.person_changed),
    ProjectOpened: (talk_hears.follow_own_project,),
    PhaseChanged: (tell.projects.phase_changed,),
    PromiseChanged: (tell.projects.promise_changed,),
    IdeaProposed: (
        talk_hears.follow_own_idea,
        index_hears.idea_changed,
        scores_hear.listing_changed,
        tell.followings.proposed,
    ),
    IdeaLetIn: (tell.followings.proposed,),
    IdeaTagged: (index_hears.idea_changed, tell.followings.tagged),
    IdeaEdited: (index_hears.idea_changed, tell.followings.edited, guards.bring_back),
    CaseReturned: (tell.cases.returned,),
    ReviewClosed: (tell.cases.closed, guards.answer_notices),
    IdeaWithdrawn: (
        index_hears.idea_changed,
        scores_hear.listing_changed,
        credits_hear.thank_anew,
    ),
    IdeaStatusChanged: (
        index_hears.idea_changed,
        tell.ideas.status_changed,
        tell.followings.moved,
    ),
    IdeasPlacedAnew: (index_hears.ideas_placed,),
    IdeaAnswered: (
        index_hears.idea_changed,
        tell.ideas.answered,
        tell.followings.answered,
    ),
    IdeaAssigned: (tell.ideas.assigned,),
    IdeaMerged: (
        scores_hear.idea_merged,
        index_hears.idea_merged,
        scores_hear.voices_moved,
        tell.ideas.merged,
        credits_hear.thank_anew,
    ),
    IdeaSplit: (scores_hear.voices_moved, tell.ideas.split),
    IdeaUnmerged: (
        index_hears.idea_merged,
        scores_hear.voices_moved,
        tell.ideas.unmerged,
        credits_hear.thank_apart,
    ),
    IdeaHidden: (
        index_hears.idea_changed,
        scores_hear.listing_changed,
        tell.ideas.hidden,
        credits_hear.thank_anew,
    ),
    IdeaRestored: (
        index_hears.idea_changed,
        scores_hear.listing_changed,
        tell.ideas.restored,
        credits_hear.thank_anew,
    ),
    CommentPosted: (
        index_hears.comment_changed,
        scores_hear.talk_changed,
        desk_hears.author_spoke,
        tell.talk.commented,
    ),
    CommentLetIn: (tell.talk.commented,),
    CommentEdited: (
        index_hears.comment_changed,
        tell.talk.mentioned_anew,
        guards.bring_back,
    ),
    CommentWithdrawn: (
        index_hears.comment_changed,
        scores_hear.talk_changed,
        credits_hear.thank_anew_for_comment,
    ),
    CommentHidden: (
        index_hears.comment_changed,
        scores_hear.talk_changed,
        tell.talk.comment_hidden,
        credits_hear.thank_anew_for_comment,
    ),
    CommentRestored: (
        index_hears.comment_changed,
        scores_hear.talk_changed,
        tell.talk.comment_restored,
        credits_hear.thank_anew_for_comment,
    ),
    IdeaNoted: (tell.talk.noted,),
    IdeaRouted: (tell.desk.routed,),
    AnswerDue: (tell.desk.answer_due,),
    VerdictUndone: (tell.desk.undone,),
    EntryPublished: (index_hears.entry_changed, tell.talk.entry_published),
    EntryEdited: (index_hears.entry_changed,),
    decided.DecisionPublished: (index_hears.decision_changed, tell.outcomes.decided),
    decided.DecisionAmended: (index_hears.decision_changed,),
    decided.RevisitCame: (tell.outcomes.revisit_came,),
    BuildAssigned: (tell.outcomes.build_given, tell.testing.build_to_honour),
    NoResolved: (tell.testing.no_resolved,),
    PlaceChanged: (tell.places.place_changed,),
    QueueMoved: (tell.places.queue_moved,),
    SeatIdle: (tell.places.seat_idle,),
    TermsChanged: (tell.places.terms_changed,),
    TestersNudged: (tell.testing.testers_nudged,),
    ProgrammeEnded: (tell.testing.programme_ended,),
    BuildRevoked: (tell.outcomes.build_revoked,),
    ReportFiled: (credits_hear.thank_tester,),
    ShippedBuildTried: (credits_hear.thank_tester,),
    ReportJudged: (tell.testing.report_judged,),
    ReportLinked: (tell.testing.report_linked,),
    BuildWidened: (tell.outcomes.build_given, tell.testing.build_to_honour),
    BuildHalted: (tell.outcomes.build_halted,),
    BuildExpiring: (tell.outcomes.build_expiring,),
    RolloutPaused: (tell.outcomes.rollout_paused,),
    # Thanked first: who is told so is read from the thanks.
    ReleasePublished: (
        credits_hear.thank,
        index_hears.release_shipped,
        tell.outcomes.released,
    ),
}
