"""The programme of a project's beta: what it is, and what it asks and promises."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from werkzeug.datastructures import MultiDict

from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.enrolment_schemas import (
    ProgrammeBody,
    ProgrammeSchema,
    QuestionToAskBody,
    ScreeningQuestionSchema,
    TermsVersionSchema,
)
from cocreate.api.v1.reports import programme_of
from cocreate.beta import actions, policy, queries
from cocreate.beta.forms import ProgrammeForm, QuestionForm
from cocreate.beta.screening import rule_words
from cocreate.beta.standing import Standing, standing_of
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.addresses import whole_address_of
from cocreate.kernel.clock import now
from cocreate.kernel.ids import QuestionId
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects

COLUMNS = (
    *("id", "name", "about", "about_html", "terms", "terms_html", "terms_version"),
    *("seats", "taken", "rule", "starts_on", "entries_until", "ends_on"),
    *("opened_at", "closed_at"),
)
PLACE = (
    *("place", "device", "applied_at", "placed_at", "terms_version"),
    *("terms_accepted_at", "entry", "reminded_at"),
)


def as_typed(body: Mapping[str, Any]) -> MultiDict[str, str]:
    """A body as a form of the pages sends it: its sentences are those of the page."""
    typed: MultiDict[str, str] = MultiDict()
    for name, said in body.items():
        for one in said if isinstance(said, list) else [said]:
            if one is not None and one is not False:
                typed.add(name, in_words(one))
    return typed


def in_words(said: object) -> str:
    if isinstance(said, StrEnum):
        return said.value
    return said.isoformat() if isinstance(said, date) else str(said)


@blp.route("/projects/<slug>/beta", methods=["GET"])
@blp.response(200, ProgrammeSchema)
@says(401, 404)
@open_to(Audience.ANYONE)
def show_programme(slug: str) -> Any:
    """The beta of a project: its rules, days, seats, terms, questions; your place."""
    return whole_programme(slug)


def whole_programme(slug: str) -> dict[str, Any]:
    actor = current_actor()
    project = projects.get_project(actor, slug)
    found = queries.get_programme_of(actor, project.id)
    standing = standing_of(actor, found, project.phase)
    return {name: getattr(found, name) for name in COLUMNS} | {
        "project": slug,
        "takes_testers": policy.takes_testers(found, project.phase, now()),
        "platforms": platforms_of(found),
        "questions": queries.questions_of(found.id),
        "lottery": promised(slug, found),
        "why_not_apply": standing.why_not_apply,
        "place": own_place(standing),
        "inside": inside(found) if policy.may_run(actor) else None,
    }


def platforms_of(found: Any) -> list[dict[str, Any]]:
    wanted = queries.platforms_of(found.id)
    return [{"platform": one, "least_version": wanted[one]} for one in wanted]


def promised(slug: str, found: Any) -> dict[str, Any] | None:
    lottery = queries.find_lottery(found.id)
    if lottery is None:
        return None
    told = ("commitment", "committed_at", "strata", "shares", "source")
    drawn = ("source_value", "drawn_at")
    return {name: getattr(lottery, name) for name in (*told, *drawn)} | {
        "file": whole_address_of("beta.lottery_file", slug=slug)
        if lottery.document
        else None
    }


def own_place(standing: Standing) -> dict[str, Any] | None:
    """Where the reader stands; nothing for who never applied."""
    mine = standing.enrolment
    if mine is None:
        return None
    groups = {one.id: one.name for one in queries.cohorts(mine.programme_id)}
    return {name: getattr(mine, name) for name in PLACE} | {
        "queue_place": standing.queue_place or None,
        "group": groups.get(mine.cohort_id) if mine.cohort_id else None,
        "terms_are_new": standing.terms_are_new,
    }


def inside(found: Any) -> dict[str, Any]:
    return {
        "idle_days": found.idle_days,
        "by_segment": found.by_segment,
        "segment_ids": queries.segment_ids_of(found.id),
        "places": queries.count_places(found.id),
    }


@blp.route("/projects/<slug>/beta", methods=["PUT"])
@blp.arguments(ProgrammeBody)
@blp.response(200, ProgrammeSchema)
@says(*CHANGING, 422)
@open_to(Audience.TEAM)
@writes
def put_programme(body: dict[str, Any], slug: str) -> Any:
    """Open the beta of a project, or change it; new terms are a new version."""
    actor = current_actor()
    project = projects.get_project(actor, slug)
    chosen = body.pop("platforms")
    typed = as_typed(body | {"platforms": [one["platform"] for one in chosen]})
    for one in chosen:
        typed.add(f"least_{one['platform'].value}", one["least_version"])
    form = ProgrammeForm(typed)
    form.require_valid()
    actions.save_programme(actor, project.id, form.draft())
    return whole_programme(slug)


@blp.route("/projects/<slug>/beta/closure", methods=["PUT"])
@blp.response(200, ProgrammeSchema)
@says(*CHANGING)
@open_to(Audience.TEAM)
@writes
def close_programme(slug: str) -> Any:
    """Take no more testers. Those who are in stay in, and keep their builds."""
    actions.close_programme(current_actor(), programme_of(slug).id)
    return whole_programme(slug)


@blp.route("/projects/<slug>/beta/closure", methods=["DELETE"])
@blp.response(200, ProgrammeSchema)
@says(*CHANGING)
@open_to(Audience.TEAM)
@writes
def reopen_programme(slug: str) -> Any:
    """Take testers again; free seats go to those who wait."""
    actions.reopen_programme(current_actor(), programme_of(slug).id)
    return whole_programme(slug)


@blp.route("/projects/<slug>/beta/terms", methods=["GET"])
@blp.response(200, TermsVersionSchema(many=True))
@says(401, 404)
@open_to(Audience.ANYONE)
def list_terms(slug: str) -> Any:
    """Every version of the terms, the newest first."""
    return queries.terms_versions(programme_of(slug).id)


@blp.route("/projects/<slug>/beta/questions", methods=["GET"])
@blp.response(200, ScreeningQuestionSchema(many=True))
@says(401, 403, 404)
@open_to(Audience.TEAM)
def list_questions(slug: str) -> Any:
    """What whoever applies is asked, and which answers pass."""
    return asked_in(programme_of(slug))


def asked_in(programme: Any) -> list[dict[str, Any]]:
    shown = ("id", "kind", "label", "hint", "choices", "passes")
    return [
        {name: getattr(one, name) for name in shown} | {"rule": rule_words(one)}
        for one in queries.questions_of(programme.id)
    ]


@blp.route("/projects/<slug>/beta/questions", methods=["POST"])
@blp.arguments(QuestionToAskBody)
@blp.response(200, ScreeningQuestionSchema(many=True))
@says(*CHANGING, 422)
@open_to(Audience.TEAM)
@writes
def ask_question(body: dict[str, Any], slug: str) -> Any:
    """Ask one question more; one that is asked in these words stays as it is."""
    programme = programme_of(slug)
    form = QuestionForm(as_typed(body | {"choices": "\n".join(body["choices"])}))
    form.require_valid()
    actions.ask_question(current_actor(), programme.id, form.draft())
    return asked_in(programme)


@blp.route("/projects/<slug>/beta/questions/<int:question_id>", methods=["DELETE"])
@blp.response(204)
@says(*CHANGING)
@open_to(Audience.TEAM)
@writes
def retire_question(slug: str, question_id: int) -> None:
    """Ask it no more; what was answered is kept."""
    actions.retire_question(
        current_actor(), programme_of(slug).id, QuestionId(question_id)
    )
