"""Build the application. Read this file as the table of contents."""

from flask import Flask

from cocreate import config
from cocreate.api import describing
from cocreate.api.v1 import blp as v1
from cocreate.api.views import bp as api_docs
from cocreate.beta import jobs as beta_jobs
from cocreate.beta.views import bp as beta
from cocreate.config import Settings, load_settings
from cocreate.credits.views import bp as credits_
from cocreate.decisions import jobs as decisions_jobs
from cocreate.decisions.views import bp as decisions
from cocreate.discussion import visiting
from cocreate.discussion.views import bp as discussion
from cocreate.health import jobs as health_jobs
from cocreate.health.views import bp as health
from cocreate.hears import HEARS, MOVES_ALONG
from cocreate.ideas.views import bp as ideas
from cocreate.journal import jobs as journal_jobs
from cocreate.journal.views import bp as journal
from cocreate.kernel import (
    access,
    assets,
    audit,
    by_hand,
    db,
    jobs,
    kept_pages,
    languages,
    limits,
    log,
    mail,
    naming,
    outbox,
    push,
    shown,
    templates,
    traffic,
    web,
)
from cocreate.kernel.places import own_folder, site_folder
from cocreate.kernel.styleguide import bp as styleguide
from cocreate.moderation import jobs as moderation_jobs
from cocreate.moderation.views import bp as moderation
from cocreate.notices import jobs as notices_jobs
from cocreate.notices import subscribers as tell
from cocreate.notices.views import bp as notices
from cocreate.notices.views.feeds import bp as feeds
from cocreate.people import jobs as people_jobs
from cocreate.people import presence, session
from cocreate.people.views import bp as people
from cocreate.privacy import jobs as privacy_jobs
from cocreate.privacy.views import bp as privacy
from cocreate.privileged import PRIVILEGED
from cocreate.projects.views import bp as projects
from cocreate.releases.views import bp as releases
from cocreate.search import jobs as search_jobs
from cocreate.search import tally
from cocreate.search.views import bp as search
from cocreate.surfacing import actions as surfacing_actions
from cocreate.surfacing import jobs as surfacing_jobs
from cocreate.surfacing.views import bp as surfacing
from cocreate.triage import jobs as triage_jobs
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
    languages.set_up(app, session.own_language)
    app.testing = settings.testing
    connect_database(app, settings)
    audit.set_up()
    web.set_up(app, settings, is_signed_in=session.is_signed_in)
    session.set_up(app)
    presence.set_up(app)
    visiting.set_up(app)
    tally.set_up(app)
    access.guard(app, session.current_actor)
    by_hand.set_up(app, session.current_actor)
    limits.set_up(app, settings, person_id=session.current_person_id)
    assets.set_up(app, site_folder("static"), fresh=settings.development)
    naming.set_up(app, settings)
    add_pages(app)
    show_the_look(app, settings)
    add_subscribers()
    add_jobs(app)
    stand_before(app, settings)
    return app


def connect_database(app: Flask, settings: Settings) -> None:
    options = (
        {"pool_use_lifo": True}
        if settings.on_sqlite
        else {
            "pool_size": 10,
            "max_overflow": 10,
            "pool_timeout": 5,  # seconds; then whoever asks is told to come again
            "pool_use_lifo": True,
        }
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
        credits_,
        search,
        notices,
        privacy,
        feeds,
        api_docs,
        health,
    ):
        app.register_blueprint(blueprint)
    api = describing.set_up(app)
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
    for event in PRIVILEGED:
        outbox.along(event, audit.note_event)


def add_jobs(app: Flask) -> None:
    work = jobs.Jobs()
    app.extensions[EXTENSION] = work
    work.promptly(votes_jobs.count_by_segment)
    work.promptly(search_jobs.index_changes)
    work.promptly(notices_jobs.write_letters)
    work.promptly(notices_jobs.show_in_browsers)
    work.promptly(surfacing_jobs.refresh_scores)
    work.promptly(health_jobs.say_so)  # last: it says what the others have come to
    work.patiently(mail.send_due)
    work.patiently(push.push_due)
    work.patiently(privacy_jobs.tend_archives)
    work.patiently(moderation_jobs.try_rules)
    add_clockwork(work)


def add_clockwork(work: jobs.Jobs) -> None:
    """What is done by the clock, whatever happens."""
    work.every(minutes=60, run=privacy_jobs.keep_to_rules)
    work.every(minutes=60, run=people_jobs.refill_segments)
    work.every(minutes=60, run=search_jobs.tidy)
    work.every(minutes=60, run=moderation_jobs.learn_spam)
    work.every(minutes=60, run=moderation_jobs.reckon_trust)
    work.every(minutes=60, run=moderation_jobs.tell_years)
    work.every(minutes=60, run=moderation_jobs.forget_notice_givers)
    surface(work)
    work.every(minutes=1, run=health_jobs.say_that_the_clock_runs)
    work.every(minutes=1, run=journal_jobs.announce_due)
    work.every(minutes=1, run=triage_jobs.carry_out_plans)
    work.every(minutes=10, run=triage_jobs.remind_owners)
    work.every(minutes=60, run=decisions_jobs.remind_of_revisits)
    work.every(minutes=5, run=beta_jobs.take_steps)
    work.every(minutes=1, run=beta_jobs.sign_files)
    work.every(minutes=60, run=beta_jobs.tell_of_expiry)
    work.every(minutes=60, run=beta_jobs.give_on_idle_seats)
    work.every(minutes=10, run=beta_jobs.give_seats_due)
    work.every(minutes=60, run=beta_jobs.complete_what_ended)
    look_after_votes(work)


def look_after_votes(work: jobs.Jobs) -> None:
    """What votes need by the clock: figures, fingerprints, the watch on rings."""
    work.every(minutes=2, run=votes_jobs.refresh_small_figures)
    work.every(minutes=60, run=votes_jobs.refresh_figures)
    work.every(minutes=5, run=votes_jobs.renew_salts)
    work.every(minutes=60, run=votes_jobs.forget_fingerprints)
    work.every(minutes=5, run=moderation_jobs.watch_votes)


def surface(work: jobs.Jobs) -> None:
    """What surfacing keeps up by the clock."""
    work.every(minutes=10, run=surfacing_jobs.learn_missing)
    work.every(minutes=60, run=surfacing_jobs.find_duplicates)
    work.every(minutes=10, run=surfacing_jobs.sweep_scores)
    work.every(minutes=1, run=surfacing_jobs.let_fade)
    work.every(minutes=5, run=surfacing_jobs.map_opinions)
    work.every(minutes=10, run=surfacing_jobs.count_heard)
    work.every(minutes=10, run=surfacing_jobs.weigh_small_anew)
    work.every(minutes=60, run=surfacing_jobs.weigh_anew)


def stand_before(app: Flask, settings: Settings) -> None:
    """What hears of a request before the application does, the last of them first."""
    keep_pages(app, settings)
    count_readers(app, settings)
    count_requests(app, settings)


def keep_pages(app: Flask, settings: Settings) -> None:
    kept_pages.set_up(
        app,
        seconds=settings.kept_pages_seconds,
        most=settings.kept_pages_most,
        cookies=(
            str(app.config["SESSION_COOKIE_NAME"]),
            str(app.config["REMEMBER_COOKIE_NAME"]),
        ),
        stamp=settings.data_dir / "kept-pages.stamp",
    )


def count_readers(app: Flask, settings: Settings) -> None:
    """To how many people ideas are shown, and what moved; in tests when they ask."""
    begins = 0 if settings.testing else 1
    shown.set_up(
        app,
        key=settings.secret_key.get_secret_value(),
        hops=settings.trusted_proxies,
        seconds=begins * settings.shown_seconds,
        person_id=session.current_person_id,
        count=surfacing_actions.count_shown,
    )
    surfacing_actions.changed.begin(app, begins * surfacing_actions.SOON)


def count_requests(app: Flask, settings: Settings) -> None:
    """What stands before all else, and is told to whoever looks after the site."""
    counted = traffic.set_up(
        app,
        processes=settings.web_processes,
        believes=settings.trusted_proxies > 0,
    )
    with app.app_context():
        db.count_connections(db.db.engine, counted.use_connections)
