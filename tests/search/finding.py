"""What a stranger finds."""

from cocreate.kernel.policy import STRANGER
from cocreate.search.queries import search


def titles(typed: str) -> list[str]:
    return [result.found.title for result in search(STRANGER, typed).results]
