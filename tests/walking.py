"""Somebody who uses the site by its pages alone: links are followed, forms are sent.

No script runs, and nothing is sent that the form on the page does not hold: its hidden
fields, its token, the values already there. What a form lacks cannot be filled in.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.client import ForgetfulClient
from tests.parsing import tree_of

UNSENT = {"submit", "button", "image", "reset", "file"}


class Walker:
    """`walker.visit("/")`, then `follow("Ideas")`, `send("Propose", title="…")`."""

    def __init__(self, client: ForgetfulClient) -> None:
        self.client = client
        self.address = "/"
        self.page: TestResponse | None = None
        self.read: TestResponse | None = None  # the page that `read_tree` is of
        self.read_tree = Element("html")

    @property
    def text(self) -> str:
        """What the page says, as it is read: without markup, spaces folded."""
        return words_of(self.tree)

    @property
    def tree(self) -> Element:
        assert self.page is not None, "visit a page first"
        if self.read is not self.page:
            self.read, self.read_tree = self.page, tree_of(self.page.text)
        return self.read_tree

    def visit(self, address: str, *, status: int = 200) -> "Walker":
        return self.arrive(self.client.get(address), address, status)

    def follow(self, label: str, *, status: int = 200) -> "Walker":
        """Click on the first link whose words, or name, begin like this."""
        links = [link for link in self.tree.iter("a") if is_called(link, label)]
        assert links, f"no link “{label}” on {self.address}: {labels(self.tree, 'a')}"
        return self.visit(urljoin(self.address, links[0].attrib["href"]), status=status)

    def send(self, button: str, *, status: int = 200, **fields: Any) -> "Walker":
        """Fill in the form that has this button, and press it."""
        form = self.form_with(button)
        values = dict_of(form, button)
        for name, value in fields.items():
            assert name in names_in(form), (
                f"no field “{name}”: {sorted(names_in(form))}"
            )
            values.setlist(name, value if isinstance(value, list) else [value])
        action = button_of(form, button).get("formaction") or form.get("action")
        address = urljoin(self.address, action or self.address)
        if form.get("method", "get").lower() == "get":
            return self.arrive(
                self.client.get(address, query_string=values), address, status
            )
        return self.arrive(self.post(address, values), address, status)

    def post(self, address: str, values: MultiDict[str, Any]) -> TestResponse:
        """Send a form as a browser does: it says whose page this is."""
        said = {"Origin": "http://localhost"}
        sent = self.client.post(address, data=values, headers=said, csrf=False)
        while sent.status_code == 307:
            address = urljoin(address, sent.headers["Location"])
            sent = self.client.post(address, data=values, headers=said, csrf=False)
        return sent

    def choice(self, words: str) -> str:
        """What a box, or one of several ways, stands for by the words beside it."""
        for label in self.tree.iter("label"):
            if words in words_of(label):
                return control_of(self.tree, label).get("value", "on")
        raise AssertionError(f"no choice “{words}”: {labels(self.tree, 'label')}")

    def form_with(self, button: str) -> Element:
        forms = [*self.tree.iter("form")]
        for form in forms:
            if any(is_called(found, button) for found in buttons_of(form)):
                return form
        there = [words_of(found) for form in forms for found in buttons_of(form)]
        raise AssertionError(f"no button “{button}” on {self.address}: {there}")

    def arrive(self, page: TestResponse, address: str, status: int) -> "Walker":
        while page.status_code in {301, 302, 303, 307, 308}:
            address = urljoin(address, page.headers["Location"])
            page = self.client.get(address)
        self.page, self.address = page, address
        assert page.status_code == status, (
            f"{page.status} at {address}: {self.text[:400]}"
        )
        return self


def is_called(element: Element, label: str) -> bool:
    names = (words_of(element), element.get("aria-label", ""), element.get("value", ""))
    return any(name.startswith(label) for name in names)


def words_of(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def labels(tree: Element, tag: str) -> list[str]:
    return [words_of(element) for element in tree.iter(tag)]


def control_of(tree: Element, label: Element) -> Element:
    inside = [*label.iter("input")]
    named = (one for one in tree.iter("input") if one.get("id") == label.get("for"))
    return inside[0] if inside else next(named)


def buttons_of(form: Element) -> Iterator[Element]:
    for element in form.iter():
        if element.tag == "button" and element.get("type", "submit") == "submit":
            yield element
        if element.tag == "input" and element.get("type") == "submit":
            yield element


def button_of(form: Element, label: str) -> Element:
    return next(found for found in buttons_of(form) if is_called(found, label))


def controls_of(form: Element) -> Iterator[Element]:
    for element in form.iter():
        if element.tag in {"input", "textarea", "select"} and element.get("name"):
            yield element


def names_in(form: Element) -> set[str]:
    return {control.attrib["name"] for control in controls_of(form)}


def dict_of(form: Element, button: str) -> MultiDict[str, Any]:
    """What a browser would send of this form as it stands."""
    values: MultiDict[str, Any] = MultiDict()
    for control in controls_of(form):
        for value in values_of(control):
            values.add(control.attrib["name"], value)
    for pressed in buttons_of(form):
        if is_called(pressed, button) and pressed.get("name"):
            values.add(pressed.attrib["name"], pressed.get("value", ""))
            break
    return values


def values_of(control: Element) -> Iterator[str]:
    kind = control.get("type", "text")
    if "disabled" in control.attrib or (control.tag == "input" and kind in UNSENT):
        return
    if control.tag == "textarea":
        yield control.text or ""
    elif control.tag == "select":
        yield from chosen(control)
    elif kind not in {"checkbox", "radio"} or "checked" in control.attrib:
        yield control.get("value", "on" if kind in {"checkbox", "radio"} else "")


def chosen(select: Element) -> Iterator[str]:
    options = [*select.iter("option")]
    marked = [option for option in options if "selected" in option.attrib]
    if not marked and "multiple" not in select.attrib:
        marked = options[:1]
    for option in marked:
        yield option.get("value", words_of(option))
