"""What decisions do when somebody leaves."""

from cocreate.decisions import actions
from cocreate.kernel.ids import PersonId
from cocreate.people.events import PersonLeft


def forget_thanks(event: PersonLeft) -> None:
    """What they were thanked for, in the team's words, may say who they were."""
    actions.forget_thanks(PersonId(event.person_id))
