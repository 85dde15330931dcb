"""The demo's story holds together: every name is known, and time runs forward."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from cocreate.cli.demo.reading import StoryError
from cocreate.cli.demo.story import FOLDER, Story, load_story
from cocreate.cli.demo.voices import Comment, Dated, Entry, Idea
from cocreate.ideas.status import Status
from cocreate.kernel.policy import Role
from cocreate.projects.phase import Phase

MONDAY = datetime(2026, 1, 12, tzinfo=UTC)
STORY = load_story()
PEOPLE = {person.key: person for person in STORY.people}
IDEAS = {idea.key: idea for idea in STORY.ideas}
ENTRIES = {entry.key: entry for entry in STORY.entries}
COMMENTS = {comment.key: comment for comment in STORY.comments}
SUBJECTS: dict[str, Idea | Entry | Comment] = {**IDEAS, **ENTRIES, **COMMENTS}
PROMPTS = {prompt.key: entry for entry in STORY.entries for prompt in entry.prompts}
DECISIONS = {decision.key: decision for decision in STORY.decisions}
BUILDS = {build.key: build for build in STORY.builds}
PROJECTS = {project.key: project for project in STORY.projects}


def is_company(key: str) -> bool:
    return PEOPLE[key].role.is_company


def people_named(story: Story) -> Iterator[str]:
    for project in story.projects:
        yield from (project.by, *(member.person for member in project.members))
    yield from (entry.author for entry in story.entries)
    yield from (idea.author for idea in story.ideas)
    yield from (comment.author for comment in story.comments)
    yield from (report.author for report in story.reports)
    for decision in story.decisions:
        yield from (decision.by, *(other.by for other in decision.dissent))
    yield from (build.by for build in story.builds)
    yield from (release.by for release in story.releases)
    yield from (flag.by for flag in story.flags)
    for followed in story.follows:
        yield from followed.people
    yield from (programme.host for programme in story.programmes)
    yield from (enrolment.person for enrolment in story.enrolments)


def test_the_story_is_as_long_as_it_was_meant_to_be() -> None:
    roles = Counter(person.role for person in STORY.people)
    assert roles[Role.CUSTOMER] == 70
    assert sum(roles.values()) - roles[Role.CUSTOMER] >= 10
    in_main = [idea for idea in STORY.ideas if idea.project == "next-app"]
    assert len(in_main) >= 64
    assert sum(comment.on in IDEAS for comment in STORY.comments) >= 320
    assert len(STORY.entries) >= 8
    assert len(PROMPTS) >= 10
    assert len(STORY.decisions) >= 6
    assert len(STORY.builds) >= 2
    assert len(STORY.reports) >= 10
    assert sum(idea.pull for idea in STORY.ideas) * 69 >= 1_500


def test_every_status_and_every_phase_of_use_is_told() -> None:
    told = Counter(idea.status for idea in STORY.ideas)
    assert {*told} == {*Status}
    assert told[Status.MERGED] >= 5
    assert told[Status.DECLINED] >= 4
    phases = {project.phase for project in STORY.projects}
    assert phases == {*Phase} - {Phase.DECIDE}
    assert [project.key for project in STORY.projects if project.is_private]
    assert sum(idea.complaint is not None for idea in STORY.ideas) >= 3
    assert any(comment.hidden for comment in STORY.comments)
    assert any(flag.verdict is None for flag in STORY.flags)


def test_somebody_signs_in_for_each_role() -> None:
    assert {person.role for person in STORY.people if person.sign_in} == {*Role}
    emails = [person.email for person in STORY.people]
    assert len({*emails}) == len(emails)
    for person in STORY.people:
        home = "@meridian.example" if person.role.is_company else "@example.com"
        assert re.fullmatch(r"[a-z.-]+" + re.escape(home), person.email), person.email


def test_a_key_names_one_thing() -> None:
    for records in (STORY.people, STORY.projects, STORY.decisions, STORY.builds):
        assert max(Counter(record.key for record in records).values()) == 1
    subjects = (*STORY.ideas, *STORY.entries, *STORY.comments)
    assert len(SUBJECTS) == len(subjects)
    assert len(PROMPTS) == sum(len(entry.prompts) for entry in STORY.entries)


def test_everybody_who_is_named_is_known() -> None:
    assert {*people_named(STORY)} <= PEOPLE.keys()
    for idea in STORY.ideas:
        assert all(is_company(step.by) for step in idea.journey), idea.key
        assert idea.response is None or is_company(idea.response.by)
    for decision in STORY.decisions:
        assert PEOPLE[decision.by].role in {Role.PRODUCT_MANAGER, Role.EMPLOYEE}
    for person in STORY.people:
        said = [comment for comment in STORY.comments if comment.author == person.key]
        assert said or person.key == "oskar", person.key


def test_an_idea_draws_segments_that_somebody_belongs_to() -> None:
    segments = {segment for person in STORY.people for segment in person.segments}
    assert {segment for idea in STORY.ideas for segment in idea.by} <= segments
    assert all(0 < idea.pull <= 1 for idea in STORY.ideas)


def test_a_phase_begins_on_the_day_after_the_last() -> None:
    for project in STORY.projects:
        for span, following in pairwise(project.phases):
            assert span.to_day is None or span.to_day < following.from_day
        assert project.phases[0].from_day == project.opens_day


def test_three_answers_were_late_as_the_journal_admits() -> None:
    within = PROJECTS["next-app"].promise.answer_within_days
    asked = [idea for idea in STORY.ideas if idea.journey]
    late = [idea.key for idea in asked if idea.journey[0].day - idea.day > within]
    assert len(late) == 3


def test_whatever_is_pointed_at_is_there() -> None:
    for idea in STORY.ideas:
        assert idea.project in PROJECTS
        assert idea.merged_into is None or idea.merged_into in IDEAS
        assert (idea.merged_into is not None) == (idea.status is Status.MERGED)
        if idea.prompt:
            assert PROMPTS[idea.prompt].project == idea.project, idea.key
    for comment in STORY.comments:
        assert comment.on in IDEAS or comment.on in ENTRIES
        if comment.parent:
            assert COMMENTS[comment.parent].on == comment.on, comment.key
        if comment.prompt:
            assert PROMPTS[comment.prompt].key == comment.on
    for build in STORY.builds:
        cohorts = {cohort.key for one in STORY.programmes for cohort in one.cohorts}
        assert {*build.cohorts} <= cohorts
        assert {*build.decisions} <= DECISIONS.keys()
    for release in STORY.releases:
        assert {*release.decisions} <= DECISIONS.keys()
        assert {*release.builds} <= BUILDS.keys()
        assert {*release.ideas} <= IDEAS.keys()
    assert {flag.on for flag in STORY.flags} <= IDEAS.keys() | COMMENTS.keys()
    assert {followed.on for followed in STORY.follows} <= IDEAS.keys()


def follows_in_time(*happened: Dated) -> bool:
    moments = [one.at(MONDAY) for one in happened]
    return all(earlier < later for earlier, later in pairwise(moments))


@pytest.mark.parametrize("idea", STORY.ideas, ids=lambda idea: idea.key)
def test_an_idea_goes_forward_in_time(idea: Idea) -> None:
    assert follows_in_time(idea, *idea.journey)
    assert follows_in_time(idea, *idea.edits)
    assert idea.response is None or follows_in_time(idea, idea.response)
    assert idea.hidden is None or follows_in_time(idea, idea.hidden)
    assert idea.prompt is None or follows_in_time(PROMPTS[idea.prompt], idea)
    if idea.merged_into:
        assert follows_in_time(IDEAS[idea.merged_into], idea.journey[-1])
    if idea.status in {Status.DECLINED, Status.SHIPPED}:
        assert idea.response, "nobody is left without an answer"


def test_a_comment_follows_what_it_speaks_of() -> None:
    for comment in STORY.comments:
        assert follows_in_time(SUBJECTS[comment.on], comment), comment.key
        if comment.parent:
            assert follows_in_time(COMMENTS[comment.parent], comment), comment.key
        if comment.hidden:
            assert follows_in_time(comment, comment.hidden)
        subject = SUBJECTS[comment.on]
        if isinstance(subject, Idea) and subject.status is Status.MERGED:
            assert follows_in_time(comment, subject.journey[-1]), comment.key


def test_a_decision_follows_what_it_cites() -> None:
    for decision in STORY.decisions:
        assert sum(option.chosen for option in decision.options) == 1
        cited = [cite.on for cite in decision.cites]
        assert len({*cited}) == len(cited)
        for key in cited:
            assert follows_in_time(SUBJECTS[key], decision), (decision.key, key)
            assert not is_company(SUBJECTS[key].author) or key not in IDEAS


def test_a_build_follows_its_decisions_and_a_report_its_build() -> None:
    for build in STORY.builds:
        assert build.expires_day > build.day
        for key in build.decisions:
            assert follows_in_time(DECISIONS[key], build), (build.key, key)
    for report in STORY.reports:
        assert follows_in_time(BUILDS[report.build], report), report.key
        assert report.answer is None or follows_in_time(report, report.answer)


def test_only_testers_with_the_build_report() -> None:
    enrolled = {one.person: one for one in STORY.enrolments}
    for report in STORY.reports:
        assert enrolled[report.author].cohort in BUILDS[report.build].cohorts


def test_a_flag_follows_what_it_is_about_and_nobody_flags_twice() -> None:
    for flag in STORY.flags:
        assert follows_in_time(SUBJECTS[flag.on], flag), flag.key
        assert flag.verdict is None or follows_in_time(flag, flag.verdict), flag.key
        assert SUBJECTS[flag.on].author != flag.by
    assert max(Counter((flag.on, flag.by) for flag in STORY.flags).values()) == 1


def test_no_seat_is_given_twice() -> None:
    (programme,) = STORY.programmes
    for day in range(programme.opens_day, 400):
        states = [
            [step.state for step in one.steps if step.day <= day]
            for one in STORY.enrolments
        ]
        seated = sum(1 for steps in states if steps and steps[-1] == "active")
        assert seated <= programme.seats
    assert len(STORY.enrolments) == 32
    assert all(follows_in_time(*one.steps) for one in STORY.enrolments)


def texts() -> Iterator[str]:
    yield from (subject.body for subject in SUBJECTS.values())
    yield from (report.body for report in STORY.reports)
    for idea in STORY.ideas:
        yield from (step.note for step in idea.journey)
        yield from [idea.response.body] if idea.response else []
    for decision in STORY.decisions:
        yield from (decision.why, *(option.argument for option in decision.options))
        yield from (other.text for other in decision.dissent)
    yield from (build.notes for build in STORY.builds)
    yield from (release.notes for release in STORY.releases)
    yield from (person.bio for person in STORY.people)


def test_nobody_says_the_same_sentence_twice() -> None:
    sentences = Counter(
        sentence.strip().lower()
        for text in texts()
        for sentence in re.split(r"(?<=[.!?])\s+|\n+", text)
        if len(sentence.split()) >= 5
    )
    assert [sentence for sentence, times in sentences.items() if times > 1] == []


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.json")), ids=lambda p: p.stem)
def test_a_file_of_the_story_fits_in_a_head(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize(
    ("record", "complaint"),
    [
        ({"key": "wim", "hat": "flat"}, "nothing is called hat"),
        ({"key": "wim", "name": 81}, "expected str, found 81"),
        ({"key": "wim", "role": "captain"}, "'captain' is not a valid Role"),
        ({"key": "wim", "segments": "over-65"}, "expected a list"),
        ({"key": "wim"}, "missing 6 required"),
        ("wim", "expected an object"),
    ],
)
def test_a_file_that_makes_no_sense_names_itself(
    tmp_path: Path, record: object, complaint: str
) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "odd.json").write_text(json.dumps([record]))
    with pytest.raises(StoryError, match=complaint) as refused:
        load_story(tmp_path)
    assert "odd.json" in str(refused.value)


def test_the_story_is_read_in_the_order_it_happened() -> None:
    moments = [comment.at(MONDAY) for comment in STORY.comments]
    assert moments == sorted(moments)
    assert STORY.ideas[0].at(MONDAY) > STORY.entries[0].at(MONDAY)
