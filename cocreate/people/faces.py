"""How a person is shown beside what they said: name, initials, colour, badge."""

import zlib
from dataclasses import dataclass, replace
from typing import assert_never

from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Role
from cocreate.people.named import Named

HUES = 8
NOBODY = PersonId(0)  # a face that leads nowhere
UNNAMED = "Somebody who is not named"


@dataclass(frozen=True, slots=True)
class Face:
    """A person as a page shows them. Company people carry their title."""

    person_id: PersonId
    name: str
    role: Role
    title: str = ""
    town: str = ""
    picture_key: str | None = None
    credited_as: Named = Named.UNASKED

    @property
    def quoted(self) -> "Face":
        """As they stand beside words of theirs that others quote.

        Whoever was not asked stands there as they do beside their words themselves;
        the company's people sign what they say.
        """
        if self.is_company or self.credited_as in {Named.UNASKED, Named.NAME}:
            return self
        name = self.named_by(self.credited_as)
        return replace(
            self, person_id=NOBODY, name=name, town="", title="", picture_key=None
        )

    def named_by(self, named: Named) -> str:
        match named:
            case Named.UNASKED | Named.NAME:
                return self.name
            case Named.INITIALS:
                return " ".join(f"{letter}." for letter in self.initials)
            case Named.NOBODY:
                return UNNAMED
        assert_never(named)

    @property
    def initials(self) -> str:
        return initials_of(self.name)

    @property
    def hue(self) -> int:
        return hue_of(self.name)

    @property
    def picture_url(self) -> str | None:
        return picture_url_of(self.person_id, self.picture_key)

    @property
    def is_company(self) -> bool:
        return self.role.is_company


def initials_of(name: str) -> str:
    words = [word for word in name.split() if word[0].isalnum()] or ["?"]
    return "".join(word[0] for word in (words[0], *words[1:][-1:])).upper()


def hue_of(name: str) -> int:
    """One of eight colours, the same for a name wherever it is computed."""
    return zlib.crc32(name.encode()) % HUES


def picture_url_of(person_id: PersonId, picture_key: str | None) -> str | None:
    """Where a person's picture is served; the address changes with the picture."""
    if picture_key is None:
        return None
    return f"/people/{person_id}/picture?v={version_of(picture_key)}"


def version_of(picture_key: str) -> str:
    return picture_key.rpartition("/")[2][:12]
