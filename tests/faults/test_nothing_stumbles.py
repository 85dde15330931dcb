"""Whatever is sent to whichever address: it is answered, and never with a 5xx."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial

import pytest
from flask import Flask, request
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from cocreate.kernel.access import Audience, answering
from tests.faults.addresses import LET_IN, Fields, Way, asked_for, forms_of, ways
from tests.faults.filling import alike
from tests.faults.naughty import (
    ASKED,
    FORMS,
    JSONS,
    KEYS,
    NO_FIELDS,
    ODD_PIECES,
    PIECES,
    QUERIES,
    STORED,
    TEXTS,
    VALUES,
    turn_of,
)
from tests.faults.sending import (
    ROLES,
    Walk,
    encoded,
    in_parts,
    is_first,
    naughty_together,
)
from tests.markup import wrong_in

pytestmark = [
    pytest.mark.slow,
    # werkzeug leaves the parts of a form that breaks off to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spool:ResourceWarning"),
]

TOKEN = "csrf_token"
STREAMS = "__streams__"
TOGETHER = 2
ALONE = 1
WORTH_IT = 3
IN_A_LINE = 5_000  # letters: no server takes a line as long
SEVERAL = ["a", "b", "\x00"]
ODD = ("\x00", "\ud800", "9223372036854775808", "99999-01-01")
"""What databases take each in a way of its own, or not at all."""
MUST = (*ODD, "", "x" * 100_000)
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
PARTS = "multipart/form-data; boundary=aBoundary"
TWENTY_MEGABYTES = b"title=" + b"x" * 20_000_000
PROPER = {"title": "A proper title", "body": "A proper body."}
Texts = dict[str, list[str]]
Headers = dict[str, str]


def test_no_address_stumbles_over_who_asks_or_for_what(walk: Walk) -> None:
    """Who is refused is refused before any database, and so is no address at all.

    Who is refused, and what some alone may read, is seen in test_who_is_let_in.
    """
    nowhere: set[tuple[str, str]] = set()
    for way in ways(walk.app):
        for role in who_goes(way):
            walk.send(way, role, walk.address(way))
            walk.put_back()
        for key in KEYS:
            if address := way.numbered(walk.app, walk.town.values(way.rule), key):
                walk.send(way, way.able, address)
        pieces = PIECES if is_first() else ODD_PIECES
        for text in pieces if way.rule.arguments else ():
            address = way.silly_address(text)
            if way.is_at(walk.app, address):
                walk.send(way, way.able, address)
            elif is_first() and (way.begins, text) not in nowhere:
                nowhere.add((way.begins, text))  # no view hears of it
                walk.send(way, way.able, address)
        walk.put_back()


def who_goes(way: Way) -> Iterable[str]:
    """Whoever may; on the second database one who is sure to."""
    if not is_first():
        return (way.able,)
    if way.audience is Audience.ANYONE:
        return ROLES
    may = LET_IN[way.audience] if way.writes else ()
    return [role for role in ROLES if role in may]


def test_no_page_stumbles_over_what_is_asked_of_it(walk: Walk) -> None:
    for number, way in enumerate(ways(walk.app)):
        if way.writes:
            continue
        address = walk.address(way)
        for turn in range(TOGETHER if is_first() else 1):
            query = naughty_together(asked_for(), number + turn, at_most=IN_A_LINE)
            walk.send(way, way.able, address, query_string=encoded(query))
        for raw in QUERIES if is_first() else ASKED:
            walk.send(way, way.able, address, query_string=raw)


def test_no_form_stumbles_over_what_is_typed(walk: Walk) -> None:
    """A form as it stands, but for one field; then one that is naughty wholly.

    The form's token stands in the head, where none of another page takes its place:
    only once is it naughty itself, as nothing else is looked at then. What the house
    makes of a text is the same before any database: PostgreSQL is given what it takes
    otherwise than SQLite (`ODD`), and something naughty in every field once.
    """
    forms = forms_of(walk.town)
    alone, together = (ALONE, TOGETHER) if is_first() else (0, 1)
    for number, way in enumerate(ways(walk.app)):
        if not way.writes or way.in_api:
            continue
        address, fields = walk.address(way), forms.get(way.name, Fields())
        standing = fields.as_they_stand()
        send = partial(walk.send, way, way.able, address)
        if standing.poplist(TOKEN):
            typed = with_some(standing, {TOKEN: [TEXTS[number % len(TEXTS)]]})
            send(data=encoded(typed), content_type=FORM)
        for texts in fillings([*standing], number, alone):
            try_each(send, standing, texts)
        typed = with_some(standing, {f"{name}[]": SEVERAL for name in standing})
        send(data=encoded(typed), content_type=FORM)
        for turn, typed in enumerate(wholly_naughty(fields, number, together)):
            if turn % 2:
                send(data=in_parts(typed), content_type=PARTS)
            else:
                send(data=encoded(typed), content_type=FORM)
        walk.put_back()


def try_each(
    send: Callable[..., TestResponse], standing: MultiDict[str, str], texts: Texts
) -> None:
    """Each field with its text alone, unless a refusal of all of them names it.

    What is named there was read and refused: alone it would come no further. What is
    left is tried at once first, then the fields that differ by their number alone, and
    that will do if they are taken.
    """

    def answer(names: Iterable[str]) -> TestResponse:
        typed = with_some(standing, {name: texts[name] for name in names})
        return send(data=encoded(typed), content_type=FORM)

    named = named_by(answer(texts)) if len(texts) >= WORTH_IT else set()
    rest = [name for name in texts if name not in named]
    if len(rest) > 1 and answer(rest).status_code < 400:
        return
    for names in alike(rest):
        if answer(names).status_code >= 400 and len(names) > 1:
            for name in names:
                answer([name])


def named_by(page: TestResponse) -> set[str]:
    return wrong_in(page.text) if page.status_code == 422 else set()


def fillings(names: list[str], number: int, alone: int) -> Iterator[Texts]:
    """What each field must bear, other texts in each, and each of them many times."""
    for text in MUST if alone else ODD:
        yield {name: [text] for name in names}
    for turn in range(alone):
        starts = enumerate(names, number)
        yield {name: [TEXTS[(at * ALONE + turn) % len(TEXTS)]] for at, name in starts}
    if alone:
        yield dict.fromkeys(names, SEVERAL)


def wholly_naughty(
    fields: Fields, number: int, together: int
) -> Iterator[MultiDict[str, str]]:
    """Something naughty in every field, another one in each."""
    names = [name for name in (*fields.values, *asked_for()) if name != TOKEN]
    for turn in range(together):
        yield naughty_together(names, number + turn)


def with_some(standing: MultiDict[str, str], texts: Texts) -> MultiDict[str, str]:
    typed = standing.copy()
    for name, said in texts.items():
        typed.setlist(name, said)
    return typed


def test_no_api_stumbles_over_what_is_in_its_json(walk: Walk) -> None:
    """Each name that a way reads by itself, unless a refusal of all of them names it.

    Those it does not look at come all at once: each with everything where a way names
    none of its own. PostgreSQL is given what databases take each in its own way.
    """
    values = VALUES if is_first() else STORED
    read = names_read(walk.app)
    known = {name for names in read.values() for name in names}
    for way in ways(walk.app):
        if not way.writes or not way.in_api:
            continue
        send = partial(walk.send, way, way.able, walk.address(way), content_type=JSON)
        own = read[way.name]
        for value in values:
            several = len(own) > 1
            named = named_in(send(data=with_wrong(own, value))) if several else set()
            for name in sorted(own - named):
                send(data=with_wrong({name}, value))
            if not own:
                send(data=with_wrong(known, value))
        for turn in range(TOGETHER if own else 0):
            send(data=json.dumps(PROPER | values_for(known - own, turn)))
        walk.put_back()


def with_wrong(names: Iterable[str], value: object) -> str:
    """The same in each of these names, put into JSON once: some of it is long."""
    said = {name: json.dumps(text) for name, text in PROPER.items()}
    said |= dict.fromkeys(names, json.dumps(value))
    return "{" + ", ".join(f'"{name}": {text}' for name, text in said.items()) + "}"


def values_for(names: Iterable[str], turn: int) -> dict[str, object]:
    """Something wrong in every name, another one in each."""
    numbered = enumerate(sorted(names), turn * len(VALUES) // TOGETHER)
    return {name: VALUES[number % len(VALUES)] for number, name in numbered}


def named_in(answer: TestResponse) -> set[str]:
    """What was read and refused: alone it would come no further."""
    if answer.status_code != 422:
        return set()
    said = answer.json or {}
    return {name.partition(".")[0] for name in said.get("errors", {})}


@pytest.mark.sqlite  # what cannot be read reaches no database
def test_nothing_stumbles_over_bodies_that_cannot_be_read(walk: Walk) -> None:
    """Each way gets all bodies of the kind it reads, and in turn one of each other.

    And one of those in which there is nothing to read, as they leave a page the same;
    all of them where a way reads by itself what arrives.
    """
    for number, way in enumerate(ways(walk.app)):
        if not way.writes:
            continue
        address = walk.address(way)
        own, other = (JSONS, FORMS) if way.in_api else (FORMS, JSONS)
        reads_itself = hasattr(
            answering(walk.app, way.rule.endpoint, way.method), STREAMS
        )
        empty = NO_FIELDS if reads_itself else (turn_of(NO_FIELDS, number),)
        for kind, body in (*own, turn_of(other, number), *empty):
            walk.send(way, way.able, address, data=body, content_type=kind)
        for kind in (FORM, JSON):
            walk.send(way, way.able, address, data=TWENTY_MEGABYTES, content_type=kind)
        walk.put_back()


@pytest.mark.sqlite
def test_of_what_has_no_fields_nothing_is_left(app: Flask) -> None:
    for kind, body in NO_FIELDS:
        with app.test_request_context(method="POST", data=body, content_type=kind):
            read = [*request.form, *request.files, request.get_json(silent=True)]
            assert (kind, read) == (kind, [None])


def names_read(app: Flask) -> dict[str, set[str]]:
    """What each way of the API reads of a body, by the name of the way."""
    spec = json.loads(json.dumps(app.extensions["cocreate_api"].described()))
    known = spec["components"]["schemas"]
    read = defaultdict[str, set[str]](set)
    for way in ways(app):
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", way.rule.rule)
        asked = spec["paths"].get(path, {}).get(way.method.lower(), {})
        body = json.dumps(asked.get("requestBody", {}))
        for schema in re.findall(r"schemas/(\w+)", body):
            read[way.name] |= {*known[schema]["properties"]}
    return read
