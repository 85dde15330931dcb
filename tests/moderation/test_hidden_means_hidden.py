"""What is hidden stands nowhere, for nobody but its author and the moderators.

Every page that can be read is read, those that are added later too.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask

from cocreate.config import Settings
from cocreate.discussion.actions import edit_comment, follow
from cocreate.discussion.models import Comment
from cocreate.ideas.actions import edit_idea
from cocreate.ideas.drafts import IdeaDraft
from cocreate.ideas.models import Idea
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.revisions import GRACE
from cocreate.moderation.actions import flag_comment, judge_comment, judge_idea
from cocreate.moderation.reason import Reason, Verdict
from cocreate.projects.models import Project
from cocreate.search.actions import rebuild
from tests.client import ForgetfulClient
from tests.factories import (
    a_comment,
    a_decision,
    a_moderator,
    a_person,
    a_product_manager,
    a_release,
    a_vote,
    actor_of,
    an_entry,
    an_idea,
)

MARK = "quetzalcoatlus"  # in every word that is hidden, and nowhere else
SEARCHED = "quietly"  # said beside it, so that a search would find it

ASKED = f"?q={SEARCHED}&title={SEARCHED}&per_page=50"  # by those who can be asked

SignedIn = Callable[[Any], ForgetfulClient]


class Scene:
    """An idea and two comments that everybody saw, cited and followed, and then not."""

    def __init__(self) -> None:
        self.author = a_person("Milan Varga")
        self.follower = a_person("Jonas Lindqvist")
        self.manager = a_product_manager()
        self.idea = self.an_idea_to_hide()
        self.spoken_of = an_idea("Read me my balance aloud", project=self.project)
        self.comment = self.a_comment_to_hide(idea=self.spoken_of)
        self.entry = an_entry(project=self.project)
        self.remark = self.a_comment_to_hide(entry_id=self.entry.id)
        a_comment(answers=self.comment, by=self.follower)
        self.decision = a_decision(
            ideas=[self.idea, self.spoken_of],
            comments=[self.comment],
            project=self.project,
        )
        self.release = a_release(decisions=[self.decision])

    @property
    def project(self) -> Project:
        return db.session.get_one(Project, self.idea.project_id)

    def an_idea_to_hide(self) -> Idea:
        idea = an_idea(
            f"Sell {SEARCHED} the {MARK}",
            body=f"The {MARK} leaves {SEARCHED}.",
            author=self.author,
            tags=(f"{MARK}-tag",),
            votes=1,
        )
        edited = IdeaDraft(
            title=f"Sell {SEARCHED} one {MARK}", body=f"My {MARK} left {SEARCHED}."
        )
        edit_idea(actor_of(self.author), idea.id, draft=edited)
        follow(actor_of(self.follower), idea.id)
        a_comment(idea, by=self.follower, body=f"I want that {MARK} {SEARCHED}.")
        a_vote(idea, self.follower)
        return idea

    def a_comment_to_hide(self, **where: Any) -> Comment:
        comment = a_comment(
            by=self.author, body=f"The {MARK} said it {SEARCHED}.", **where
        )
        with time_machine.travel(now() + GRACE):  # so that it leaves history
            edit_comment(
                actor_of(self.author), comment.id, body=f"A {MARK} says it {SEARCHED}."
            )
        flag_comment(
            actor_of(self.follower),
            comment.id,
            reason=Reason.ABUSE,
            note=f"That {MARK} is rude.",
        )
        db.session.commit()
        return comment

    def hide_it_all(self) -> None:
        judge = actor_of(a_moderator("Ruth Adler"))
        said = {"verdict": Verdict.HIDE, "reason": Reason.ABUSE, "statement": MARK}
        judge_idea(judge, self.idea.id, **said)  # type: ignore[arg-type]  # said once
        for comment in [self.comment, self.remark]:
            judge_comment(judge, comment.id, **said)  # type: ignore[arg-type]  # said once
        db.session.commit()

    def addresses(self, app: Flask) -> Iterator[str]:
        """Every address that can be read, for each thing that was hidden."""
        for idea in [self.idea, self.spoken_of]:
            for comment in [self.comment, self.remark]:
                yield from addresses_of(app, self.values(idea, comment))

    def values(self, idea: Idea, comment: Comment) -> dict[str, Any]:
        return {
            "idea_id": idea.id,
            "comment_id": comment.id,
            "entry_id": self.entry.id,
            "decision_id": self.decision.id,
            "release_id": self.release.id,
            "person_id": self.author.id,
            "slug": self.project.slug,
        }


def addresses_of(app: Flask, values: dict[str, Any]) -> Iterator[str]:
    site = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint != "static":
            given = {name: values.get(name, 1) for name in rule.arguments}
            yield site.build(rule.endpoint, given) + ASKED


@pytest.fixture
def scene(app: Flask, work: Callable[[], int]) -> Scene:
    rebuild()  # of an empty site: what other tests indexed is gone
    scene = Scene()
    work()
    return scene


def finds_it(browser: ForgetfulClient, address: str) -> bool:
    answer = browser.get(address)
    assert answer.status_code < 500, f"{answer.status} at {address}"
    return MARK in answer.get_data(as_text=True).lower()


def where_it_stands(app: Flask, scene: Scene, browser: ForgetfulClient) -> list[str]:
    addresses = sorted(set(scene.addresses(app)))
    return [address for address in addresses if finds_it(browser, address)]


def at_first_sight(scene: Scene) -> list[str]:
    """Where it is looked for at first; that these lead somewhere is seen by that."""
    pages = (f"/ideas/{scene.idea.id}", f"/ideas/{scene.spoken_of.id}")
    return [f"{page}{ASKED}" for page in (*pages, f"/journal/{scene.entry.id}")]


def browser_of_nobody(app: Flask) -> ForgetfulClient:
    stranger = app.test_client()
    assert isinstance(stranger, ForgetfulClient)
    return stranger


def test_before_it_is_hidden_it_stands_where_it_will_be_looked_for(
    scene: Scene, client: ForgetfulClient
) -> None:
    for address in [*at_first_sight(scene), f"/search{ASKED}"]:
        assert finds_it(client, address), address


def test_what_is_hidden_stands_nowhere_at_once_and_after_the_worker_has_heard(
    app: Flask,
    settings: Settings,
    scene: Scene,
    signed_in: SignedIn,
    work: Callable[[], int],
) -> None:
    """Whoever has a part in it asks of both databases, and again after the worker.

    Strangers, and members who have none, are shown by the same statements less of the
    same; and what the worker writes is told to whoever follows, or leads the project.
    """
    scene.hide_it_all()
    has_part = [signed_in(scene.follower), signed_in(scene.manager)]
    others = [browser_of_nobody(app), signed_in(a_person())]
    for browser in [*has_part, *(others if settings.on_sqlite else ())]:
        assert where_it_stands(app, scene, browser) == []
    work()
    for browser in has_part:
        assert where_it_stands(app, scene, browser) == []


def test_its_author_and_the_moderators_still_find_it(
    scene: Scene, signed_in: SignedIn
) -> None:
    scene.hide_it_all()
    for browser in map(signed_in, [scene.author, a_moderator()]):
        for address in at_first_sight(scene):
            assert finds_it(browser, address), address


def test_what_is_hidden_is_not_counted(
    app: Flask, scene: Scene, client: ForgetfulClient
) -> None:
    scene.hide_it_all()
    db.session.expire_all()
    assert scene.spoken_of.comments == 1
    assert scene.entry.comments == 0
    assert scene.project.ideas == 1
