"""Who may do what with an idea. Pure: rows in, bool out."""

from difflib import SequenceMatcher
from typing import Protocol

from cocreate.ideas.hiding import Hiding
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import Step, read, taking_votes
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId
from cocreate.kernel.languages import translatable
from cocreate.kernel.policy import Actor, Trust
from cocreate.projects.phase import Phase
from cocreate.projects.policy import Activity, is_open, is_running

MOSTLY = 0.6  # of two titles' letters, in the same order


class Standing(Protocol):
    """What the rules ask of an idea: a row of the table, or a few of its columns."""

    @property
    def author_id(self) -> PersonId: ...
    @property
    def status(self) -> Status: ...
    @property
    def listed(self) -> bool: ...


class Editable(Standing, Protocol):
    """What the rules of editing ask: whether it waits for its author's change."""

    @property
    def hidden_as(self) -> Hiding | None: ...


class Votable(Standing, Protocol):
    """What the rules of voting ask: where the idea stands, and what that allows."""

    @property
    def workflow(self) -> str: ...


def takes_ideas(phase: Phase) -> bool:
    """Whether ideas can be proposed now, by whoever may write."""
    return is_open(phase, Activity.IDEAS)


def may_propose(actor: Actor, phase: Phase) -> bool:
    return actor.may_write and is_open(phase, Activity.IDEAS)


def may_vote(actor: Actor, idea: Votable, phase: Phase) -> bool:
    return (
        actor.may_write
        and takes_votes(idea, phase)
        and idea.author_id != actor.person_id
    )


def offers_vote(actor: Actor, idea: Votable, phase: Phase) -> bool:
    """Whether the button is there: for whoever may vote, and for who may sign in."""
    if actor.is_member:
        return may_vote(actor, idea, phase)
    return takes_votes(idea, phase)


def takes_votes(idea: Votable, phase: Phase) -> bool:
    is_open_now = idea.listed and is_open(phase, Activity.VOTES)
    return is_open_now and idea.status in taking_votes(idea.workflow)


def may_comment(actor: Actor, idea: Standing, phase: Phase) -> bool:
    return actor.may_write and idea.listed and is_open(phase, Activity.COMMENTS)


def may_edit(actor: Actor, idea: Editable, phase: Phase) -> bool:
    """Authors edit while the team has not taken the idea up; history keeps the rest.

    What a moderator returned for a change, they change until it is shown again.
    """
    own = actor.may_write and idea.author_id == actor.person_id
    is_returned = own and idea.hidden_as is Hiding.RETURNED
    return is_running(phase) and (is_returned or may_withdraw(actor, idea))


def why_not_edit(actor: Actor, idea: Editable, phase: Phase) -> str:
    """What keeps the actor from changing an idea; nothing where they may."""
    if not is_running(phase):
        return translatable(
            "This project is closed: what was said in it stays as it was."
        )
    if may_edit(actor, idea, phase):
        return ""
    return translatable("Authors can edit an idea until the team has taken it up.")


def may_withdraw(actor: Actor, idea: Standing) -> bool:
    """One's own words can be taken back in any phase."""
    own = idea.author_id == actor.person_id
    early = idea.status in {Status.NEW, Status.UNDER_REVIEW}
    return actor.may_write and own and idea.listed and early


def may_answer(actor: Actor, idea: Standing) -> bool:
    """The product team sets statuses, answers, tags and assigns."""
    return actor.may_write and actor.is_team and idea.status is not Status.MERGED


def may_file(actor: Actor, idea: Standing) -> bool:
    """The team; and customers trusted so far, under tags that are in use."""
    trusted = actor.may_write and actor.trust >= Trust.REGULAR
    is_told_apart = idea.listed and idea.status is not Status.MERGED
    return may_answer(actor, idea) or (trusted and is_told_apart)


def may_correct(actor: Actor, idea: Standing, phase: Phase) -> bool:
    """Customers trusted so far, of others' ideas that the team has not taken up.

    Not the company: it would put words into customers' mouths.
    """
    trusted = actor.may_write and actor.trust >= Trust.REGULAR and not actor.is_company
    others = idea.listed and idea.author_id != actor.person_id
    early = idea.status in {Status.NEW, Status.UNDER_REVIEW}
    return trusted and others and early and is_running(phase)


def keeps_the_sense(was: str, became: str) -> bool:
    """Whether most of a title stays as it was: else it is no correction."""
    alike = SequenceMatcher(None, was.casefold(), became.casefold()).ratio()
    return alike >= MOSTLY


def may_set_back(actor: Actor, idea: Standing, by_id: PersonId) -> bool:
    """Its author, whoever corrected it, and those who look after the site."""
    own = actor.person_id in {idea.author_id, by_id}
    return actor.may_write and (own or actor.is_team or actor.is_moderator)


class Foldable(Standing, Protocol):
    """What decides whether one idea can be folded into another."""

    @property
    def id(self) -> IdeaId: ...
    @property
    def project_id(self) -> ProjectId: ...


def may_fold(idea: Foldable, into: Foldable) -> bool:
    """Two ideas of one project that everybody sees can be made one."""
    together = idea.project_id == into.project_id and idea.id != into.id
    return together and idea.listed and into.listed


def may_split(actor: Actor, idea: Standing) -> bool:
    return actor.may_write and actor.is_team and idea.listed


def may_merge(actor: Actor) -> bool:
    return actor.may_write and actor.is_team


def why_untold(step: Step, shown: Status | None = None) -> str:
    """What keeps people from being told that an idea comes here; else nothing.

    `shown` is where customers see it until then.
    """
    if not step.is_public:
        return "Customers do not see this status: nobody is told."
    if step.status is shown:
        return "Customers have seen it there all along: nobody is told."
    return "" if step.tells else "Nobody is told when an idea comes to this status."


def may_move(status: Status, to: Status, workflow: str) -> bool:
    """Whether an idea may go there; `merged` is reached by merging alone."""
    return to in read(workflow).step(status).following
