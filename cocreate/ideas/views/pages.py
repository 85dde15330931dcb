"""Reading: the list, and one idea."""

from collections.abc import Mapping
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.beta import queries as beta
from cocreate.decisions import queries as decisions
from cocreate.discussion import queries as discussion
from cocreate.discussion.policy import takes_comments
from cocreate.ideas import policy, queries, workflow
from cocreate.ideas.cards import cards
from cocreate.ideas.filters import MOST_TYPED, filter_of
from cocreate.ideas.forms import chosen
from cocreate.ideas.listing import Address, Questions, groups_of, tabs_of
from cocreate.ideas.queries import Wanted
from cocreate.ideas.status import Status
from cocreate.ideas.views.blueprint import bp
from cocreate.ideas.views.correcting import titling
from cocreate.ideas.views.cutting import page_cut, segments_for
from cocreate.ideas.views.hidden import hidden_note
from cocreate.ideas.workflow import Workflow
from cocreate.journal import queries as journal
from cocreate.kernel import shown
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.addresses import address_of
from cocreate.kernel.fragments import fragment
from cocreate.kernel.ids import CommentId, IdeaId, ProjectId, PromptId
from cocreate.kernel.kept_pages import kept
from cocreate.kernel.policy import Actor
from cocreate.kernel.remembered import remembered
from cocreate.kernel.text import tidy_line, trusted
from cocreate.moderation import queries as moderation
from cocreate.notices import queries as notices
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.projects.orders import Sort
from cocreate.projects.queries import ProjectHeading
from cocreate.releases import queries as releases
from cocreate.surfacing import queries as surfacing
from cocreate.triage import queries as triage
from cocreate.votes import queries as votes
from cocreate.votes.policy import may_hear

FEEDS = (
    ("application/atom+xml", "feeds.of_project"),
    ("application/rss+xml", "feeds.of_project_as_rss"),
    ("application/feed+json", "feeds.of_project_as_json"),
)


@bp.get("/projects/<slug>/ideas")
@open_to(Audience.ANYONE)
@kept
def listing(slug: str) -> ResponseReturnValue:
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    steps = workflow.seen(project.workflow, insider=actor.is_company)
    address = read_address(project, steps)
    tag = queries.find_tag(project.id, address.tag) if address.tag else None
    kept_inside = address.status in steps.inside
    wanted = Wanted(
        sort=address.sort,
        status=None if kept_inside else address.status,
        internal=address.status if kept_inside else None,
        tag_id=tag.id if tag else None,
        prompt_id=PromptId(address.prompt) if address.prompt else None,
        author_id=actor.person_id if address.mine else None,
    )
    counts, tags, fields = remembered(
        ("ideas.figures", project.id, bool(steps.inside)),
        lambda: figures_of(project.id, steps),
    )
    sought = filter_of(address.typed, fields)
    wanted = wanted._replace(**sought.wanted)
    segments = segments_for(actor)
    segment = next((one for one in segments if one.slug == address.segment), None)
    page, notes = page_cut(actor, project.id, wanted, segment)
    shown.show(line.id for line in page.rows)
    groups = groups_of(
        address._replace(sort=Sort.TOP) if address.sort is Sort.YOURS else address,
        counts=counts,
        tags=tags,
        questions=Questions(fields, tuple(sought.wrong.items()), segments),
        signed_in=actor.is_member,
        workflow=steps,
    )
    whole = render_template(
        "ideas/list.html",
        project=project,
        cards=cards(
            actor,
            page.rows,
            votes.voted_ids(actor, (line.id for line in page.rows)),
            project.phase,
            address.path,
            notes=notes,
        ),
        filters=fragment("filters", groups, address.summary(steps)),
        is_for_you=address.sort is Sort.YOURS,
        tabs=fragment("tabs", tabs_of(address), "Order"),
        following=address.at(page.following),
        preceding=address.at(page.preceding),
        total=sum(ideas for status, ideas in counts if status not in steps.inside),
        left=votes.votes_left(actor, project),
        may_propose=policy.may_propose(actor, project.phase),
        feeds=feeds_of(
            project,
            address,
            token=notices.token_where(actor, private=project.is_private),
        ),
        tag=tag,
        follows_tag=tag is not None and notices.is_following_tag(actor, tag.id),
    )
    return (whole, 422) if sought.wrong else whole


def feeds_of(
    project: ProjectHeading, address: Address, *, token: str | None
) -> list[tuple[str, str]]:
    """Where programs read this list, by those of its filters that are for everybody."""
    asked: dict[str, Any] = {
        "sort": Sort.TOP if address.sort is Sort.YOURS else address.sort,
        "status": address.status,
        "tag": address.tag,
        "token": token,
    }
    return [
        (mimetype, address_of(endpoint, slug=project.slug, **asked))
        for mimetype, endpoint in FEEDS
    ]


def figures_of(project_id: ProjectId, steps: Workflow) -> tuple[Any, Any, Any]:
    """What stands beside the list: counts, tags, and questions to filter by."""
    counts = queries.status_counts(project_id)
    if steps.inside:
        counts |= queries.internal_counts(project_id)
    return (
        tuple(counts.items()),
        queries.top_tags(project_id),
        queries.filtering_fields(project_id),
    )


def read_address(project: ProjectHeading, steps: Workflow) -> Address:
    """What was asked for; a status that the reader may not know of was not."""
    args = request.args.to_dict()
    status = chosen(args, "status", Status)
    address = Address(
        path=address_of("ideas.listing", slug=project.slug),
        sort=chosen(args, "sort", Sort) or project.opens_with,
        status=status if steps.has(status) else None,
        tag=args.get("tag", "")[:60] or None,
        prompt=request.args.get("prompt", type=int) if args else None,
        said=typed_in(args, "said"),
        has=typed_in(args, "has"),
        least=typed_in(args, "from"),
        most=typed_in(args, "to"),
        mine=bool(args.get("mine")) and current_actor().is_member,
        segment=typed_in(args, "segment") if current_actor().is_team else None,
        first=project.opens_with,
    )
    alone = Address(address.path, address.sort, first=address.first)
    if address.sort is Sort.YOURS and address != alone:
        return address._replace(sort=Sort.TOP)
    return address


def typed_in(args: Mapping[str, str], name: str) -> str | None:
    return tidy_line(args.get(name, "")[:MOST_TYPED]) or None


@bp.get("/ideas/<int:idea_id>")
@open_to(Audience.ANYONE)
@kept
def show(idea_id: int) -> ResponseReturnValue:
    actor = current_actor()
    idea = queries.get_page(actor, IdeaId(idea_id))
    if idea.merged_into_id is not None:
        return redirect(url_for("ideas.show", idea_id=idea.merged_into_id))
    project = idea.project
    shown.show([idea.id])
    own = votes.own_vote(actor, idea.id)
    thread = moderation.with_waits(
        actor,
        discussion.thread_of_idea(
            actor,
            idea.id,
            place=request.args.get("place"),
            proposer_id=idea.author_id,
        ),
    )
    standing = discussion.standing_of_idea(actor, idea.id)
    discussion.reads_talk(actor, idea.id, standing)
    return render_template(
        "ideas/show.html",
        project=project,
        idea=idea,
        body=trusted(idea.body_html),
        hidden_note=hidden_note(actor, idea),
        files=queries.attachments_of(idea.id) if idea.files else (),
        said=queries.answers_of(idea.id) if idea.answers else (),
        reported=beta.reports_behind(actor, idea.id) if idea.reports else (),
        prompt=journal.find_prompt(actor, idea.prompt_id) if idea.prompt_id else None,
        parts=queries.parts_of(idea),
        splits=queries.splits_of(actor, idea),
        answer=trusted(idea.answer.body_html) if idea.answer else None,
        voted=own is not None,
        own=own,
        left=votes.votes_left(actor, project),
        may_hear=may_hear(actor, idea, project.phase),
        may_vote=policy.offers_vote(actor, idea, project.phase),
        may_edit=policy.may_edit(actor, idea, project.phase),
        may_withdraw=policy.may_withdraw(actor, idea),
        may_answer=policy.may_answer(actor, idea),
        may_file=policy.may_file(actor, idea),
        **titling(actor, idea, project.phase),
        following=standing.following,
        steps=releases.steps_of_idea(actor, idea, idea.author),
        talk=discussion.talk_of(
            actor,
            thread,
            standing,
            takes_comments=idea.listed and takes_comments(project.phase),
            begun_by=idea.author_id,
            cited=where_cited(actor, idea.id, [turn.id for turn in thread.turns]),
        ),
        notes=triage.notes_on(actor, idea.id),
        looked_at=moderation.looked_at(actor, idea.id),
        voters=remembered(
            ("votes.latest", idea.id), lambda: tuple(votes.latest_faces(idea.id))
        ),
        weights=remembered(
            ("votes.importance", idea.id), lambda: votes.importance_of(idea.id)
        ),
        reach=surfacing.reach_of(actor, idea.id) if actor.is_company else None,
        similar=remembered(
            ("surfacing.similar", idea.id, actor.is_company),
            lambda: surfacing.ideas_like(actor, idea),
        ),
    )


def where_cited(
    actor: Actor, idea_id: IdeaId, comment_ids: list[CommentId]
) -> dict[CommentId, tuple[str, str]]:
    """The address and the name of the decision that cites a comment, where one does."""
    if not decisions.is_cited(idea_id):
        return {}
    return {
        comment_id: (
            url_for("decisions.show", decision_id=decision_id),
            f"decision {decision_id}",
        )
        for comment_id, decision_id in decisions.comments_cited(
            actor, comment_ids
        ).items()
    }
