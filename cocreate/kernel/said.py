"""A refusal, said to people as a page and to programs as JSON, in their language."""

from typing import Any

from flask import current_app, render_template

from cocreate.kernel.languages import Saying, readers_own, speaking

OUR_FAILURE = 500  # and above: it needs no database to be said, so it asks for nobody's


def body_of(status: int, saying: Saying, fields: dict[str, str] | None) -> str:
    """What a program reads, in the language of whoever it asks for."""
    if status >= OUR_FAILURE:
        return json_of(status, saying, fields)
    with speaking(readers_own()):
        return json_of(status, saying, fields)


def json_of(status: int, saying: Saying, fields: dict[str, str] | None) -> str:
    body: dict[str, Any] = {"code": status, "message": str(saying)}
    if fields:
        body["errors"] = in_words(fields=fields)["fields"]
    return current_app.json.dumps(body)


def page_of(status: int, saying: Saying, **told: Any) -> str:
    """What people read: a page of the site."""
    if status >= OUR_FAILURE:
        page = current_app.jinja_env.get_template("errors/error.html")
        return page.render(status=status, saying=saying, language="en", **told)
    with speaking(readers_own()):
        return render_template(
            "errors/error.html", status=status, saying=saying, **in_words(**told)
        )


def in_words(
    *,
    fields: dict[str, str] | None = None,
    heading: str = "",
    onward: tuple[str, str] | None = None,
    **told: Any,
) -> dict[str, Any]:
    """What else a refusal says, in the language that is spoken."""
    said = {name: str(Saying(words)) for name, words in (fields or {}).items()}
    way = (str(Saying(onward[0])), onward[1]) if onward else None
    heading = str(Saying(heading)) if heading else ""
    return {**told, "fields": said, "heading": heading, "onward": way}
