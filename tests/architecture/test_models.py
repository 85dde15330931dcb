import pytest
from sqlalchemy.orm import RelationshipProperty

from cocreate.kernel.db import Base
from tests.reading import CAPABILITIES, bring_every_table

ORDER = ("kernel", *CAPABILITIES)
bring_every_table()
Base.registry.configure()
RELATIONSHIPS = [
    relationship
    for mapper in Base.registry.mappers
    for relationship in mapper.relationships
]


@pytest.mark.parametrize("relationship", RELATIONSHIPS, ids=str)
def test_nothing_is_loaded_that_nobody_asked_for(
    relationship: "RelationshipProperty[object]",
) -> None:
    assert relationship.lazy in {"raise", "raise_on_sql", "write_only"}


@pytest.mark.parametrize("relationship", RELATIONSHIPS, ids=str)
def test_a_relationship_points_upstream(
    relationship: "RelationshipProperty[object]",
) -> None:
    here = ORDER.index(relationship.parent.class_.__module__.split(".")[1])
    there = ORDER.index(relationship.mapper.class_.__module__.split(".")[1])
    assert there <= here


@pytest.mark.parametrize("table", Base.metadata.tables.values(), ids=str)
def test_every_constraint_has_a_name(table: object) -> None:
    constraints = getattr(table, "constraints", ())
    assert [constraint for constraint in constraints if not constraint.name] == []
