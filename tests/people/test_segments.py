from datetime import timedelta

import pytest

from cocreate.kernel.answers import FieldKind
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError, InvalidError
from cocreate.kernel.transaction import transaction
from cocreate.people import actions, queries
from cocreate.people.models import Person, Segment
from cocreate.people.rules import Comparison, Matching
from tests.factories import (
    a_person,
    a_product_manager,
    a_segment,
    actor_of,
    an_attribute,
    know,
)

pytestmark = pytest.mark.usefixtures("app")


def members(segment: Segment) -> set[str]:
    ids = db.session.scalars(queries.members_of(segment.id)).all()
    return {db.session.get_one(Person, person_id).name for person_id in ids}


def test_a_segment_is_whoever_its_rules_let_in_and_follows_what_becomes_known() -> None:
    an_attribute("Plan")
    an_attribute("Revenue", kind=FieldKind.NUMBER)
    an_attribute("Since", kind=FieldKind.DATE)
    an_attribute("Country", kind=FieldKind.TEXT)
    ada, ben, cy = a_person("Ada"), a_person("Ben"), a_person("Cy")
    know(ada, plan="business", revenue="1200.50", since="2019-02-01", country="España")
    know(ben, plan="Plus", revenue="90", since="2024-06-30")
    business = a_segment()
    old_or_large = a_segment(
        "Old or large",
        ("since", Comparison.AT_MOST, "2020-01-01"),
        ("revenue", Comparison.AT_LEAST, "1000"),
        matching=Matching.ANY,
    )
    spain = a_segment("Spain", ("country", Comparison.CONTAINS, "espana"))
    unknown = a_segment("No plan known", ("plan", Comparison.UNKNOWN, ""))
    others = a_segment("Not business", ("plan", Comparison.IS_NOT, "Business"))
    assert members(business) == members(old_or_large) == members(spain) == {"Ada"}
    assert members(unknown) == {"Cy"}  # customers alone, though the team has no plan
    assert members(others) == {"Ben"}
    know(ben, plan="Business", revenue="")
    know(cy, plan="Plus")
    assert members(business) == {"Ada", "Ben"}
    assert members(others) == {"Cy"}
    assert members(unknown) == set()
    assert queries.segments_of([ada.id, cy.id]) == {
        ada.id: {business.id, old_or_large.id, spain.id},
        cy.id: {others.id},
    }


def test_segments_are_for_the_team() -> None:
    an_attribute("Plan")
    a_segment()
    manager, ada = actor_of(a_product_manager()), actor_of(a_person("Ada"))
    assert [line.slug for line in queries.segments(manager)] == ["business-customers"]
    assert queries.find_segment(manager, "business-customers") is not None
    assert queries.find_segment(ada, "business-customers") is None
    assert queries.segments(ada) == []


def test_the_team_adds_up_what_people_are_worth_by_account() -> None:
    plan, revenue = an_attribute("Plan"), an_attribute("R", kind=FieldKind.NUMBER)
    ada, ben, cy = a_person("Ada"), a_person("Ben"), a_person("Cy")
    know(ada, plan="Business", r="1200.50")
    know(ben, plan="Business")
    know(cy, plan="Plus", r="-3")
    manager, everybody = actor_of(a_product_manager()), [ada.id, ben.id, cy.id]
    assert queries.groups_among(manager, everybody, plan.id, worth_id=revenue.id) == [
        ("Business", 2, 1200.5),
        ("Plus", 1, -3.0),
    ]
    assert queries.groups_among(actor_of(cy), everybody, plan.id) == []
    assert queries.figures_of(revenue.id, everybody) == {ada.id: 1200.5, cy.id: -3}


def test_whoever_leaves_is_known_no_more_and_counted_in_no_segment() -> None:
    an_attribute("Plan")
    ada, ben = a_person("Ada"), a_person("Ben")
    know(ada, plan="Business")
    business = a_segment()
    everybody = a_segment("Customers", ("_role", Comparison.IS, "customer"))
    manager = actor_of(a_product_manager())
    assert [known.value for known in queries.known_of(actor_of(ada), ada.id)] == [
        "Business"
    ]
    assert queries.known_of(actor_of(ben), ada.id) == []
    with transaction():
        actions.leave(actor_of(ada))
    assert queries.known_of(manager, ada.id) == []
    assert members(business) == set()
    assert members(everybody) == {"Ben"}


def test_what_cannot_be_read_is_refused_by_name_and_claims_are_passed_over() -> None:
    an_attribute("Plan")
    an_attribute("Revenue", kind=FieldKind.NUMBER)
    ada, manager = a_person("Ada"), actor_of(a_product_manager())
    with pytest.raises(InvalidError) as refusal:
        actions.set_attributes(
            manager, ada.id, {"plan": "Gold", "revenue": "much", "shoes": "42"}
        )
    assert set(refusal.value.fields) == {"plan", "revenue", "shoes"}
    with pytest.raises(ForbiddenError):
        actions.set_attributes(actor_of(ada), ada.id, {"plan": "Plus"})
    claims: dict[str, object] = {"plan": "PLUS", "revenue": ["?"], "sub": "x", "a": 1}
    with transaction():
        assert actions.take_claims(ada.id, claims) == (1, 0)
        assert actions.take_claims(ada.id, {"plan": "plus"}) == (0, 1)
    assert [known.source for known in queries.known_of(manager, ada.id)] == ["sign_in"]


def test_a_segment_by_when_people_joined() -> None:
    old = a_person("Old")
    old.joined_at = now() - timedelta(days=400)
    db.session.commit()
    a_person("New")
    day = (now() - timedelta(days=30)).date().isoformat()
    assert members(a_segment("New", ("_joined", Comparison.AT_LEAST, day))) == {"New"}
    assert members(a_segment("Old", ("_joined", Comparison.AT_MOST, day))) == {"Old"}
