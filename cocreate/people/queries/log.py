"""The audit log, for administrators: with who did it, and to whom."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cocreate.config import current
from cocreate.kernel import audit, personal
from cocreate.kernel.audit import Chosen, Line
from cocreate.kernel.ids import PersonId
from cocreate.kernel.paging import Page
from cocreate.kernel.personal import Rows
from cocreate.kernel.policy import Actor, require
from cocreate.kernel.signer import signer_of
from cocreate.people.faces import Face
from cocreate.people.queries.administration import past_addresses
from cocreate.people.queries.people import faces, get_person

ADMINISTRATORS_ONLY = "Administrators read the audit log."


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log as a page tells it."""

    line: Line
    words: str
    by: Face | None
    about: Face | None

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What else is known of it, in the order of the names."""
        return [
            (name.removesuffix("_id").replace("_", " "), told(value))
            for name, value in self.line.facts.items()
            if name not in {"person_id", "via"}
        ]


def everything_of(person_id: PersonId) -> dict[str, Rows]:
    """Whatever is kept of somebody, table by table. The caller has been let to it."""
    return personal.everything_of(person_id, past_addresses(get_person(person_id)))


def told(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value)


def in_words(act: str) -> str:
    """`RoleChanged`, `people.add_attribute` or `create-admin` as it is read."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", act)
    said = re.sub(r"[._-]+", " ", spaced).strip().lower()
    return said[:1].upper() + said[1:]


def logged_acts(
    actor: Actor, chosen: Chosen, *, place: str | None = None, size: int = 50
) -> Page[Entry]:
    """Who did what with more rights than a member has, the latest first."""
    require(actor.is_administrator, ADMINISTRATORS_ONLY)
    page = audit.entries_of(chosen, place=place, size=size)
    known = faces(
        PersonId(key)
        for line in page.rows
        for key in (line.actor_id, line.person_id)
        if key
    )
    entries = [
        Entry(
            line,
            in_words(line.act),
            known.get(PersonId(line.actor_id)),
            known.get(PersonId(line.person_id or 0)),
        )
        for line in page.rows
    ]
    return Page(entries, page.following, page.preceding)


def acts_to_choose(actor: Actor) -> list[tuple[str, str]]:
    """Every act the log knows, with its words."""
    require(actor.is_administrator, ADMINISTRATORS_ONLY)
    return sorted(
        ((act, in_words(act)) for act in audit.acts_there_are()),
        key=lambda choice: choice[1],
    )


def exported_log(actor: Actor) -> Iterator[str]:
    """The whole log, line by line, with a signed head."""
    require(actor.is_administrator, ADMINISTRATORS_ONLY)
    return audit.exported_lines(signer_of(current()))
