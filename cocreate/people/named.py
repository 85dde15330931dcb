"""How somebody agreed to be named where they are thanked."""

from enum import StrEnum


class Named(StrEnum):
    UNASKED = "unasked"
    NAME = "name"
    INITIALS = "initials"
    NOBODY = "nobody"

    @property
    def shows(self) -> bool:
        """Whether anything of their name stands in a list of thanks."""
        return self in {Named.NAME, Named.INITIALS}


CHOICES = (Named.NAME, Named.INITIALS, Named.NOBODY)
