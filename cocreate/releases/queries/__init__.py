"""Questions about releases. Every one asks who wants to know."""

from cocreate.releases.queries.scope import (
    ReleaseLine,
    drafts,
    find_release,
    find_version,
    get_release,
    published,
    releases,
    visible_to,
)
from cocreate.releases.queries.shipped import (
    builds_shipped,
    decisions_shipped,
    lock_published,
    releases_citing_comment,
    releases_citing_idea,
    releases_shipping_build,
    shipping_any,
)
from cocreate.releases.queries.steps import (
    ALL,
    FEW,
    Step,
    steps_of,
    steps_of_idea,
    strands_of,
)
from cocreate.releases.queries.threads import (
    Kind,
    Thread,
    find_thread_of_idea,
    thread_of_build,
    thread_of_decision,
    thread_of_idea,
    thread_of_release,
)

__all__ = [
    "ALL",
    "FEW",
    "Kind",
    "ReleaseLine",
    "Step",
    "Thread",
    "builds_shipped",
    "decisions_shipped",
    "drafts",
    "find_release",
    "find_thread_of_idea",
    "find_version",
    "get_release",
    "lock_published",
    "published",
    "releases",
    "releases_citing_comment",
    "releases_citing_idea",
    "releases_shipping_build",
    "shipping_any",
    "steps_of",
    "steps_of_idea",
    "strands_of",
    "thread_of_build",
    "thread_of_decision",
    "thread_of_idea",
    "thread_of_release",
    "visible_to",
]
