"""What is known of customers, and which are spoken of together: of the whole site."""

from collections.abc import Iterator

from sqlalchemy import select

from cocreate.cli.exporting.selection import (
    Row,
    Selection,
    named,
    present,
    streamed,
    written,
)
from cocreate.kernel.db import db
from cocreate.people.models import Attribute, AttributeValue, Person, Segment
from cocreate.people.queries import attributes, rulings


def attribute_rows(_: Selection) -> Iterator[Row]:
    """What can be known of customers, in the order of the administrators."""
    for line in attributes():
        yield {"label": line.label, "kind": str(line.kind)} | present(
            hint=line.hint or None, choices=[*line.choices] or None
        )


def known(_: Selection) -> Iterator[Row]:
    """What is known of whom, since when, and from where."""
    query = (
        select(AttributeValue, Attribute.slug, Person.name)
        .join(Attribute, Attribute.id == AttributeValue.attribute_id)
        .join(Person, Person.id == AttributeValue.person_id)
        .order_by(AttributeValue.person_id, Attribute.position, Attribute.id)
    )
    for value, slug, name in streamed(query):
        yield {
            **named("person", value.person_id, name),
            "attribute": slug,
            "value": value.value,
            "source": str(value.source),
            "at": written(value.set_at),
            "internal": True,
        }


def segments(_: Selection) -> Iterator[Row]:
    ruled = rulings()
    query = select(Segment).order_by(Segment.id)
    for segment in db.session.scalars(query):
        ruling = ruled[segment.id]
        yield {
            "name": segment.name,
            "matching": str(ruling.matching),
            "rules": [
                {"what": rule.question.key, "how": str(rule.comparison)}
                | present(value=rule.value or None)
                for rule in ruling.rules
            ],
            "internal": True,
        } | present(about=segment.about or None)
