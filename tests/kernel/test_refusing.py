"""Requests that no page of ours sends are refused for what they are."""

import pytest

from tests.client import ForgetfulClient


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("POST", "/nowhere", 404), ("POST", "/people/1", 405), ("DELETE", "/", 405)],
)
def test_what_cannot_be_written_to_is_said_to_be_so(
    client: ForgetfulClient, method: str, path: str, status: int
) -> None:
    assert client.open(path, method=method, csrf=False).status_code == status
