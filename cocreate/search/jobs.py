"""The worker's part in search: teach the index, rebuild it when it broke."""

from cocreate.kernel.log import log
from cocreate.search import actions
from cocreate.search.index import IndexBrokenError


def index_changes() -> int:
    """Teach the index what changed; an index that cannot be read is made anew."""
    try:
        return actions.index_changes()
    except IndexBrokenError:
        log.warning("search.rebuilding")
        return actions.rebuild()
