"""Attributes, what is known of people, and segments by it."""

from itertools import count

from cocreate.kernel.answers import FieldKind
from cocreate.kernel.db import db
from cocreate.kernel.policy import Role
from cocreate.people import actions, queries
from cocreate.people.models import Attribute, Person, Segment
from cocreate.people.queries import Ruling
from cocreate.people.rules import Comparison, Matching, rule_of
from tests.factories.people import a_person, a_product_manager, actor_of

numbers = count(1)


def an_attribute(
    label: str = "Plan",
    *choices: str,
    kind: FieldKind | None = None,
) -> Attribute:
    """A choice, unless a test says otherwise: free, plus or business."""
    kind = kind or FieldKind.CHOICE
    if kind is FieldKind.CHOICE:
        choices = choices or ("Free", "Plus", "Business")
    administrator = actor_of(a_person("Oskar", role=Role.ADMINISTRATOR))
    draft = actions.AttributeDraft(label=label, kind=kind, choices=choices)
    attribute = actions.add_attribute(administrator, draft=draft)
    db.session.commit()
    return attribute


def know(person: Person, **values: str) -> None:
    """What is known of somebody from now on, by the names of attributes."""
    manager = actor_of(a_product_manager())
    actions.set_attributes(manager, person.id, values)
    db.session.commit()


def a_segment(
    name: str = "Business customers",
    *rules: tuple[str, Comparison, str],
    matching: Matching = Matching.ALL,
) -> Segment:
    """Those whose plan is Business, unless a test says otherwise."""
    asked = {question.key: question for question in queries.questions()}
    ruling = Ruling(
        matching,
        tuple(
            rule_of(asked[key], how, value)
            for key, how, value in rules or (("plan", Comparison.IS, "Business"),)
        ),
    )
    manager = actor_of(a_product_manager())
    draft = actions.SegmentDraft(name=name, ruling=ruling)
    segment = actions.make_segment(manager, draft=draft)
    db.session.commit()
    return segment
