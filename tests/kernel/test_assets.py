import pytest

from tests.client import ForgetfulClient


@pytest.mark.parametrize(
    "name", ["%00", "app.css%00.png", "x" * 3000, "../pyproject.toml"]
)
def test_a_name_no_file_can_have_is_not_found(
    client: ForgetfulClient, name: str
) -> None:
    assert client.get(f"/static/{name}").status_code == 404
