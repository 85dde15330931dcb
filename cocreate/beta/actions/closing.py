"""End a programme: say what was learnt, thank, and keep it to be read."""

from cocreate.beta.actions.leaving import complete_testing
from cocreate.beta.drafts import CloseOutDraft
from cocreate.beta.events import ProgrammeEnded
from cocreate.beta.models import CloseOut
from cocreate.beta.policy import may_run
from cocreate.beta.queries.closing import find_close_out
from cocreate.beta.queries.programmes import get_programme
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import ProgrammeId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.kernel.text import render_markdown


def end_programme(
    actor: Actor, programme_id: ProgrammeId, draft: CloseOutDraft
) -> CloseOut:
    """End a programme, once, and tell all who tested; its words can be mended later."""
    require(may_run(actor) and actor.may_write, "The product team ends the beta.")
    programme = get_programme(actor, programme_id, lock=True)
    ended = find_close_out(programme.id)
    if ended is None:
        ended = CloseOut(programme_id=programme.id, by_id=actor.person_id)
        ended.ended_at = now()
        complete_testing(actor, programme.id)
        record(ProgrammeEnded(programme_id=programme.id, by_id=actor.person_id))
    ended.summary, ended.summary_html = draft.summary, render_markdown(draft.summary)
    ended.thanks, ended.thanks_html = draft.thanks, render_markdown(draft.thanks)
    db.session.add(ended)
    return ended
