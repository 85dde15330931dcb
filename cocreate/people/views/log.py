"""The audit log, for administrators to read, and to take away and check."""

from datetime import date

from flask import Response, render_template, request

from cocreate.kernel import audit
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.audit import Chosen
from cocreate.people import queries
from cocreate.people.session import current_actor
from cocreate.people.views.blueprint import bp

LONGEST_ACT = 100
LONGEST_NUMBER = 15


@bp.get("/administration/log")
@open_to(Audience.ADMINISTRATORS)
def log() -> str:
    actor, chosen = current_actor(), chosen_in_address()
    page = queries.logged_acts(actor, chosen, place=request.args.get("page"))
    asked = {
        name: request.args[name]
        for name in ("act", "by", "about", "since", "until")
        if request.args.get(name)
    }
    return render_template(
        "people/log.html",
        page=page,
        asked=asked,
        acts=[("", "Everything"), *queries.acts_to_choose(actor)],
        chosen=chosen,
    )


@bp.get("/administration/log.jsonl")
@open_to(Audience.ADMINISTRATORS)
@audit.logged
def log_file() -> Response:
    # Read first: the database is let go before a slow reader has it all.
    lines = [line.encode() for line in queries.exported_log(current_actor())]
    answer = Response(lines, mimetype="application/jsonl")
    answer.headers["Content-Disposition"] = 'attachment; filename="audit-log.jsonl"'
    return answer


def chosen_in_address() -> Chosen:
    """What was asked for; what it cannot be narrows nothing."""
    return Chosen(
        act=request.args.get("act", "")[:LONGEST_ACT],
        actor_id=number_in_address("by"),
        person_id=number_in_address("about"),
        since=day_in_address("since"),
        until=day_in_address("until"),
    )


def number_in_address(name: str) -> int | None:
    typed = request.args.get(name, "").strip()
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER
    return int(typed) if is_number else None


def day_in_address(name: str) -> date | None:
    try:
        day = date.fromisoformat(request.args.get(name, "").strip())
    except ValueError:
        return None
    return day if 1970 <= day.year < 9000 else None  # noqa: PLR2004 - what every clock can say
