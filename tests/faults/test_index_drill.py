"""What takes minutes: `make drills`. The index stays equal, whoever dies meanwhile."""

import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import count

import pytest
import requests

from cocreate.discussion.actions import (
    edit_comment,
    hide_comment,
    post_comment,
    restore_comment,
)
from cocreate.ideas.actions import (
    change_status,
    edit_idea,
    file_idea,
    hide_idea,
    propose_idea,
    respond,
    restore_idea,
    tag_idea,
    withdraw_idea,
)
from cocreate.ideas.drafts import IdeaDraft
from cocreate.ideas.status import Status
from cocreate.kernel.db import db
from cocreate.kernel.errors import CoCreateError
from cocreate.kernel.ids import CommentId, IdeaId
from cocreate.kernel.policy import Role
from cocreate.kernel.transaction import transaction
from cocreate.search.actions import find_drift
from cocreate.triage.actions import merge_ideas, unmerge_idea
from tests.factories import a_person, a_project, actor_of
from tests.faults.killing import kill_the_house, kill_the_worker
from tests.faults.programs import TIMEOUT, Open, wait_until, wrong
from tests.faults.running import House
from tests.faults.test_killed import wait_until_nothing_waits

pytestmark = pytest.mark.drill

SEED, ACTS, BETWEEN_KILLS = 20_601, 5_000, 100
YOUNG = 60
TAGS = ("burrow", "claw", "dusk", "grass")
STANDS = (Status.PLANNED, Status.UNDER_REVIEW, Status.DECLINED)


def test_after_five_thousand_acts_and_fifty_kills_the_index_equals_the_database(
    opened: Open,
) -> None:
    crowd = Crowd()
    home = opened()
    crowd.house = home
    killed: list[Future[None]] = []
    with ThreadPoolExecutor(1) as pool:
        while (acts := sum(crowd.done.values())) < ACTS:
            crowd.act()
            if acts // BETWEEN_KILLS > len(killed):
                for one in killed[-1:]:
                    one.result()  # the house is whole, and may be killed again
                killed.append(pool.submit(kill_somebody, home, crowd.fate.random()))
    for one in killed:
        one.result()
    wait_until_nothing_waits()
    assert not find_drift()
    assert crowd.hidden_found == []
    assert crowd.looked > crowd.done["hide"] / 2, "mostly the house stood"
    assert min(crowd.done[act.__name__] for act in crowd.acts()) >= ACTS / 200
    wait_until(lambda: wrong(home).keys() <= {"clockwork"})
    assert home.complaints() == []


def kill_somebody(home: House, chance: float) -> None:
    """Mostly the worker, which writes the index; now and then everybody."""
    way = kill_the_house if chance < 1 / 4 else kill_the_worker
    way(home, random.Random(chance))  # noqa: S311 - the same one every time


class Crowd:
    """Whatever changes what is found, done at random; what is refused is no act."""

    def __init__(self) -> None:
        people = (a_person("Author"), a_person("Team", role=Role.ADMINISTRATOR))
        self.author, self.team = (actor_of(person) for person in people)
        self.slugs = [a_project().slug for _ in range(2)]
        self.fate = random.Random(SEED)  # noqa: S311 - the same acts every time
        self.house: House | None = None
        self.numbers = count(1)
        self.words: dict[IdeaId, IdeaDraft] = {}
        self.comments: list[CommentId] = []
        self.done: Counter[str] = Counter()
        self.looked = 0
        self.hidden_found: list[str] = []
        for act in (self.propose, self.say) * YOUNG:
            self.do(act)

    def acts(self) -> list[Callable[[], object]]:
        said = [self.propose, self.reword, self.take_back, self.say, self.say_otherwise]
        sorted_ = [self.stand, self.answer, self.tag, self.file, self.merge, self.part]
        return [*said, *sorted_, self.hide, self.hide_what_was_said, self.restore]

    def act(self) -> None:
        self.do(self.fate.choice(self.acts()))

    def do(self, act: Callable[[], object]) -> None:
        with suppress(CoCreateError), transaction():
            act()
            self.done[act.__name__] += 1

    def idea(self) -> IdeaId:
        """What is young is changed most."""
        return self.fate.choice([*self.words][-YOUNG:])

    def comment(self) -> CommentId:
        return self.fate.choice(self.comments[-YOUNG:])

    def other_words(self) -> IdeaDraft:
        """A word that nothing else has, and a title that does not hold it."""
        number = next(self.numbers)
        return IdeaDraft(f"A wombat, the {number}th", f"It digs as {word_of(number)}.")

    # ── What customers do ─────────────────────────────────────────────────────

    def propose(self) -> None:
        draft, slug = self.other_words(), self.fate.choice(self.slugs)
        self.words[propose_idea(self.author, slug, draft=draft).id] = draft

    def reword(self) -> None:
        idea_id, draft = self.idea(), self.other_words()
        edit_idea(self.author, idea_id, draft=draft)
        self.words[idea_id] = draft

    def take_back(self) -> None:
        withdraw_idea(self.author, self.idea())

    def say(self) -> None:
        words = f"It digs, says {word_of(next(self.numbers))}."
        said = post_comment(self.author, body=words, idea_id=self.idea())
        self.comments.append(said.id)

    def say_otherwise(self) -> None:
        words = f"It sleeps, says {word_of(next(self.numbers))}."
        edit_comment(self.author, self.comment(), body=words)

    # ── What the team does ────────────────────────────────────────────────────

    def stand(self) -> None:
        change_status(self.team, self.idea(), to=self.fate.choice(STANDS))

    def answer(self) -> None:
        respond(self.team, self.idea(), body=f"We heard {word_of(next(self.numbers))}.")

    def tag(self) -> None:
        tag_idea(self.team, self.idea(), names=self.fate.sample(TAGS, 2))

    def file(self) -> None:
        file_idea(self.team, self.idea(), slug=self.fate.choice(TAGS))

    def merge(self) -> None:
        merge_ideas(self.team, self.idea(), into_id=self.idea())

    def part(self) -> None:
        unmerge_idea(self.team, self.idea())

    # ── What moderators do ────────────────────────────────────────────────────

    def hide(self) -> None:
        idea_id = self.idea()
        hide_idea(self.team, idea_id, reason="It digs too deep.")
        db.session.commit()
        self.look_for(self.words[idea_id])

    def look_for(self, hidden: IdeaDraft) -> None:
        """By its own word, as a stranger, at the house, if it stands."""
        assert self.house is not None
        asked = {"q": hidden.body.split()[-1].rstrip(".")}
        with suppress(requests.ConnectionError):
            page = requests.get(f"{self.house.address}/search", asked, timeout=TIMEOUT)
            self.looked += page.ok
            if hidden.title in page.text:
                self.hidden_found.append(hidden.title)

    def hide_what_was_said(self) -> None:
        hide_comment(self.team, self.comment(), reason="It digs too deep.")

    def restore(self) -> None:
        restore_idea(self.team, self.idea())
        restore_comment(self.team, self.comment())


def word_of(number: int) -> str:
    """Letters alone: a number would be found in others."""
    return "quokka" + "".join("bdfgkmnprt"[int(digit)] for digit in str(number))
