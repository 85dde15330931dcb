"""Say what the company knows of its customers: the attributes themselves."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from cocreate.kernel.answers import FieldKind
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError, InvalidError
from cocreate.kernel.ids import AttributeId, slug_of
from cocreate.kernel.policy import Actor, require
from cocreate.people.models import Attribute
from cocreate.people.policy import may_define
from cocreate.people.queries import get_attribute, rules_about

MOST_ATTRIBUTES = 40
ADMINISTRATORS_ONLY = "Administrators say what is known of customers."
# What the columns of a file call the person themselves.
RESERVED = frozenset({"email", "e-mail", "external-id", "name", "id"})


class AttributeInUseError(ConflictError):
    message = "Segments ask for it. Change their rules first."


@dataclass(frozen=True, slots=True)
class AttributeDraft:
    """An attribute as an administrator writes it."""

    label: str
    kind: FieldKind
    hint: str = ""
    choices: tuple[str, ...] = ()


def add_attribute(actor: Actor, *, draft: AttributeDraft) -> Attribute:
    """Know one more thing of customers; a second press adds it once."""
    require(may_define(actor), ADMINISTRATORS_ONLY)
    if known := same_attribute(draft.label):
        return say_again(known, draft)
    count, last = db.session.execute(
        select(func.count(), func.max(Attribute.position))
    ).one()
    if count >= MOST_ATTRIBUTES:
        raise InvalidError({"label": f"There are {MOST_ATTRIBUTES} already."})
    attribute = Attribute(
        slug=slug_of(draft.label), kind=draft.kind, position=(last or 0) + 1
    )
    write_attribute(attribute, draft)
    try:
        with db.session.begin_nested():
            db.session.add(attribute)
    except IntegrityError:  # two pressed at once
        if (known := same_attribute(draft.label)) is None:
            raise ConflictError from None
        return say_again(known, draft)
    return attribute


def say_again(known: Attribute, draft: AttributeDraft) -> Attribute:
    if known.kind is not draft.kind:
        raise InvalidError({"label": "Another kind of attribute has this name."})
    write_attribute(known, draft)
    return known


def edit_attribute(
    actor: Actor, attribute_id: AttributeId, *, draft: AttributeDraft
) -> None:
    """Say it anew. Its kind and its name in files stay: values are kept by them."""
    require(may_define(actor), ADMINISTRATORS_ONLY)
    attribute = get_attribute(attribute_id, lock=True)
    same = same_attribute(draft.label)
    if same is not None and same.id != attribute.id:
        raise InvalidError({"label": "Another attribute has this name."})
    write_attribute(attribute, draft)


def remove_attribute(actor: Actor, attribute_id: AttributeId) -> None:
    """Know it of nobody any more; refused while segments ask for it.

    A second press finds it gone.
    """
    require(may_define(actor), ADMINISTRATORS_ONLY)
    attribute = db.session.get(Attribute, attribute_id, with_for_update=True)
    if attribute is None:
        return
    if rules_about(attribute.id):
        raise AttributeInUseError
    db.session.delete(attribute)


def same_attribute(label: str) -> Attribute | None:
    slug = slug_of(label)
    if slug in RESERVED:
        raise InvalidError({"label": "This names the person in files: choose another."})
    return db.session.scalar(select(Attribute).where(Attribute.slug == slug))


def write_attribute(attribute: Attribute, draft: AttributeDraft) -> None:
    if draft.kind is FieldKind.CHOICE and not draft.choices:
        raise InvalidError({"choices": "Write what it can be, one a line."})
    attribute.label, attribute.hint = draft.label, draft.hint
    attribute.choices = "\n".join(draft.choices)
