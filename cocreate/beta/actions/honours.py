"""Say whether a build does what was decided, and what was done about a no."""

from cocreate.beta.actions.tasks import require_tester, tell_if_shipped
from cocreate.beta.drafts import Honouring
from cocreate.beta.events import NoResolved
from cocreate.beta.kinds import Honours
from cocreate.beta.models import HonourAnswer
from cocreate.beta.policy import may_run
from cocreate.beta.queries.builds import decision_ids_of, get_build
from cocreate.beta.queries.honours import find_honour, get_honour
from cocreate.decisions.queries import people_cited_by
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import BuildId, DecisionId, HonourId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require

CITED_ONLY = "This is asked of those whom the decision cites, and who have the build."
TEAM_ONLY = "The product team says what it did about a no."


def answer_honour(
    actor: Actor, build_id: BuildId, decision_id: DecisionId, said: Honouring
) -> HonourAnswer:
    """Keep whether a build does what was decided, by somebody whom it cites.

    Said again, the newest word stands, and what was resolved is open again.
    """
    build = get_build(actor, build_id)
    if decision_id not in decision_ids_of([build.id])[build.id]:
        raise NotFoundError
    require_tester(actor, build)
    cited = people_cited_by([decision_id])[decision_id]
    require(actor.person_id in cited, CITED_ONLY)
    answer = find_honour(actor, build.id, decision_id) or HonourAnswer(
        build_id=build.id, decision_id=decision_id, person_id=actor.person_id
    )
    if (answer.honours, answer.note) == (said.honours, said.note):
        return answer
    answer.honours, answer.note = said.honours, said.note
    answer.answered_at = now()
    answer.resolution, answer.resolved_by_id, answer.resolved_at = "", None, None
    db.session.add(answer)
    db.session.flush()  # the caller may name it by its key
    tell_if_shipped(actor, build)
    return answer


def resolve_no(actor: Actor, honour_id: HonourId, *, resolution: str) -> HonourAnswer:
    """Say what was done about a no; whoever said it reads this and may say no again."""
    require(may_run(actor) and actor.may_write, TEAM_ONLY)
    answer = get_honour(actor, honour_id, lock=True)
    if answer.honours is not Honours.NO or answer.resolution == resolution:
        return answer
    answer.resolution = resolution
    answer.resolved_by_id, answer.resolved_at = actor.person_id, now()
    record(NoResolved(honour_id=answer.id, by_id=actor.person_id))
    return answer
