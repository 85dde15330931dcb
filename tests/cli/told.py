"""What is kept of a demo that was loaded."""

from typing import NamedTuple

from cocreate.cli.demo.world import World
from tests.putting_back import Rows


class Told(NamedTuple):
    """Its world, what the command said as it loaded it, and all the rows of it."""

    world: World
    said: str
    rows: Rows
