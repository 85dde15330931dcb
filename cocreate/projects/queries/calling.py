"""Whom people call by name in what they write in a project: those who may read it."""

from collections.abc import Callable, Iterable, Sequence

from cocreate.kernel.ids import PersonId, ProjectId
from cocreate.kernel.mentions import calls_in
from cocreate.people.faces import Face
from cocreate.people.queries import Named, beginning, colleagues, faces, named
from cocreate.projects.queries.members import allowed_in

MOST_OFFERED = 8

Called = dict[str, PersonId]
WhoIsNear = Callable[[], Sequence[PersonId]]


def nobody() -> Sequence[PersonId]:
    return ()


def called_in(body: str, project_id: ProjectId, near: WhoIsNear = nobody) -> Called:
    """Who is called by each name in a text that will be read in this project.

    A whole name finds anybody; where several bear it, those who are near: who take
    part in what it is written under. Of these a first name is enough. Who may not
    read it is not called.
    """
    calls = calls_in(body)
    if not calls:
        return {}
    here = [Named(key, face.name) for key, face in faces(near()).items()]
    namesakes = named(name.partition("#")[0] for names in calls for name in names)
    called: Called = {}
    for names in calls:
        for name in names:
            meant = one_of(name, here, namesakes)
            if meant is not None:
                called[name.casefold()] = meant
                break
    return among(called, allowed_in(project_id, called.values()))


def pages_of(called: Called) -> dict[str, str]:
    """Where the names lead in what is rendered: each to its person's page."""
    return {name: f"/people/{key}" for name, key in called.items()}


def one_of(
    typed: str, near: Sequence[Named], namesakes: Sequence[Named]
) -> PersonId | None:
    """The one person who is meant; nobody where it might be several."""
    name, _, number = typed.casefold().partition("#")
    whole = [one for one in namesakes if one.name.casefold() == name]
    if number:
        return next((one.id for one in whole if one.id == int(number)), None)
    here = {one.id for one in near}
    for some in (
        [one.id for one in whole if one.id in here],
        [one.id for one in whole],
        [one.id for one in near if one.name.casefold().split()[0] == name],
    ):
        if some:
            return some[0] if len(some) == 1 else None
    return None


def among(called: Called, people: Iterable[PersonId]) -> Called:
    kept = set(people)
    return {name: key for name, key in called.items() if key in kept}


def colleagues_called_in(body: str, project_id: ProjectId) -> Called:
    """Who of the company is called in what the company alone reads."""
    called = called_in(body, project_id, near=colleagues)
    company = faces(called.values()).values()
    return among(called, (one.person_id for one in company if one.is_company))


def offered(
    letters: str, project_id: ProjectId, near: WhoIsNear = nobody
) -> list[Face]:
    """People to call whose name begins so: first who takes part, then anybody."""
    wanted = letters.casefold()
    known = faces([*near(), *colleagues()]).values()
    begins = [face for face in known if fits(face.name, wanted)]
    begins.sort(key=lambda face: (face.name.casefold(), face.person_id))
    others = beginning(letters, MOST_OFFERED)
    found = {face.person_id: face for face in [*begins, *others]}
    allowed = set(allowed_in(project_id, found))
    return [face for face in found.values() if face.person_id in allowed][:MOST_OFFERED]


def fits(name: str, wanted: str) -> bool:
    """Whether a name, or any word of it, begins so."""
    return f" {wanted}" in f" {name.casefold()}"
