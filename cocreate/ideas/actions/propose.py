"""Propose an idea, edit it, take it back."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import bindparam, select, update

from cocreate.ideas.actions.attach import hang_on_idea
from cocreate.ideas.actions.count import count_listed
from cocreate.ideas.actions.file import put_tags
from cocreate.ideas.actions.intake import answers_to, put_answers, replace_answers
from cocreate.ideas.drafts import Hanging, IdeaDraft
from cocreate.ideas.events import IdeaEdited, IdeaProposed, IdeaWithdrawn
from cocreate.ideas.models import Idea, IdeaEdit
from cocreate.ideas.policy import may_propose, may_withdraw, why_not_edit
from cocreate.ideas.queries import answers_by_field, get_idea
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import read
from cocreate.journal.policy import is_answerable
from cocreate.journal.queries import find_prompt
from cocreate.kernel.clock import now, today
from cocreate.kernel.db import ask, db
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import IdeaId, PromptId
from cocreate.kernel.languages import translatable
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import WORKER, Actor, require
from cocreate.kernel.revisions import is_fresh
from cocreate.kernel.text import excerpt_of, render_markdown
from cocreate.projects.models import Project
from cocreate.projects.queries import (
    Called,
    called_in,
    get_project,
    pages_of,
    phase_of,
)

SAME_PRESS = timedelta(minutes=10)
LOCK_PROJECT = (
    select(Project.id).where(Project.id == bindparam("project")).with_for_update()
)
SAME_IDEA = (
    select(Idea.id)
    .where(
        Idea.author_id == bindparam("author"),
        Idea.proposed_at > bindparam("after"),
        Idea.project_id == bindparam("project"),
        Idea.title == bindparam("title"),
        Idea.body == bindparam("body"),
        Idea.withdrawn_at.is_(None),
    )
    .order_by(Idea.id)
    .limit(1)
)


def propose_idea(actor: Actor, slug: str, *, draft: IdeaDraft) -> Idea:
    """Put an idea before everybody in the project, open for votes.

    A second press gives the idea that the first one made.
    """
    project = get_project(actor, slug)
    require(
        may_propose(actor, project.phase),
        translatable("This project takes no new ideas just now."),
    )
    if made := just_proposed(actor, project, draft):
        return made
    check_prompt(actor, project, draft.prompt_id)
    answers = answers_to(project.id, draft)
    called = called_in(draft.body, project.id)
    status, internal = read(project.workflow).placed(Status.NEW)
    idea = Idea(
        project_id=project.id,
        author_id=actor.person_id,
        prompt_id=draft.prompt_id,
        title=draft.title,
        status=status,
        internal=internal,
        proposed_at=now(),
        **written(draft.body, called),
    )
    db.session.add(idea)
    db.session.flush()  # what follows needs the idea's key
    count_listed(idea, by=1)
    put_tags(idea, draft.tags)
    put_answers(idea, answers)
    if draft.hanging:
        hang_on_idea(actor, idea, draft.hanging)
    record(
        IdeaProposed(
            idea_id=idea.id,
            author_id=actor.person_id,
            differs=tuple(draft.differs.items()),
            mentioned=others_of(actor, called),
        )
    )
    return idea


def check_prompt(actor: Actor, project: Project, prompt_id: PromptId | None) -> None:
    if prompt_id is None:
        return
    prompt = find_prompt(actor, prompt_id)
    if prompt is None or prompt.project_id != project.id:
        raise InvalidError({"prompt": "This project asks no such question."})
    if not is_answerable(prompt, today()):
        raise InvalidError(
            {"prompt": translatable("This question takes no more answers.")}
        )


def just_proposed(actor: Actor, project: Project, draft: IdeaDraft) -> Idea | None:
    """The same idea by the same person moments ago: a second press, not a second idea.

    The project row is locked first, so that two presses cannot both find nothing.
    """
    ask(LOCK_PROJECT, project=project.id)
    made = ask(
        SAME_IDEA,
        author=actor.person_id,
        after=now() - SAME_PRESS,
        project=project.id,
        title=draft.title,
        body=draft.body,
    ).scalar()
    return made and db.session.get_one(Idea, made)


def written(body: str, called: Called | None = None) -> dict[str, str]:
    """What an idea says, rendered; the names it calls lead to their people."""
    html = render_markdown(body, pages_of(called or {}))
    return {"body": body, "body_html": html, "excerpt": excerpt_of(html)}


def put_other_words(idea: Idea, *, title: str, body: str) -> None:
    """Let an idea say it in other words, as the site's rules ask; it leaves none."""
    idea.title = title
    called = called_in(body, idea.project_id)
    for column, value in written(body, called).items():
        setattr(idea, column, value)
    db.session.flush()  # what follows reads the words


def others_of(actor: Actor, called: Called) -> tuple[int, ...]:
    return tuple(sorted(set(called.values()) - {actor.person_id}))


def edit_idea(actor: Actor, idea_id: IdeaId, *, draft: IdeaDraft) -> Idea:
    """Change the words of one's own idea; what it said before is kept as history.

    Mended within minutes, before anybody joined in or reported it, it leaves none.
    """
    idea = get_idea(actor, idea_id, lock=True)
    refusal = why_not_edit(actor, idea, phase_of(idea.project_id))
    require(not refusal, refusal)
    if (idea.title, idea.body) == (draft.title, draft.body):
        return idea
    alone = idea.votes == 0 and idea.comments == 0 and idea.reported_at is None
    if not (alone and is_fresh(idea.proposed_at, idea.edited_at, now())):
        keep_what_it_said(actor, idea)
    idea.title = draft.title
    called = called_in(draft.body, idea.project_id)
    for column, value in written(draft.body, called).items():
        setattr(idea, column, value)
    record(
        IdeaEdited(
            idea_id=idea.id,
            editor_id=actor.person_id,
            mentioned=others_of(actor, called),
        )
    )
    return idea


def keep_what_it_said(actor: Actor, idea: Idea) -> None:
    """Until somebody has kept what was reported, all that it said is kept back."""
    is_kept_back = idea.reported_at is not None or idea.hidden_at is not None
    if is_kept_back:
        keep_back(idea)
    db.session.add(
        IdeaEdit(
            idea_id=idea.id,
            editor_id=actor.person_id,
            title=idea.title,
            body=idea.body,
            edited_at=now(),
            is_kept_back=is_kept_back,
        )
    )
    idea.edited_at = now()


def keep_back(idea: Idea) -> None:
    """What it said earlier may say the same."""
    earlier = update(IdeaEdit).where(IdeaEdit.idea_id == idea.id)
    db.session.execute(earlier.values(is_kept_back=True))


def note_idea_reported(idea_id: IdeaId) -> None:
    """Have a change keep what an idea says now, however soon: somebody reported it."""
    get_idea(WORKER, idea_id, lock=True).reported_at = now()


def note_idea_kept(idea_id: IdeaId) -> None:
    """Have what an idea says be changed as if nobody had reported it."""
    get_idea(WORKER, idea_id, lock=True).reported_at = None


def change_answers(actor: Actor, idea_id: IdeaId, *, draft: IdeaDraft) -> Idea:
    """Answer the project's questions anew; those not spoken of keep their answers."""
    idea = get_idea(actor, idea_id, lock=True)
    refusal = why_not_edit(actor, idea, phase_of(idea.project_id))
    require(not refusal, refusal)
    said = {**answers_by_field(idea.id), **draft.answers}
    replace_answers(idea, answers_to(idea.project_id, replace(draft, answers=said)))
    return idea


def change_files(actor: Actor, idea_id: IdeaId, hanging: Hanging) -> Idea:
    """Let these files hang on one's own idea, and no others."""
    idea = get_idea(actor, idea_id, lock=True)
    refusal = why_not_edit(actor, idea, phase_of(idea.project_id))
    require(not refusal, refusal)
    hang_on_idea(actor, idea, hanging)
    return idea


def withdraw_idea(actor: Actor, idea_id: IdeaId) -> Idea:
    """Take one's own idea back; its page stays for those who stood behind it."""
    idea = get_idea(actor, idea_id, lock=True)
    if idea.withdrawn_at is not None:
        return idea
    require(
        may_withdraw(actor, idea),
        translatable("Authors can withdraw an idea until the team has taken it up."),
    )
    count_listed(idea, by=-1)
    idea.withdrawn_at = now()
    record(IdeaWithdrawn(idea_id=idea.id, by_id=actor.person_id))
    return idea
