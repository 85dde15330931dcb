from sqlalchemy.orm import Mapper, RelationshipProperty

from cocreate.kernel.db import Base
from tests.reading import CAPABILITIES, bring_every_table

ORDER = ("kernel", *CAPABILITIES)


def relationships() -> "list[RelationshipProperty[object]]":
    bring_every_table()
    Base.registry.configure()
    return [one for mapper in Base.registry.mappers for one in mapper.relationships]


def test_nothing_is_loaded_that_nobody_asked_for() -> None:
    quiet = {"raise", "raise_on_sql", "write_only"}
    assert [str(one) for one in relationships() if one.lazy not in quiet] == []


def test_a_relationship_points_upstream() -> None:
    found = relationships()
    assert [str(one) for one in found if stage(one.mapper) > stage(one.parent)] == []


def stage(mapper: Mapper[object]) -> int:
    return ORDER.index(mapper.class_.__module__.split(".")[1])


def test_every_constraint_has_a_name() -> None:
    bring_every_table()
    nameless = [
        f"{constraint} of {table.name}"
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if not constraint.name
    ]
    assert nameless == []


def test_a_table_is_named_by_one_capability() -> None:
    """A row has one home, which alone may change it."""
    bring_every_table()
    homeless = set(Base.metadata.tables) - {
        getattr(mapper.local_table, "name", None) for mapper in Base.registry.mappers
    }
    assert homeless == set()
