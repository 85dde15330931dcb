"""Whatever a program says of itself in the head of a request: it is answered."""

from collections.abc import Iterable
from functools import partial

import pytest

from tests.faults.addresses import Way, ways
from tests.faults.naughty import HEADERS
from tests.faults.sending import Walk, is_first

pytestmark = pytest.mark.slow

Headers = dict[str, str]


def test_nothing_stumbles_over_what_a_program_says_of_itself(walk: Walk) -> None:
    """What the head of a request says is read on SQLite before every view.

    Who asks is read at the door, and a database hears of little else: for that, and on
    PostgreSQL, one way of each room, audience and method is enough.
    """
    every = ways(walk.app)
    chosen = [*{(way.room, way.audience, way.method): way for way in every}.values()]
    for way in every if is_first() else chosen:
        send = partial(walk.send, way, way.able, walk.address(way))
        alone, company = apart(HEADERS, at_the_door(way))
        usual = send().status_code
        for headers in alone if way in chosen else ():
            send(headers=headers)
        for several in company:
            acts = way.writes and usual < 400
            if acts or send(headers=joined(several)).status_code != usual:
                for headers in several:
                    send(headers=headers)
        walk.put_back()


def at_the_door(way: Way) -> set[str]:
    """What tells who asks, and from where: it may end there, and hide all the rest."""
    who = {"Cookie", "Authorization"} if way.in_api else {"Cookie"}
    return who | {"Origin", "X-CSRFToken"} if way.writes else who


def apart(
    kinds: Iterable[Headers], door: set[str]
) -> tuple[list[Headers], list[list[Headers]]]:
    """Those to be said alone; and the others, as many at once as are of other names.

    They are said one by one after all where they are answered otherwise than usual,
    or where something was done.
    """
    alone, company = [], list[list[Headers]]()
    for headers in kinds:
        if door & headers.keys():
            alone.append(headers)
            continue
        fits = (those for those in company if not joined(those).keys() & headers.keys())
        those = next(fits, None)
        if those is None:
            company.append([headers])
        else:
            those.append(headers)
    return alone, company


def joined(several: list[Headers]) -> Headers:
    return {name: said for headers in several for name, said in headers.items()}
