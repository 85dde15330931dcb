"""Who has an account is told by no page, and by no clock either."""

from math import inf
from time import thread_time

import pytest

from cocreate.config import Settings, use
from tests.client import ForgetfulClient
from tests.factories import PASSWORD, an_account

MOST = 0.030  # seconds
TURNS, MOST_TURNS = 3, 15
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
    """How much longer one answer takes than the other, at the least of a few turns.

    More turns are taken while they differ: a busy machine makes either longer at times,
    and what one of them really takes longer is longer at each.
    """
    spent(client, page, "warms.up@example.org")
    known, unknown, found = list[float](), list[float](), inf
    while len(known) < TURNS or (found > MOST and len(known) < MOST_TURNS):
        known.append(spent(client, page, str(an_account().email)))
        unknown.append(spent(client, page, f"nobody-{len(known)}@example.org"))
        found = abs(min(known) - min(unknown))
    return found


def spent(client: ForgetfulClient, page: str, address: str) -> float:
    """Seconds of the processor: how busy the machine is does not count."""
    typed = {"email": address, "password": f"not {PASSWORD}", "name": "Ada Nobody"}
    before = thread_time()
    client.post(page, data=typed)
    return thread_time() - before
