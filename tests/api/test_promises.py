"""What the OpenAPI document promises, tried with what a machine thinks of."""

import re
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cocreate.kernel.db import db
from tests.api.test_api import bearer
from tests.exploring import examples
from tests.faults.town import STRANGER, Town, a_town

EXAMPLES = 5
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
READERS = (STRANGER, "customer", "product_manager", "moderator", "administrator")
ORDER = ("get", "put", "post", "patch", "delete")
"""What is taken away is missing from then on."""
DOCUMENT = "/api/v1/openapi.json"
UNKNOWN = 401
NAME = re.compile(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>")
Headers = dict[str, str]


@pytest.mark.slow
@pytest.mark.hypothesis
def test_nothing_answers_what_is_not_documented(app: Flask) -> None:
    """Every operation, of what is here and of what is not, as a stranger and by role.

    Each database thinks of cases of its own.
    """
    town = a_town(app)
    readers = [headers_of(town, role) for role in READERS]
    described: Any = schemathesis.openapi
    schema = described.from_wsgi(DOCUMENT, app)
    operations = [found.ok() for found in schema.get_all_operations()]
    there = values_in(town)
    assert {operation.path for operation in operations} == {*there}
    for operation in sorted(operations, key=lambda one: ORDER.index(one.method)):
        try_operation(app, operation, readers, there[operation.path])


def headers_of(town: Town, role: str) -> Headers:
    return {} if role == STRANGER else bearer(town.people[role])


def values_in(town: Town) -> dict[str, dict[str, Any]]:
    """What each documented address may hold that there is."""
    return {
        NAME.sub(r"{\1}", rule.rule): town.values(rule)
        for rule in town.app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/") and rule.rule != DOCUMENT
    }


def try_operation(
    app: Flask, operation: Any, readers: list[Headers], there: dict[str, Any]
) -> None:
    """Think of cases, which takes longest, and try each as two of the readers."""

    @seed(len(db.engine.dialect.name))
    @settings(
        max_examples=examples(EXAMPLES),
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        case=operation.as_strategy(),
        named=st.sampled_from([{}, there]),
        pair=st.permutations(readers).map(lambda some: some[:2]),
    )
    def try_cases(case: Any, named: dict[str, Any], pair: list[Headers]) -> None:
        if named:
            case.path_parameters = {**case.path_parameters, **named}
        for headers in pair:
            with app.app_context():  # its own: in the test's, who asked first asks on
                answer = case.call_and_validate(headers=headers, checks=CHECKS)
            assert not headers or answer.status_code != UNKNOWN, "a token is heard"

    try_cases()
