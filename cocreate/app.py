"""Build the application. Read this file as the table of contents."""

from collections.abc import Callable
from typing import Any

from flask import Flask

from cocreate import config
from cocreate.api import answers
from cocreate.api.v1 import blp as v1
from cocreate.api.views import bp as api_docs
from cocreate.beta import subscribers as beta_hears
from cocreate.beta.events import (
    BuildAssigned,
    BuildRevoked,
    TesterEnrolled,
    TesterInvited,
    TesterWaitlisted,
)
from cocreate.beta.views import bp as beta
from cocreate.config import Settings, load_settings
from cocreate.credits import subscribers as credits_hear
from cocreate.decisions.events import DecisionAmended, DecisionPublished
from cocreate.decisions.views import bp as decisions
from cocreate.discussion import visiting
from cocreate.discussion.events import (
    CommentEdited,
    CommentHidden,
    CommentPosted,
    CommentRestored,
    CommentWithdrawn,
)
from cocreate.discussion.subscribers import follow_own_idea, follow_own_project
from cocreate.discussion.views import bp as discussion
from cocreate.ideas import jobs as ideas_jobs
from cocreate.ideas import subscribers as ideas_hear
from cocreate.ideas.events import (
    IdeaAnswered,
    IdeaAssigned,
    IdeaEdited,
    IdeaHidden,
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
from cocreate.ideas.views import bp as ideas
from cocreate.journal import jobs as journal_jobs
from cocreate.journal.events import EntryEdited, EntryPublished
from cocreate.journal.views import bp as journal
from cocreate.kernel import (
    access,
    assets,
    db,
    jobs,
    kept_pages,
    limits,
    log,
    mail,
    naming,
    outbox,
    push,
    templates,
    web,
)
from cocreate.kernel.places import own_folder, site_folder
from cocreate.kernel.styleguide import bp as styleguide
from cocreate.moderation.views import bp as moderation
from cocreate.notices import jobs as notices_jobs
from cocreate.notices import subscribers as tell
from cocreate.notices.events import TellingPaused
from cocreate.notices.views import bp as notices
from cocreate.notices.views.feeds import bp as feeds
from cocreate.people import jobs as people_jobs
from cocreate.people import presence, session
from cocreate.people import subscribers as people_hear
from cocreate.people.events import LinkAsked, PersonLeft, ResetAsked, RoleChanged
from cocreate.people.views import bp as people
from cocreate.projects.events import PhaseChanged, ProjectOpened, PromiseChanged
from cocreate.projects.views import bp as projects
from cocreate.releases.events import ReleasePublished
from cocreate.releases.views import bp as releases
from cocreate.search import jobs as search_jobs
from cocreate.search import subscribers as index_hears
from cocreate.search.views import bp as search
from cocreate.surfacing import jobs as surfacing_jobs
from cocreate.surfacing.subscribers import idea_changed as words_changed
from cocreate.surfacing.subscribers import idea_proposed as differences_said
from cocreate.surfacing.views import bp as surfacing
from cocreate.triage import jobs as triage_jobs
from cocreate.triage.events import IdeaNoted
from cocreate.triage.views import bp as triage
from cocreate.votes import jobs as votes_jobs
from cocreate.votes.views import bp as votes

EXTENSION = "cocreate_jobs"


def create_app(settings: Settings | None = None) -> Flask:
    """One application with everything wired, by hand, in mission order."""
    settings = settings or load_settings()
    config.use(settings)
    log.set_up(settings.log_level, for_people=settings.development)
    app = Flask(
        "cocreate", template_folder=str(site_folder("templates")), static_folder=None
    )
    templates.set_up(app, own_folder(settings, "templates"))
    app.testing = settings.testing
    connect_database(app, settings)
    web.set_up(app, settings, is_signed_in=session.is_signed_in)
    session.set_up(app)
    presence.set_up(app)
    visiting.set_up(app)
    access.guard(app, session.current_actor)
    limits.set_up(app, settings, person_id=session.current_person_id)
    assets.set_up(app, site_folder("static"), fresh=settings.development)
    naming.set_up(app, settings)
    add_pages(app)
    show_the_look(app, settings)
    add_subscribers()
    add_jobs(app)
    keep_pages(app, settings)
    return app


def connect_database(app: Flask, settings: Settings) -> None:
    options = (
        {"pool_use_lifo": True}
        if settings.on_sqlite
        else {"pool_size": 10, "max_overflow": 10, "pool_use_lifo": True}
    )
    app.config.update(
        SQLALCHEMY_DATABASE_URI=settings.database_url, SQLALCHEMY_ENGINE_OPTIONS=options
    )
    db.db.init_app(app)
    with app.app_context():
        db.prepare(db.db.engine)


def add_pages(app: Flask) -> None:
    """Every blueprint, in the order of the mission."""
    for blueprint in (
        people,
        projects,
        journal,
        ideas,
        votes,
        discussion,
        moderation,
        surfacing,
        triage,
        decisions,
        beta,
        releases,
        search,
        notices,
        feeds,
        api_docs,
    ):
        app.register_blueprint(blueprint)
    api = answers.set_up(app)
    api.register_blueprint(v1)
    app.extensions["cocreate_api"] = api


def show_the_look(app: Flask, settings: Settings) -> None:
    if settings.development or settings.testing:
        app.register_blueprint(styleguide)


def add_subscribers() -> None:
    """Who hears of what: the event, then those who act on it."""
    for event, subscribers in HEARS.items():
        for subscriber in subscribers:
            tells = subscriber.__module__.startswith(f"{tell.__name__}.")
            outbox.after(event, subscriber, tells=tells)
    for event, companions in MOVES_ALONG.items():
        for companion in companions:
            outbox.along(event, companion)


# What is derived from an idea, moved in the transaction that changes the idea.
MOVES_ALONG: dict[type[outbox.Event], tuple[Callable[[Any], None], ...]] = {
    IdeaProposed: (words_changed, differences_said),
    IdeaEdited: (words_changed,),
    IdeaWithdrawn: (words_changed,),
    IdeaHidden: (words_changed,),
    IdeaRestored: (words_changed,),
}

HEARS: dict[type[outbox.Event], tuple[Callable[[Any], None], ...]] = {
    mail.AddressReturned: (tell.mail.address_returned,),
    mail.BrowserGone: (tell.mail.browser_gone,),
    TellingPaused: (tell.rest.tell_on,),
    ResetAsked: (people_hear.mail_reset,),
    LinkAsked: (people_hear.mail_link,),
    PersonLeft: (
        ideas_hear.forget_drafts,
        beta_hears.free_seats,
        tell.leaving.forget,
        index_hears.person_changed,
    ),
    RoleChanged: (index_hears.person_changed,),
    ProjectOpened: (follow_own_project,),
    PhaseChanged: (tell.projects.phase_changed,),
    PromiseChanged: (tell.projects.promise_changed,),
    IdeaProposed: (
        follow_own_idea,
        index_hears.idea_changed,
        tell.followings.proposed,
    ),
    IdeaTagged: (index_hears.idea_changed, tell.followings.tagged),
    IdeaEdited: (index_hears.idea_changed, tell.followings.edited),
    IdeaWithdrawn: (index_hears.idea_changed, credits_hear.thank_anew),
    IdeaStatusChanged: (index_hears.idea_changed, tell.ideas.status_changed),
    IdeasPlacedAnew: (index_hears.ideas_placed,),
    IdeaAnswered: (index_hears.idea_changed, tell.ideas.answered),
    IdeaAssigned: (tell.ideas.assigned,),
    IdeaMerged: (
        index_hears.idea_merged,
        tell.ideas.merged,
        credits_hear.thank_anew,
    ),
    IdeaSplit: (tell.ideas.split,),
    IdeaUnmerged: (
        index_hears.idea_merged,
        tell.ideas.unmerged,
        credits_hear.thank_apart,
    ),
    IdeaHidden: (index_hears.idea_changed, tell.ideas.hidden, credits_hear.thank_anew),
    IdeaRestored: (
        index_hears.idea_changed,
        tell.ideas.restored,
        credits_hear.thank_anew,
    ),
    CommentPosted: (index_hears.comment_changed, tell.talk.commented),
    CommentEdited: (index_hears.comment_changed, tell.talk.mentioned_anew),
    CommentWithdrawn: (
        index_hears.comment_changed,
        credits_hear.thank_anew_for_comment,
    ),
    CommentHidden: (
        index_hears.comment_changed,
        tell.talk.comment_hidden,
        credits_hear.thank_anew_for_comment,
    ),
    CommentRestored: (
        index_hears.comment_changed,
        tell.talk.comment_restored,
        credits_hear.thank_anew_for_comment,
    ),
    IdeaNoted: (tell.talk.noted,),
    EntryPublished: (index_hears.entry_changed, tell.talk.entry_published),
    EntryEdited: (index_hears.entry_changed,),
    DecisionPublished: (index_hears.decision_changed, tell.outcomes.decided),
    DecisionAmended: (index_hears.decision_changed,),
    TesterEnrolled: (tell.outcomes.seated,),
    TesterInvited: (tell.outcomes.invited,),
    TesterWaitlisted: (tell.outcomes.waitlisted,),
    BuildAssigned: (tell.outcomes.build_given,),
    BuildRevoked: (tell.outcomes.build_revoked,),
    # Thanked first: who is told so is read from the thanks.
    ReleasePublished: (
        credits_hear.thank,
        index_hears.release_shipped,
        tell.outcomes.released,
    ),
}


def add_jobs(app: Flask) -> None:
    work = jobs.Jobs()
    app.extensions[EXTENSION] = work
    work.promptly(search_jobs.index_changes)
    work.promptly(notices_jobs.write_letters)
    work.promptly(notices_jobs.show_in_browsers)
    work.patiently(mail.send_due)
    work.patiently(push.push_due)
    work.every(minutes=60, run=people_jobs.forget_what_expired)
    work.every(minutes=60, run=ideas_jobs.forget_old_drafts)
    work.every(minutes=60, run=search_jobs.tidy)
    work.every(minutes=10, run=surfacing_jobs.learn_missing)
    work.every(minutes=1, run=journal_jobs.announce_due)
    work.every(minutes=1, run=triage_jobs.carry_out_plans)
    work.every(minutes=2, run=votes_jobs.refresh_small_figures)
    work.every(minutes=60, run=votes_jobs.refresh_figures)


def keep_pages(app: Flask, settings: Settings) -> None:
    kept_pages.set_up(
        app,
        seconds=settings.kept_pages_seconds,
        most=settings.kept_pages_most,
        cookies=(str(app.config["SESSION_COOKIE_NAME"]), session.REMEMBER_COOKIE),
    )
