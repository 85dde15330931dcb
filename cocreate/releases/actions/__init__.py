"""What may be done to a release. The only writer of the releases tables."""

from cocreate.releases.actions.bring import (
    bring_release,
)
from cocreate.releases.actions.publish import discard_release, publish_release
from cocreate.releases.actions.write import rewrite_release, write_release

__all__ = [
    "bring_release",
    "discard_release",
    "publish_release",
    "rewrite_release",
    "write_release",
]
