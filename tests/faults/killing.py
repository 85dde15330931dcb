"""Ways in which a house loses its processes, until it is whole again."""

import os
import random
import signal
from collections.abc import Callable

import psutil

from tests.faults.programs import wait_until
from tests.faults.running import House

Way = Callable[[House, random.Random], None]


def kill_the_house(home: House, _: random.Random) -> None:
    """Everybody at once, as when the machine goes out."""
    home.kill()
    home.start()


def kill_the_master(home: House, _: random.Random) -> None:
    """Its children see that they are alone, and go: there is room for a new one."""
    assert home.process is not None
    orphans = home.children()
    home.process.send_signal(signal.SIGKILL)
    home.process.wait()
    wait_until(lambda: not any(is_there(one) for one in orphans))
    home.start()


def kill_a_web_process(home: House, fate: random.Random) -> None:
    web = [one for one in home.children() if listens(one)]
    lose(home, fate.choice(web))


def kill_the_worker(home: House, _: random.Random) -> None:
    for one in home.children():
        if not listens(one):
            lose(home, one)


def lose(home: House, child: int) -> None:
    """One process, in whose place another is begun."""
    number = len(home.children())
    os.kill(child, signal.SIGKILL)
    wait_until(lambda: not is_there(child) and len(home.children()) >= number)
    home.wait_until_it_answers()


def is_there(number: int) -> bool:
    """A process that has ended and that nobody asked for yet is not."""
    try:
        return bool(psutil.Process(number).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def listens(number: int) -> bool:
    """Whether it takes those who come: the worker has closed that door."""
    try:
        doors = psutil.Process(number).net_connections("tcp")
    except psutil.NoSuchProcess:
        return False
    return any(one.status == psutil.CONN_LISTEN for one in doors)


WAYS: tuple[Way, ...] = (
    kill_the_house,
    kill_the_master,
    kill_a_web_process,
    kill_the_worker,
)
