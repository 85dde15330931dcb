"""A build in a tester's hands, for whoever asks what becomes of it."""

from cocreate.beta import links
from cocreate.beta.models import Build, Download, Programme
from cocreate.kernel.db import db
from cocreate.people.models import Person
from cocreate.projects.phase import Phase
from tests.factories import a_build, a_programme, a_project, a_tester

CONTENT = bytes(range(256)) * 40


class Given:
    """A build that was given to a tester, and their link to it."""

    def __init__(self) -> None:
        self.project = a_project(phase=Phase.BETA)
        self.programme: Programme = a_programme(self.project)
        self.tester: Person = a_tester(self.programme)
        self.build: Build = a_build(self.programme, content=CONTENT)
        self.link = self.link_of(self.tester)

    def link_of(self, person: Person) -> str:
        token = links.sign(self.build.id, person.id, uses=1_000)
        return f"/builds/{self.build.id}/file?tester={token}"

    def link_to(self, build: Build) -> str:
        return f"/builds/{build.id}/file?tester={links.sign(build.id, self.tester.id)}"

    def bytes_left(self) -> list[int | None]:
        db.session.rollback()
        return [
            row.bytes_sent for row in db.session.query(Download).order_by(Download.id)
        ]

    def attempts(self) -> list[tuple[int, int, int]]:
        db.session.rollback()
        rows = db.session.query(Download).order_by(Download.id)
        return [(row.status, row.first_byte, row.bytes_offered) for row in rows]
