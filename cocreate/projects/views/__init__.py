"""Pages of projects."""

from cocreate.projects.views import embedding, goals, home, members, pages, running
from cocreate.projects.views.blueprint import bp

__all__ = ["bp", "embedding", "goals", "home", "members", "pages", "running"]
