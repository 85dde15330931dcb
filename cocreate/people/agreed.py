"""What people agree to, and can take back."""

from enum import StrEnum


class Agreed(StrEnum):
    TERMS = "terms"  # of the site
    CREDITS = "credits"  # how they are named where they are thanked
    VOTES = "votes"  # to stand by name among those who voted
    BETA_TERMS = "beta_terms"
    RANKING = "ranking"  # that their score stands in a beta's list
    LETTERS = "letters"  # of one kind of notice
    PUSH = "push"  # what one browser shows


class Source(StrEnum):
    """How we know of a consent."""

    HERE = "here"
    BROUGHT = "brought"  # from elsewhere, or from before consents were kept
