"""Things to arrange a test with: each complete without a word, and committed."""

from tests.factories.beta import (
    a_build,
    a_nudge,
    a_programme,
    a_report,
    a_tester,
    an_enrolment,
)
from tests.factories.decisions import a_decision
from tests.factories.ideas import a_vote, an_idea
from tests.factories.journal import a_prompt, an_entry
from tests.factories.people import (
    PASSWORD,
    a_moderator,
    a_person,
    a_product_manager,
    actor_of,
    an_account,
    an_employee,
)
from tests.factories.projects import a_project
from tests.factories.releases import a_release
from tests.factories.rules import a_limit, a_watched_word
from tests.factories.scores import weighed
from tests.factories.segments import a_segment, an_attribute, know
from tests.factories.talk import a_comment
from tests.factories.thanks import an_amendment, thanked_for

__all__ = [
    "PASSWORD",
    "a_build",
    "a_comment",
    "a_decision",
    "a_limit",
    "a_moderator",
    "a_nudge",
    "a_person",
    "a_product_manager",
    "a_programme",
    "a_project",
    "a_prompt",
    "a_release",
    "a_report",
    "a_segment",
    "a_tester",
    "a_vote",
    "a_watched_word",
    "actor_of",
    "an_account",
    "an_amendment",
    "an_attribute",
    "an_employee",
    "an_enrolment",
    "an_entry",
    "an_idea",
    "know",
    "thanked_for",
    "weighed",
]
