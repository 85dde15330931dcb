"""The forms of a town filled in as somebody would, pressed, and what a press leaves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element

from PIL import Image
from sqlalchemy import text
from werkzeug.datastructures import MultiDict

from cocreate.beta import links
from cocreate.beta.kinds import Platform
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base, db
from cocreate.people.second_step import application_of
from tests.factories import PASSWORD
from tests.faults.filling import TYPED, Form, kind_of
from tests.faults.recruits import FIGURE
from tests.faults.town import Town
from tests.pushing import FarBrowser
from tests.walking import buttons_of, controls_of, values_of

BUILD = b"the bytes of a build"
FAR = FarBrowser("https://push.example.net/pressed")
Rows = dict[str, int]
EMAILS = {
    "POST /sign-in": "customer",
    "POST /projects/<slug>/members": "employee",
    "POST /projects/<slug>/beta/invitations": "employee",
    "POST /administration/people/<int:person_id>/forgetting": "employee",
}
SHEETS = {
    "POST /administration/attributes/file",
    "POST /projects/<slug>/beta/invitations/list",
}


@dataclass(frozen=True)
class Press:
    """One button of one form, as one reader has it before them."""

    role: str
    way: str
    form: Form
    button: tuple[str, str] | None

    @property
    def name(self) -> str:
        return f"{self.way} {self.button or ''} as {self.role}"

    def filled(self, town: Town) -> MultiDict[str, Any]:
        """Every field with something that may stand there; files can be read once."""
        values: MultiDict[str, Any] = MultiDict()
        for control in controls_of(self.form.element):
            for value in values_of(control):
                values.add(control.attrib["name"], value)
        for number, (name, control) in enumerate(self.form.controls.items(), 1):
            there = values.get(name)
            answer = self.known(town, name) or likely(control, number, there)
            if answer is not None:
                values[name] = answer
        for name, said in self.beside(town).items():
            values[name] = said
        values.pop("csrf_token", None)
        if self.button:
            values[self.button[0]] = self.button[1]
        return values

    def beside(self, town: Town) -> dict[str, str]:
        """What the form itself does not hold."""
        if self.way == "POST /notices/browsers":  # its script would put it in
            return FAR.form()
        if self.way == "POST /projects/<slug>/triage/duplicates":  # ticked elsewhere
            return {"group": str(town.things["group_id"])}
        if self.way.endswith("/beta/invitations/list"):
            return {"people": ""}  # its file says who
        if self.way.endswith("/forgetting"):
            return {"typed": str(town.people["employee"].email)}
        return {}

    def known(self, town: Town, name: str) -> Any:
        """Where not any words will do."""
        if name in {"email", "typed"} and self.way in EMAILS:
            return str(town.people[EMAILS[self.way]].email)
        if name == "password" and self.way == "POST /me/password":
            return "another lamp entirely"
        if name == "idea_id" and self.way.endswith("/idea/joined"):
            return str(town.things["tried_idea_id"])
        if self.way in SHEETS:
            return a_sheet(town)
        return {
            "slug": "another-room",
            "baseline": "40",
            "formula": "reach * impact / effort",
            "os_version": "15",
            "least_os": "9",
            "package": "com.example.app",
            "place": "/releases",
            "source": FIGURE,
            "steps": "10 30 100",
            "passes": "yes",
            **dict.fromkeys((f"least_{one}" for one in Platform), "12"),
            "hosts": "https://www.example.com",
            **dict.fromkeys(("value-0", "value-1", "value-2"), "Plus"),
            "target": "10",
            "link": links.sign(town.things["build_id"], town.people["customer"].id),
            "value": "20",
            "declared_sha256": sha256(BUILD).hexdigest(),
            "into": self.stays(town),
            "pick": str(town.things["idea_id"]),
            "code": self.code(town),
        }.get(name)

    def code(self, town: Town) -> str | None:
        """What the application would show whose key is on the page."""
        if self.way != "POST /me/second-step":
            return None
        seed = self.form.filled()["seed"]
        return str(application_of(town.people[self.role].id, seed).now())

    def stays(self, town: Town) -> str | None:
        """What an idea is folded into; of a group, the one that is suggested."""
        of_group = self.way.endswith("/duplicates/<int:group_id>")
        return None if of_group else str(town.things["other_id"])


def presses_on(role: str, way: str, form: Form) -> Iterator[Press]:
    buttons = [*buttons_of(form.element)]
    named = [one for one in buttons if one.get("name")]
    for one in named:
        yield Press(role, way, form, (one.attrib["name"], one.get("value", "")))
    if buttons and not named:  # one without a button is pressed from outside it
        yield Press(role, way, form, None)


def likely(control: Element, number: int, there: Any) -> Any:
    """What somebody would write here; None where they would leave it as it is."""
    kind = kind_of(control)
    if control.get("inputmode") == "decimal":
        return "20"
    if kind in TYPED:
        words = f"{number} words, as somebody would write them."
        return words[: int(control.get("maxlength", 60))].strip()
    if kind == "file":
        return a_file(control)
    if kind in {"email", "password"}:
        return "typed@example.org" if kind == "email" else PASSWORD
    return None if there else chosen(kind, control)


def chosen(kind: str, control: Element) -> str | None:
    in_days = now() + timedelta(days=30)
    values = [option.get("value", "") for option in control.iter("option")]
    must = kind != "checkbox" or "required" in control.attrib
    return {
        "number": control.get("min", "3"),
        "date": f"{in_days:%Y-%m-%d}",
        "datetime-local": f"{in_days:%Y-%m-%dT%H:%M}",
        "radio": control.get("value"),
        "checkbox": control.get("value", "on") if must else None,
        "select": next(filter(None, values), None),
    }.get(kind)


def a_sheet(town: Town) -> tuple[BytesIO, str]:
    """What the company knows of one of them, as its own records say it."""
    email = town.people["employee"].email
    return BytesIO(f"email,plan\n{email},Plus\n".encode()), "known.csv"


def a_file(control: Element) -> tuple[BytesIO, str]:
    if "image" not in control.get("accept", ""):
        return BytesIO(BUILD), "build.bin"
    drawn = BytesIO()
    Image.new("RGB", (30, 20), "teal").save(drawn, "PNG")
    return BytesIO(drawn.getvalue()), "picture.png"


# A file that came along again hangs nowhere, and is forgotten with the day.
BUT = {"attachments": " WHERE sender_id IS NULL"}


EACH_TIME = {"audit_entries", "audit_heads"}
"""What somebody with rights asks for is kept, asked for twice, too."""


def rows(names: Iterable[str]) -> Rows:
    """How many rows stand in each of these tables."""
    asked = " UNION ALL ".join(map(count_of, sorted({*names} & counted())))
    db.session.rollback()
    found = db.session.execute(text(asked)).all() if asked else []
    db.session.rollback()
    return {name: int(number) for name, number in found}


@cache
def counted() -> frozenset[str]:
    return frozenset(Base.metadata.tables) - EACH_TIME


def count_of(name: str) -> str:
    return f"SELECT '{name}', count(*) FROM {name}{BUT.get(name, '')}"  # noqa: S608 - our own names


def grown(before: Rows, after: Rows) -> Rows:
    return {
        name: number - before[name]
        for name, number in after.items()
        if before[name] != number
    }
