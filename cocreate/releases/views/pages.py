"""The list of releases, and one release."""

from functools import partial
from typing import Any

from flask import render_template, request, url_for

from cocreate.beta import queries as beta
from cocreate.beta.kinds import PLATFORM_NAMES
from cocreate.credits import queries as thanks
from cocreate.decisions import queries as decisions
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.forms import Shown
from cocreate.kernel.ids import ReleaseId
from cocreate.kernel.kept_pages import kept
from cocreate.kernel.text import trusted
from cocreate.people.queries import face_of, faces
from cocreate.people.session import current_actor
from cocreate.projects.queries import get_project, get_project_by_id
from cocreate.releases import policy, queries
from cocreate.releases.views.blueprint import bp

NAMED = 12


@bp.get("/projects/<slug>/releases")
@open_to(Audience.ANYONE)
@kept
def listing(slug: str) -> str:
    actor = current_actor()
    project = get_project(actor, slug)
    page = queries.releases(actor, project.id, place=request.args.get("page"))
    drafts = queries.drafts(actor, project.id) if actor.is_team else []
    at = partial(url_for, "releases.listing", slug=slug)
    return render_template(
        "releases/listing.html",
        project=project,
        page=page,
        preceding=page.preceding and at(page=page.preceding),
        following=page.following and at(page=page.following),
        drafts=drafts,
        faces=faces(line.author_id for line in (*page.rows, *drafts)),
        thanked=thanks.people_of_releases(line.id for line in page.rows),
        may_ship=policy.may_ship(actor),
    )


@bp.get("/releases/<int:release_id>")
@open_to(Audience.ANYONE)
@kept
def show(release_id: ReleaseId) -> str:
    return render_release(release_id)


def render_release(release_id: ReleaseId, shipping: Shown | None = None) -> str:
    """A release; one that was refused keeps what was typed."""
    actor = current_actor()
    release = queries.get_release(actor, release_id)
    thread = queries.thread_of_release(actor, release_id)
    people = thanks.of_release(release_id) or thanks.due_to(release_id)
    out = people if release.published_at else []
    named, unnamed = thanks.in_public(out)
    certificates = thanks.own_certificates(actor) if actor.is_member else {}
    strands = queries.strands_of(thread, most=queries.FEW)
    return render_template(
        "releases/show.html",
        project=get_project_by_id(actor, release.project_id),
        release=release,
        notes=trusted(release.notes_html),
        author=face_of(release.author_id),
        thread=thread,
        strands=strands,
        builds=on_the_way(release, thread),
        platforms=PLATFORM_NAMES,
        people=named[:NAMED],
        rest=names(named[NAMED:], unnamed),
        due=[] if out else people,
        figures=figures(release, thread, out),
        mine=[one for one in out if one.person.person_id == actor.person_id],
        certificate=certificates.get(release_id),
        may_rewrite=policy.may_rewrite(actor, release),
        **judged(release),
        shipping=shipping or Shown({"despite": ""}, {}),
    )


def judged(release: Any) -> dict[str, Any]:
    """How those cited judge what it ships: the tally to all, the words to the team."""
    actor = current_actor()
    decided = queries.decisions_shipped([release.id])[release.id]
    tallies = beta.tallies(decided)
    told = any(tally.verdicts for tally in tallies.values())
    said = [one for tally in tallies.values() for one in tally.verdicts]
    return {
        "tallies": tallies,
        "decisions": decisions.published(actor, decided) if told else [],
        "open_noes": [one for one in said if one.is_open_no],
        "sayers": faces(one.person_id for one in said) if actor.is_team else {},
        "may_run": actor.is_team,
    }


def on_the_way(release: Any, thread: queries.Thread) -> list[Any]:
    """The builds that led to a release, and none that came after it."""
    end = release.published_at
    return [one for one in thread.builds if end is None or one.uploaded_at <= end]


def names(people: list[thanks.Credited], unnamed: int) -> str:
    """Those who are thanked after the first few, in one sentence."""
    said = [one.person.name for one in people]
    if unnamed:
        said.append("1 person" if unnamed == 1 else f"{unnamed} people")
        said[-1] += " whose name does not stand here"
    return f"And with {', '.join(said)}. Thank you." if said else ""


def figures(
    release: Any, thread: queries.Thread, people: list[thanks.Credited]
) -> list[tuple[str, str, str]]:
    """What can be counted of a release: figure, unit, what it counts."""
    first = min((voice.said_at for voice in thread.voices), default=None)
    shown = [
        counted(len(people), "customer in it", "customers in it"),
        counted(len(thread.voices), "contribution cited", "contributions cited"),
        counted(len(thread.decisions), "decision shipped", "decisions shipped"),
    ]
    if first is not None and release.published_at is not None:
        days = (release.published_at - first).days
        shown.append(
            (
                f"{days:,}",
                "day" if days == 1 else "days",
                "from the first word to the release",
            )
        )
    return [one for one in shown if one[0] != "0"]


def counted(figure: int, one: str, many: str) -> tuple[str, str, str]:
    return f"{figure:,}", "", one if figure == 1 else many
