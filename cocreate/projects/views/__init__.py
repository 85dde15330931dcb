"""Pages of projects."""

from cocreate.projects.views import goals, home, members, pages, running
from cocreate.projects.views.blueprint import bp

__all__ = ["bp", "goals", "home", "members", "pages", "running"]
