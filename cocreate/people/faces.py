"""How a person is shown beside what they said: name, initials, colour, badge."""

import zlib
from dataclasses import dataclass

from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Role

HUES = 8


@dataclass(frozen=True, slots=True)
class Face:
    """A person as a page shows them. Company people carry their title."""

    person_id: PersonId
    name: str
    role: Role
    title: str = ""
    town: str = ""
    picture_key: str | None = None

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
