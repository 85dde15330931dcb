"""What the site's own rules do about what is posted, before anybody sees it."""

import re
from datetime import timedelta
from functools import partial

import pytest
import time_machine

from cocreate.discussion.actions import edit_comment, post_comment
from cocreate.discussion.models import Comment
from cocreate.ideas.actions import edit_idea, propose_idea
from cocreate.ideas.drafts import IdeaDraft
from cocreate.ideas.hiding import Hiding
from cocreate.ideas.models import Idea
from cocreate.ideas.queries import find_idea
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError, InvalidError
from cocreate.kernel.policy import STRANGER, Trust
from cocreate.moderation.actions import (
    judge_comment,
    learn_spam,
    remove_rule,
    switch_off,
    watch_words,
)
from cocreate.moderation.actions.learn import bad_hosts
from cocreate.moderation.case import CaseKind
from cocreate.moderation.guard import Guard, why_spam
from cocreate.moderation.limits import Limit, asked_of, trusted_then
from cocreate.moderation.models import Review
from cocreate.moderation.queries import find_lesson, find_model, find_open
from cocreate.moderation.reason import Reason, Verdict
from cocreate.moderation.watching import Text, WatchedAct, why_not_watch
from cocreate.people.models import Person
from cocreate.projects.models import Project
from tests.client import ForgetfulClient
from tests.factories import (
    a_limit,
    a_moderator,
    a_person,
    a_product_manager,
    a_project,
    a_watched_word,
    actor_of,
    an_idea,
)


def case_of(idea: Idea) -> Review | None:
    return find_open(idea_id=idea.id, comment_id=None)


@pytest.fixture
def moderator(app: object) -> Person:
    return a_moderator()


def propose(by: Person, project: Project, body: str, title: str = "A wish") -> Idea:
    draft = IdeaDraft(title=title, body=body)
    idea = propose_idea(actor_of(by), project.slug, draft=draft)
    db.session.commit()
    return idea


@pytest.mark.parametrize(
    ("words", "written", "says"),
    [
        ("casino", "A CASINO!", True),
        ("casino", "casinos", False),
        ("casino*", "casinos", True),
        ("café crème", "Cafe\u0301, CREME", True),
        ("casino", "ca\u200bsino", True),
        ("free money", "free\n  money", True),
        ("free money", "free of money", False),
        ("赌场", "最好的赌场在这里", True),
        ("straße", "STRASSE", True),
    ],
)
def test_words_are_found_whatever_they_look_like(
    words: str, written: str, *, says: bool
) -> None:
    assert Text(written).says(words) is says
    assert why_not_watch(words) == ""


@pytest.mark.parametrize("words", ["", "*", "a", "ab*", "a*b", "(((", "…"])
def test_some_words_cannot_be_watched(words: str) -> None:
    assert why_not_watch(words)


def test_looking_for_words_never_takes_long() -> None:
    text = Text("a" * 20_000 + " " + "casino " * 3_000)
    assert text.says("casino casino casino*")
    assert len(list(text.spans("casino casino"))) == 1_500


def test_each_word_does_what_it_was_told(moderator: Person) -> None:
    project, author = a_project(), a_person()
    blocked = a_watched_word(moderator, "casino*", WatchedAct.BLOCK)
    a_watched_word(moderator, "loan", WatchedAct.HOLD)
    a_watched_word(moderator, "scam", WatchedAct.FLAG)
    a_watched_word(moderator, "lawyer", WatchedAct.TAG, "legal")
    a_watched_word(moderator, "damn", WatchedAct.REPLACE, "dear")
    with pytest.raises(InvalidError) as refusal:
        propose(author, project, "Cheap", title="The best CASINOS in town")
    assert [*refusal.value.fields] == ["title"]
    db.session.rollback()
    held = propose(author, project, "Give me a loan.")
    assert held.hidden_as is Hiding.HELD
    assert find_idea(STRANGER, held.id) is None
    assert find_idea(actor_of(author), held.id) is held
    assert find_idea(actor_of(a_product_manager()), held.id) is None
    case = case_of(held)
    assert case is not None
    assert (case.kind, "loan" in case.why) == (CaseKind.HELD, True)
    shown = propose(author, project, "A damn scam, says my lawyer.")
    assert (shown.body, shown.tag_names) == ("A dear scam, says my lawyer.", "legal")
    assert shown.listed
    assert case_of(shown)
    remove_rule(actor_of(moderator), blocked)
    db.session.commit()
    assert propose(author, project, "A casino night with the team").listed


def test_customers_set_no_rules(moderator: Person) -> None:
    with pytest.raises(ForbiddenError):
        watch_words(actor_of(a_person()), "rival", act=WatchedAct.BLOCK)


def test_what_is_changed_is_looked_at_too_and_the_team_never(moderator: Person) -> None:
    a_watched_word(moderator, "loan", WatchedAct.HOLD)
    author, idea = a_person(), an_idea(author=(manager := a_product_manager()))
    edit_idea(actor_of(manager), idea.id, draft=IdeaDraft(title="A loan", body="Yes."))
    assert idea.listed
    said = post_comment(actor_of(author), body="So do I.", idea_id=idea.id)
    assert said.shown
    edit_comment(actor_of(author), said.id, body="A loan for all of you")
    db.session.commit()
    db.session.refresh(said)
    assert said.hidden_as is Hiding.HELD
    judge_comment(actor_of(moderator), said.id, verdict=Verdict.RESTORE)
    db.session.commit()
    db.session.refresh(said)
    assert said.shown


def test_newcomers_are_held_and_slowed_down(moderator: Person) -> None:
    project, newcomer = a_project(), a_person()
    for limit, most in (
        (Limit.FIRST_POSTS, 1),
        (Limit.LINKS, 1),
        (Limit.IDEAS_A_DAY, 2),
    ):
        a_limit(moderator, limit, most)
    first = propose(newcomer, project, "Nothing but a wish.", title="First")
    assert first.hidden_as is Hiding.HELD
    switch_off(actor_of(moderator), Limit.FIRST_POSTS)
    db.session.commit()
    links = "See http://a.example and https://b.example/x"
    assert propose(newcomer, project, links, "Links").hidden_as is Hiding.HELD
    assert propose(newcomer, project, "See http://a.example", "One").listed
    assert propose(newcomer, project, "Once more", "Two").listed
    with pytest.raises(InvalidError, match="2 ideas a day"):
        propose(newcomer, project, "And again", "Three")
    db.session.rollback()
    newcomer.trust = Trust.ESTABLISHED
    db.session.commit()
    assert propose(newcomer, project, links, "Four").listed


def test_whoever_is_trusted_more_is_asked_less(moderator: Person) -> None:
    author, idea = a_person(), an_idea()
    for limit, most in ((Limit.SECONDS_BETWEEN, 60), (Limit.MENTIONS, 1)):
        a_limit(moderator, limit, most)
    say = partial(post_comment, actor_of(author), idea_id=idea.id)
    with time_machine.travel(now(), tick=False) as clock:
        assert say(body="First.").shown
        clock.shift(50)
        with pytest.raises(InvalidError, match="60 seconds"):
            say(body="Second.")
        db.session.rollback()
        author.trust = Trust.FAMILIAR
        db.session.commit()
        assert say(body="Second, and @Ida and @Ada agree.").shown
        clock.shift(50)
        third = say(body="Third, and @Ida, @Ada, @Eva agree.")
        assert third.hidden_as is Hiding.HELD
    for limit in Limit:
        eased = [asked_of({limit: 10}, level).get(limit) for level in Trust]
        assert eased[0] == 10
        assert limit is Limit.SUSPECTS or eased[Trust.REGULAR] is None
    joined_at = now() - timedelta(days=30)
    assert trusted_then(Trust.REGULAR, joined_at, joined_at) is Trust.NEWCOMER
    assert trusted_then(Trust.REGULAR, joined_at, now()) is Trust.REGULAR


@pytest.fixture
def a_taught_site(moderator: Person) -> Idea:
    """Twenty comments hidden as spam, and six times as many that stood for a month."""
    idea, author, at = an_idea(), a_person(), now() - timedelta(days=30)
    good = (f"I would like to see {n} more of my cards, please." for n in range(120))
    bad = (f"EARN {n}777 $ now at http://win.example !!" for n in range(20))
    about = {"project_id": idea.project_id, "author_id": author.id}
    for words in (*good, *bad):
        said = Comment(
            idea_id=idea.id, body=words, body_html=words, posted_at=at, **about
        )
        db.session.add(said)
        if words.startswith("EARN"):
            db.session.flush()
            decided = Review(
                comment_id=said.id,
                verdict=Verdict.HIDE,
                reason=Reason.SPAM,
                moderator_id=moderator.id,
                closed_at=at,
                **about,
            )
            db.session.add(decided)
    db.session.commit()
    return idea


def test_a_limit_past_a_hundred_lets_through_just_so_many(moderator: Person) -> None:
    """Of first posts, too: whoever wrote more is not held for ever."""
    ada, idea = a_person(), an_idea()
    a_limit(moderator, Limit.COMMENTS_A_DAY, 102)
    a_limit(moderator, Limit.FIRST_POSTS, 101)
    about = {"idea_id": idea.id, "project_id": idea.project_id, "author_id": ada.id}
    words = [f"Wish {number}." for number in range(101)]
    db.session.add_all(Comment(body=one, body_html=one, **about) for one in words)
    db.session.commit()
    assert post_comment(actor_of(ada), body="The last.", idea_id=idea.id).shown
    db.session.commit()
    with pytest.raises(InvalidError, match="102 comments a day"):
        post_comment(actor_of(ada), body="One too many.", idea_id=idea.id)


def test_a_host_is_held_where_three_of_four_links_to_it_were_hidden() -> None:
    spam = ["http://win.example and https://own.example"] * 3
    kept = [
        "I read it on win.example: http://win.example/rates.",
        "https://own.example",
    ]
    assert bad_hosts(spam, kept[:1]) == {"own.example": (3, 0), "win.example": (3, 1)}
    assert bad_hosts(spam, kept * 2) == {}
    guard = Guard(hosts=bad_hosts(spam, kept[:1]))
    why = str(why_spam(guard, "Look at http://www.win.example/now"))
    assert "It links to win.example: 3 of 4 texts" in why


def test_what_was_hidden_as_spam_is_known_again(
    a_taught_site: Idea, client: ForgetfulClient
) -> None:
    author = a_person()
    assert learn_spam() == 140
    assert learn_spam() is None
    model = find_model()
    assert model is not None
    assert (model.spam, model.kept) == (20, 120)
    assert model.threshold is not None
    words = {
        "Look: http://win.example": "win.example: 20 of 20 texts here that link there",
        "earn 1 $ now at http : // win . example": "same words",
        "EARN 500777 $ today with us !!": "looks like",
    }
    for body, why in words.items():
        held = post_comment(actor_of(author), body=body, idea_id=a_taught_site.id)
        case = find_open(idea_id=None, comment_id=held.id)
        assert case is not None
        assert case.kind is CaseKind.SPAM
        assert why in case.why
    lesson = find_lesson(actor_of(a_moderator()))
    assert lesson is not None
    assert ("win.example", 20, 0, True) in lesson.hosts
    page = client.sign_in(a_moderator("Ruth")).get("/moderation/learned").text
    row = r"win\.example</th>.*?>20</td>.*?>0</td>.*?>Held</td>"
    assert re.search(row, page, re.DOTALL)
    [(verdicts, caught, wrong)] = lesson.curve
    assert (verdicts, caught > 85, wrong <= 1) == (140, True, True)
    good = "More of my cards, please, and of the accounts I share."
    assert post_comment(actor_of(author), body=good, idea_id=a_taught_site.id).shown
