"""Things to arrange a test with: each complete without a word, and committed."""

from tests.factories.people import a_moderator, a_person, a_product_manager, actor_of
from tests.factories.projects import a_project

__all__ = ["a_moderator", "a_person", "a_product_manager", "a_project", "actor_of"]
