"""A town's beta looks for testers: what it asks, whom it invites, what is drawn."""

from typing import Any

from cocreate.beta import actions as beta
from cocreate.beta.drafts import (
    DeviceDraft,
    LinkDraft,
    LotteryDraft,
    ProgrammeDraft,
    QuestionDraft,
)
from cocreate.beta.kinds import Platform, QuestionKind, SeatRule
from cocreate.beta.models import Programme
from cocreate.kernel.db import db
from cocreate.people.models import Person
from tests.factories import actor_of

FIGURE = "The river's level at noon"


def recruiting(
    programme: Programme, customer: Person, manager: Person
) -> dict[str, Any]:
    """A lottery, a question, a link, and a device somebody tests on."""
    team, phone = actor_of(manager), DeviceDraft(platform=Platform.IOS, model="iPhone")
    draft = ProgrammeDraft(
        name=programme.name,
        about=programme.about,
        terms=programme.terms,
        seats=programme.seats,
        rule=SeatRule.LOTTERY,
        lottery=LotteryDraft(source=FIGURE),
    )
    beta.edit_programme(team, programme.id, draft)
    daily = QuestionDraft(kind=QuestionKind.YES_NO, label="Do you pay daily?")
    question_id = beta.ask_question(team, programme.id, daily)
    link = beta.make_link(team, programme.id, LinkDraft(note="The shop"))
    device = beta.add_device(actor_of(customer), phone)
    db.session.commit()
    return {
        "question_id": question_id,
        "link_id": link.id,
        "invitation_code": link.code,
        "device_id": device.id,
    }
