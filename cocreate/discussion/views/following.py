"""Buttons that follow something and stop: an idea, a project, what others add."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.discussion import actions
from cocreate.discussion.views.blueprint import bp
from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.fragments import fragment, with_token
from cocreate.kernel.transaction import writes
from cocreate.kernel.ways_back import back_or
from cocreate.people.session import current_actor

Act = Callable[..., object]
Reads = Callable[..., dict[str, Any]]


def both_ways(
    blueprint: Blueprint, rule: str, *, acts: tuple[Act, Act], page: str
) -> Callable[[Reads], Reads]:
    """Two addresses, `follow_` and `unfollow_` what is decorated, and what each does.

    What that reads of an address is what the act is asked with, in that order, and
    what leads to the page that the button stands on.
    """

    def register(reads: Reads) -> Reads:
        names = [f"{verb}_{reads.__name__}" for verb in ("follow", "unfollow")]
        for ending, name, act in zip(("", "/withdraw"), names, acts, strict=True):
            view = pressing(act, reads, page, names, following=act is acts[0])
            audience = open_to(Audience.MEMBERS)(unverified_too(writes(view)))
            blueprint.add_url_rule(rule + ending, name, audience, methods=["POST"])
        return reads

    return register


def pressing(
    act: Act, reads: Reads, page: str, names: list[str], *, following: bool
) -> Callable[..., ResponseReturnValue]:
    """The button alone for a script that asked for it; else back to the page."""

    def press(**given: Any) -> ResponseReturnValue:
        what = reads(**given)
        act(current_actor(), *what.values())
        if "HX-Request" not in request.headers:
            return redirect(back_or(url_for(page, **what)), 303)
        addresses = [url_for(f".{name}", **what) for name in names]
        return with_token([fragment("follow_button", *addresses, following=following)])

    return press


@both_ways(
    bp,
    "/ideas/<int:idea_id>/follow",
    acts=(actions.follow, actions.unfollow),
    page="ideas.show",
)
def idea(idea_id: int) -> dict[str, Any]:
    return {"idea_id": idea_id}


@both_ways(
    bp,
    "/projects/<slug>/follow",
    acts=(actions.follow_project, actions.unfollow_project),
    page="projects.show",
)
def project(slug: str) -> dict[str, Any]:
    return {"slug": slug}
