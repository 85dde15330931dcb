"""What the lines of projects, reactions and notes say, typed."""

from dataclasses import dataclass
from datetime import datetime

from cocreate.cli.importing import fields as read
from cocreate.cli.importing.authors import Author, author_named
from cocreate.cli.importing.beside import LONGEST_LABEL
from cocreate.cli.importing.fields import Fields
from cocreate.cli.importing.lines import LineError
from cocreate.cli.importing.records import LONGEST_PROJECT
from cocreate.config import current
from cocreate.discussion.reaction import Reacted
from cocreate.ideas.actions import FieldDraft, PastField
from cocreate.ideas.fields import FieldKind
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import USUAL, Colour, Step
from cocreate.kernel.ids import LONGEST_SLUG
from cocreate.projects.orders import Sort

LONGEST_HINT = 200
LONGEST_CHOICE = 100
LONGEST_STATUS = 40
LONGEST_TEMPLATE = 5_000
MOST_FIELDS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRecord:
    """A project, and what it asks of ideas."""

    key: str
    name: str
    is_private: bool
    steps: tuple[Step, ...]  # its own statuses; none: the usual ones
    opens_with: Sort
    template: str
    takes_guests: bool
    fields: tuple[PastField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionRecord:
    comment: str
    person: Author
    kind: Reacted
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRecord:
    idea: str
    author: Author
    body: str
    at: datetime


def read_project(fields: Fields) -> ProjectRecord:
    template = fields.get("template")
    return ProjectRecord(
        key=read.line(fields, "slug", most=LONGEST_SLUG),
        name=read.line(fields, "name", most=LONGEST_PROJECT),
        is_private=read.yes(fields, "private"),
        steps=steps_of(fields),
        opens_with=read.one_of_or_none(fields, "opens_with", Sort) or Sort.TOP,
        template=read.prose(fields, "template", most=LONGEST_TEMPLATE)
        if template is not None
        else "",
        takes_guests=read.yes(fields, "guests"),
        fields=tuple(map(field_of, read.objects(fields, "fields", most=MOST_FIELDS))),
    )


def steps_of(fields: Fields) -> tuple[Step, ...]:
    """Its statuses in their order; those that it does not tell of it keeps inside."""
    said = read.objects(fields, "statuses", most=len(USUAL.steps))
    if not said:
        return ()
    steps = {step.status: step for step in map(step_of, said)}
    names = {step.name.casefold() for step in steps.values()}
    if len(steps) < len(said) or len(names) < len(said):
        raise LineError("`statuses` holds one twice")
    if not any(step.is_public for step in steps.values()):
        raise LineError("`statuses` are all internal")
    rest = (step for step in USUAL.steps if step.status not in steps)
    return (*steps.values(), *(step._replace(is_public=False) for step in rest))


def step_of(fields: Fields) -> Step:
    status = read.one_of(fields, "status", Status)
    if status is Status.MERGED:
        raise LineError("`statuses` names merged, which is no step")
    following = read.lines(fields, "following", most=LONGEST_CHOICE)
    others = (read.one_of({"following": one}, "following", Status) for one in following)
    return Step(
        status,
        read.line(fields, "name", most=LONGEST_STATUS),
        read.one_of(fields, "colour", Colour),
        tuple(one for one in others if one not in {status, Status.MERGED}),
        takes_votes=read.yes(fields, "votes"),
        tells=read.yes(fields, "tells"),
        is_public=not read.yes(fields, "internal"),
    )


def field_of(fields: Fields) -> PastField:
    draft = FieldDraft(
        read.line(fields, "label", most=LONGEST_LABEL),
        read.one_of(fields, "kind", FieldKind),
        hint=read.line_or_none(fields, "hint", most=LONGEST_HINT) or "",
        choices=read.lines(fields, "choices", most=LONGEST_CHOICE),
        is_required=read.yes(fields, "required"),
    )
    if draft.kind is FieldKind.CHOICE and not draft.choices:
        raise LineError("`choices` of a choice is empty")
    return PastField(draft, is_retired=read.yes(fields, "retired"))


def read_reaction(fields: Fields) -> ReactionRecord:
    return ReactionRecord(
        comment=read.key(fields, "comment"),
        person=author_named(fields, "person"),
        kind=read.one_of(fields, "kind", Reacted),
        at=read.moment(fields, "at"),
    )


def read_note(fields: Fields) -> NoteRecord:
    return NoteRecord(
        idea=read.key(fields, "idea"),
        author=author_named(fields, "author"),
        body=read.prose(fields, "body", most=current().comment_most),
        at=read.moment(fields, "at"),
    )
