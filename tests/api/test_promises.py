"""What the OpenAPI document promises, tried with what a machine thinks of."""

from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.test_api import bearer
from tests.exploring import examples
from tests.factories import (
    a_comment,
    a_person,
    a_product_manager,
    a_project,
    an_idea,
)

EXAMPLES = 25
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.hypothesis
def test_nothing_answers_what_is_not_documented(app: Flask) -> None:
    project = a_project()
    a_comment(an_idea(project=project, votes=2))
    readers = [{}, bearer(a_person()), bearer(a_product_manager())]
    described: Any = schemathesis.openapi
    schema = described.from_wsgi("/api/v1/openapi.json", app)
    for found in schema.get_all_operations():
        try_operation(found.ok(), readers)


def try_operation(operation: Any, readers: list[dict[str, str]]) -> None:
    """Think of cases, which takes longest, and try each as everybody."""

    @settings(
        max_examples=examples(EXAMPLES),
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def try_cases(case: Any) -> None:
        for headers in readers:
            case.call_and_validate(headers=headers, checks=CHECKS)

    try_cases()
