"""The worker's part in search: teach the index, make it anew when it must be."""

from cocreate.kernel.log import log
from cocreate.search import actions, index
from cocreate.search.shape import IndexBrokenError, IndexBusyError

MOST_SEGMENTS = 20


def index_changes() -> int:
    """Teach the index what changed; an index that cannot be read is made anew."""
    try:
        return actions.index_changes()
    except IndexBrokenError:
        return make_anew()


def make_anew() -> int:
    log.warning("search.rebuilding")
    try:
        return actions.rebuild()
    except IndexBusyError:
        return 0  # somebody else makes it


def tidy() -> None:
    """Make an index anew that lies in many parts, or is half of what is gone."""
    try:
        tidiness = index.tidiness()
    except IndexBrokenError:
        return  # the quick loop is about to mend it
    if tidiness.segments > MOST_SEGMENTS or tidiness.gone > tidiness.kept:
        make_anew()
