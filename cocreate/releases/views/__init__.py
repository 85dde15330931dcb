"""Pages of what shipped: the roadmap, releases, their feed, and the thread."""

from cocreate.releases.views import desk, feed, pages, roadmap, threads
from cocreate.releases.views.blueprint import bp

__all__ = ["bp", "desk", "feed", "pages", "roadmap", "threads"]
