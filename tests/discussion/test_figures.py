import pytest

from cocreate.discussion.actions import (
    carry_discussion,
    hide_comment,
    withdraw_comment,
)
from cocreate.kernel.db import db
from tests.factories import (
    a_comment,
    a_moderator,
    a_person,
    a_project,
    actor_of,
    an_entry,
    an_idea,
)
from tests.figures import drifted

pytestmark = pytest.mark.usefixtures("app")


def test_whatever_is_done_the_figures_stay_right() -> None:
    project, ada, judge = a_project(), a_person(), actor_of(a_moderator())
    twin, into = an_idea(project=project), an_idea(project=project)
    entry = an_entry(project=project)
    said = [a_comment(twin, by=ada) for _ in range(3)]
    remark = a_comment(by=ada, entry_id=entry.id)
    withdraw_comment(actor_of(ada), said[0].id)
    hide_comment(judge, said[0].id, reason="Twice gone")
    hide_comment(judge, said[1].id, reason="Abuse")
    hide_comment(judge, remark.id, reason="Abuse")
    carry_discussion(twin.id, into.id)
    db.session.commit()
    assert drifted("idea: comments") == drifted("entry: comments") == []
