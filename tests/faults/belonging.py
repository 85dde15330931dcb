"""To what every route belongs: a project, one person, or the site.

A route whose address names something is placed by that name: the next route about an
idea stands under the same law as the first. A new name, or an address that names
nothing, is placed here before it lands.
"""

import re
from enum import StrEnum

from tests.faults.addresses import Way

HOW = "Nobody has said to what these belong: see tests/faults/belonging.py."


class Belongs(StrEnum):
    PROJECT = "to a project: where that is private, it is not there for others"
    PERSON = "to one person: nobody else sees or changes it"
    SITE = "to the site: its audience alone decides"
    ALL = "to all: shown to each as far as they may see"


NAMED = {
    Belongs.PROJECT: {
        *("slug", "idea_id", "build_id", "comment_id", "decision_id", "report_id"),
        *("release_id", "entry_id", "enrolment_id", "task_id", "prompt_id"),
        *("attachment_id", "review_id", "verdict_id", "honour_id", "link_id"),
        *("picture_id", "pair_id", "invitation_code", "name"),
    },
    Belongs.PERSON: {
        *("sign_in_id", "token_id", "passkey_id", "browser_id", "notice_id"),
        *("letter_id", "device_id", "key", "archive"),
    },
    Belongs.SITE: {
        *("person_id", "segment_id", "attribute_id", "department_id", "filename"),
        *("code", "kind", "token", "reference", "rule", "year"),
        "look_id",
    },
}
NAMELESS = {
    Belongs.PERSON: re.compile(
        r"/(?:api/v1/)?me(?:/|$)|/notices|/attachments$|/api/v1/attachments$"
        r"|/sign-out$|/verification$"
    ),
    Belongs.SITE: re.compile(
        r"/administration|/departments|/segments|/moderation|/sign-|/reset$"
        r"|/first-administrator|/healthz$|/readyz$|/metrics$|/credits/|/\.well-known/|/api/docs$|/styleguide$"
        r"|/api/v1/(?:openapi\.json|attributes|segments|departments|searched|log$)"
        r"|/projects/new$|(?:/api/v1)?/illegal-content$|/api/v1/(?:cases|rules|agreement|second-looks/next)$"
    ),
    Belongs.ALL: re.compile(
        r"/$|/privacy$|/projects$|/search|(?:/api/v1)?/interventions|/transparency$"
        r"|/api/v1/(?:projects$|search(?!ed))"
    ),
}


def belongs(way: Way) -> Belongs | None:
    """To what a route belongs; none where nobody has said so."""
    if names := way.rule.arguments:
        known = {name for placed in NAMED.values() for name in placed}
        return (
            next(
                (kind for kind, placed in NAMED.items() if names & placed),
                None,
            )
            if names & known
            else None
        )
    return next(
        (kind for kind, rule in NAMELESS.items() if rule.match(way.rule.rule)), None
    )
