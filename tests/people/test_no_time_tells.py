"""Who has an account is told by no page, and by no clock either."""

from time import thread_time

import pytest

from cocreate.config import Settings, use
from tests.client import ForgetfulClient
from tests.factories import PASSWORD, an_account

MOST = 0.030  # seconds
TURNS = 3
PAGES = ("/reset", "/sign-in/link", "/sign-up")

# What the database does counts, too, where it is in the process.
pytestmark = pytest.mark.sqlite


@pytest.mark.parametrize("page", PAGES)
def test_an_account_is_not_told_by_the_time_of_an_answer(
    client: ForgetfulClient, page: str
) -> None:
    assert apart(client, page) <= MOST


def test_a_password_is_refused_as_slowly_where_there_is_none(
    settings: Settings, client: ForgetfulClient
) -> None:
    dear = ("password_time_cost", "password_memory_kib")  # as on a site
    fields = Settings.model_fields
    use(settings.model_copy(update={name: fields[name].default for name in dear}))
    try:
        assert apart(client, "/sign-in") <= MOST
    finally:
        use(settings)


def apart(client: ForgetfulClient, page: str) -> float:
    """How much longer one answer takes than the other, at the least of a few turns."""
    accounts = [str(an_account().email) for _ in range(TURNS)]
    spent(client, page, "warms.up@example.org")
    known, unknown = [], []
    for number, address in enumerate(accounts):
        known.append(spent(client, page, address))
        unknown.append(spent(client, page, f"nobody-{number}@example.org"))
    return abs(min(known) - min(unknown))


def spent(client: ForgetfulClient, page: str, address: str) -> float:
    """Seconds of the processor: how busy the machine is does not count."""
    typed = {"email": address, "password": f"not {PASSWORD}", "name": "Ada Nobody"}
    before = thread_time()
    client.post(page, data=typed)
    return thread_time() - before
