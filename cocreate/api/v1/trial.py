"""What the team asks of testers, who takes part, and how a programme ended."""

from typing import Any

from cocreate.api.answers import page_of_rows
from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.report_schemas import TaskSchema
from cocreate.api.v1.reports import programme_of
from cocreate.api.v1.schemas import page_of
from cocreate.api.v1.trial_schemas import (
    CloseOutBody,
    CloseOutSchema,
    DecisionTallySchema,
    NewTaskBody,
    ParticipantArguments,
    ParticipantSchema,
    ScoreShownBody,
    TesterScoreSchema,
)
from cocreate.beta import actions, queries
from cocreate.beta.drafts import CloseOutDraft, TaskDraft
from cocreate.beta.kinds import Honours
from cocreate.decisions import queries as decisions
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import BuildId, DecisionId, TaskId
from cocreate.kernel.transaction import writes
from cocreate.people.queries import faces
from cocreate.people.session import current_actor


@blp.route("/builds/<int:build_id>/tasks", methods=["POST"])
@blp.arguments(NewTaskBody)
@blp.response(201, TaskSchema(many=True))
@says(*CHANGING, 422)
@open_to(Audience.TEAM)
@writes
def ask_for_task(body: dict[str, Any], build_id: int) -> Any:
    """Ask testers to try something; one of that name is asked for once."""
    actor, key = current_actor(), BuildId(build_id)
    actions.add_task(actor, key, TaskDraft(**body))
    return queries.tasks_of(actor, key)


@blp.route("/tasks/<int:task_id>", methods=["DELETE"])
@blp.response(200, TaskSchema(many=True))
@says(*CHANGING)
@open_to(Audience.TEAM)
@writes
def drop_task(task_id: int) -> Any:
    """Ask nobody any more; what was answered stays."""
    actor = current_actor()
    task = actions.drop_task(actor, TaskId(task_id))
    return queries.tasks_of(actor, task.build_id)


@blp.route("/decisions/<int:decision_id>/tally", methods=["GET"])
@blp.response(200, DecisionTallySchema)
@says(401, 403, 404)
@open_to(Audience.TEAM)
def show_decision_tally(decision_id: int) -> Any:
    """Whether what was built does what was decided: who says so, and why."""
    key = DecisionId(decision_id)
    if not decisions.published(current_actor(), [key]):
        raise NotFoundError
    tally = queries.tallies([key])[key]
    known = faces(one.person_id for one in tally.verdicts)
    return {
        "decision_id": key,
        "asked": tally.asked,
        **{said.value: tally.count(said) for said in Honours},
        "open_noes": len(tally.open_noes),
        "verdicts": [
            {
                **one._asdict(),
                "person": known[one.person_id],
                "is_open_no": one.is_open_no,
            }
            for one in tally.verdicts
        ],
    }


@blp.route("/projects/<slug>/beta/participants", methods=["GET"])
@blp.arguments(ParticipantArguments, location="query")
@blp.response(200, page_of(ParticipantSchema))
@says(401, 403, 404, 422)
@open_to(Audience.TEAM)
def list_participants(asked: dict[str, Any], slug: str) -> Any:
    """Each tester with a seat and how far they came, in no order of merit."""
    programme = programme_of(slug)
    page = queries.participants(
        programme.id, step=asked.get("step"), start=asked.get("page")
    )
    people = [row.person_id for row in page.rows]
    known = faces(people)
    agreed = queries.scores(programme.id, queries.who_agreed(programme.id, people))
    rows = [
        row._asdict()
        | {
            "person": known[row.person_id],
            "step": row.step,
            "points": points_of(agreed.get(row.person_id)),
        }
        for row in page.rows
    ]
    return page_of_rows(page, rows)


def points_of(score: Any) -> int | None:
    return None if score is None else score.points


@blp.route("/projects/<slug>/beta/score", methods=["GET"])
@blp.response(200, TesterScoreSchema)
@says(401, 404)
@open_to(Audience.MEMBERS)
def show_score(slug: str) -> Any:
    """What your reports led to; of others, those who agreed to be ranked."""
    return own_score(slug)


@blp.route("/projects/<slug>/beta/score", methods=["PUT"])
@blp.arguments(ScoreShownBody)
@blp.response(200, TesterScoreSchema)
@says(*CHANGING, 422)
@open_to(Audience.MEMBERS)
@writes
def agree_to_ranking(body: dict[str, bool], slug: str) -> Any:
    """Agree that others see your score, or take it out of the ranking again."""
    actions.show_score(current_actor(), programme_of(slug).id, shown=body["shown"])
    return own_score(slug)


def own_score(slug: str) -> dict[str, Any]:
    actor, programme = current_actor(), programme_of(slug)
    enrolment = queries.find_enrolment(programme.id, actor.person_id)
    if enrolment is None and not actor.is_team:
        raise NotFoundError
    ranked: Any = queries.ranking(programme.id)
    known = faces(person_id for person_id, _ in ranked)
    own = queries.scores(programme.id, [actor.person_id])[actor.person_id]
    return {
        "points": own.points,
        "shown": enrolment is not None and enrolment.score_shown,
        "ranking": [
            {"person": known[person_id], "points": score.points}
            for person_id, score in ranked
        ],
    }


@blp.route("/projects/<slug>/beta/outcome", methods=["GET"])
@blp.response(200, CloseOutSchema)
@says(401, 404)
@open_to(Audience.ANYONE)
def show_outcome(slug: str) -> Any:
    """How the programme ended: to be read for good."""
    return outcome_of(programme_of(slug).id)


@blp.route("/projects/<slug>/beta/outcome", methods=["PUT"])
@blp.arguments(CloseOutBody)
@blp.response(200, CloseOutSchema)
@says(*CHANGING, 422)
@open_to(Audience.TEAM)
@writes
def end_programme(body: dict[str, str], slug: str) -> Any:
    """End the programme, once, and thank all who tested; its words can be mended."""
    programme = programme_of(slug)
    actions.end_programme(current_actor(), programme.id, CloseOutDraft(**body))
    return outcome_of(programme.id)


def outcome_of(programme_id: Any) -> dict[str, Any]:
    ended = queries.find_close_out(programme_id)
    if ended is None:
        raise NotFoundError
    found, helped = queries.what_was_found(programme_id), queries.finders(programme_id)
    return {
        **{name: getattr(ended, name) for name in ("summary", "thanks", "ended_at")},
        **{name: getattr(found, name) for name in ("reports", "ideas", "builds")},
        "kinds": found.kinds,
        "outcomes": found.outcomes,
        "people": helped.named,
        "others": helped.others,
    }
