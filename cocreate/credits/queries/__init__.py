"""Questions about credits, and about the certificates of them."""

from cocreate.credits.queries.brought import Brought, brought_by
from cocreate.credits.queries.certificates import (
    find_given,
    find_own,
    get_certificate,
    own_certificates,
    revoked_codes,
)
from cocreate.credits.queries.thanks import (
    Credited,
    CreditLine,
    Due,
    credits_due,
    credits_of,
    due_to,
    in_public,
    in_words,
    of_person,
    of_release,
    people_of_releases,
)

__all__ = [
    "Brought",
    "CreditLine",
    "Credited",
    "Due",
    "brought_by",
    "credits_due",
    "credits_of",
    "due_to",
    "find_given",
    "find_own",
    "get_certificate",
    "in_public",
    "in_words",
    "of_person",
    "of_release",
    "own_certificates",
    "people_of_releases",
    "revoked_codes",
]
