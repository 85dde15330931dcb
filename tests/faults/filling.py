"""The forms of a page: what may be typed into them, and what an answer says of it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from werkzeug.datastructures import MultiDict

from cocreate.kernel import by_hand
from tests.walking import controls_of, values_of

TYPED = {"text", "search", "url", "textarea"}
TOO_LONG = 60_000
MANY = 4
COUNTED = re.compile(r"^([a-z_]+)-(?:\d+|[a-z_]+)(?=-|$)|\d+")
"""What tells a field from those that are alike: `mail-reply`, `options-2-name`."""
UNSEEN = {by_hand.UNSEEN}
"""What people do not see, and machines fill in."""


@dataclass(frozen=True)
class Wrong:
    """A field that is filled in badly, or several that are alike, and with what."""

    fields: tuple[str, ...]
    text: str
    why: str


@dataclass
class Form:
    """One form where it stands: its page, where it goes, and its controls."""

    page: str
    action: str
    element: Element

    @property
    def controls(self) -> dict[str, Element]:
        """The first control of each name that somebody sees."""
        seen: dict[str, Element] = {}
        for control in controls_of(self.element):
            name, kind = control.attrib["name"], control.get("type")
            if kind not in {"hidden", "submit"} and name not in UNSEEN:
                seen.setdefault(name, control)
        return seen

    def filled(self) -> MultiDict[str, str]:
        """Each field with words of its own, where it takes words."""
        values: MultiDict[str, str] = MultiDict()
        for control in controls_of(self.element):
            for value in values_of(control):
                values.add(control.attrib["name"], value)
        for number, (name, control) in enumerate(self.controls.items()):
            if kind_of(control) in TYPED:
                values[name] = words(control, number)
            elif kind_of(control) == "email":
                values[name] = f"typed{number}@example.org"
            elif kind_of(control) == "password":
                values[name] = "a lamp beside the sea"
        return values

    def wrongs(self) -> Iterator[Wrong]:
        """Each field alone; the choices of which a form has many alike, all at once."""
        for names in alike(self.controls):
            kinds = {kind_of(self.controls[name]) for name in names}
            at_once = len(names) >= MANY and kinds == {"select"}
            for fields in [tuple(names)] if at_once else [(name,) for name in names]:
                for text, why in wrong_texts(self.controls[fields[0]]):
                    yield Wrong(fields, text, why)


def wrong_texts(control: Element) -> Iterator[tuple[str, str]]:
    """What cannot stand in a field, and why."""
    kind = kind_of(control)
    if kind in TYPED | {"email"}:
        if "required" in control.attrib:
            yield "", "missing"
        yield "long words " * (TOO_LONG // 11), "too long"
    if kind == "email":
        yield "no address", "no address"
    if kind in {"number", "date", "datetime-local"}:
        yield "neither", "unreadable"
    if kind in {"select", "radio"}:
        yield "no-such-choice", "no choice"


def alike(names: Iterable[str]) -> Iterable[list[str]]:
    """The fields of one kind, of which a form has as many as there are things."""
    found = defaultdict[str, list[str]](list)
    for name in names:
        found[COUNTED.sub(r"\1#", name)].append(name)
    return found.values()


def kind_of(control: Element) -> str:
    return control.get("type", "text") if control.tag == "input" else control.tag


def words(control: Element, number: int) -> str:
    most = int(control.get("maxlength", "60"))
    return f"Kept words number {number}"[:most].strip()


def forms_on(page: str, tree: Element) -> Iterator[Form]:
    for element in tree.iter("form"):
        if element.get("method", "get").lower() == "post":
            yield Form(page, urljoin(page, element.get("action") or page), element)


def names_the_field(tree: Element, name: str) -> bool:
    """Whether the control of this name says that it is wrong, and where it is said."""
    said_at = {one.attrib["id"]: one for one in tree.iter() if "id" in one.attrib}
    for element in tree.iter():
        is_it = element.get("name") == name or (
            element.tag == "fieldset" and names_within(element, name)
        )
        if is_it and (element.get("aria-invalid") or element.tag == "fieldset"):
            for place in element.get("aria-describedby", "").split():
                there = said_at.get(place)
                if there is not None and place.endswith("-error"):
                    return bool("".join(there.itertext()).strip())
    return False


def names_within(fieldset: Element, name: str) -> bool:
    return any(control.get("name") == name for control in controls_of(fieldset))


def kept(form: Element, name: str) -> list[str]:
    """What stands in the fields of this name."""
    return [
        value.removeprefix("\n") if control.tag == "textarea" else value
        for control in controls_of(form)
        if control.attrib["name"] == name
        for value in values_of(control)
    ]
