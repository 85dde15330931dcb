"""Things to arrange a test with: each complete without a word, and committed."""

from tests.factories.ideas import a_vote, an_idea
from tests.factories.people import a_moderator, a_person, a_product_manager, actor_of
from tests.factories.projects import a_project

__all__ = [
    "a_moderator",
    "a_person",
    "a_product_manager",
    "a_project",
    "a_vote",
    "actor_of",
    "an_idea",
]
