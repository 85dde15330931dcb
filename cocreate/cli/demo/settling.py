"""Tell who takes part, in which projects, and what the journal says."""

import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta

from cocreate.cli.demo.story import Story
from cocreate.cli.demo.voices import Goal, Person, Project
from cocreate.cli.demo.world import LAST_DAY, World, at, date_of, moment
from cocreate.journal.actions import bring_entry
from cocreate.people.actions import bring_credit_names, create_person
from cocreate.people.named import Named
from cocreate.people.passwords import hashed
from cocreate.projects.actions import (
    GoalDraft,
    PastGoal,
    PastMember,
    PastPhase,
    ProjectDraft,
    bring_project,
)
from cocreate.projects.orders import Sort

PASSWORD = "meridian-demo-2026"  # noqa: S105 - everybody may know it: it is printed
LEADS = frozenset({"owner", "team"})
DAYS_OF_ARRIVAL = 36  # before the first votes
ASKED = {"lucia": Named.NAME}
# Of a hundred, up to how many say what.
AGREED = (
    (84, Named.NAME),
    (91, Named.INITIALS),
    (95, Named.NOBODY),
    (100, Named.UNASKED),
)


def tell_people(world: World) -> None:
    """Everybody; those marked to sign in share one password, the others have none."""
    password = hashed(PASSWORD)
    first = first_words(world.story)
    for person in world.story.people:
        row = create_person(
            name=person.name,
            email=person.email,
            password_hash=password if person.sign_in else None,
            role=person.role,
            title=person.title,
            town=person.town,
            bio=person.bio,
            joined_at=arrival(person, first.get(person.key)),
        )
        world.people[person.key] = row.id
    bring_credit_names(
        {
            world.people[person.key]: agreed_name(person)
            for person in world.story.people
            if not person.role.is_company
        }
    )


def agreed_name(person: Person) -> Named:
    """Most are named, some by their initials; a few said no, or were not asked yet."""
    if person.key in ASKED:
        return ASKED[person.key]
    chance = zlib.crc32(f"named {person.key}".encode()) % 100
    return next(named for share, named in AGREED if chance < share)


def first_words(story: Story) -> dict[str, datetime]:
    """When each person first did something that the story tells."""
    first: dict[str, datetime] = {}
    for key, happened in sorted(deeds(story), key=lambda deed: deed[1]):
        first.setdefault(key, happened)
    return first


def deeds(story: Story) -> Iterator[tuple[str, datetime]]:
    yield from ((entry.author, at(entry)) for entry in story.entries)
    yield from ((comment.author, at(comment)) for comment in story.comments)
    yield from ((report.author, at(report)) for report in story.reports)
    for idea in story.ideas:
        yield idea.author, at(idea)
        yield from ((step.by, at(step)) for step in idea.journey)
    for enrolment in story.enrolments:
        yield enrolment.person, at(enrolment.steps[0])


def arrival(person: Person, first: datetime | None) -> datetime:
    """The company was there before; customers came one by one, before they spoke."""
    chance = zlib.crc32(person.key.encode())
    if person.role.is_company:
        return moment(-7, hour=9) + timedelta(minutes=chance % 480)
    came = moment(chance % DAYS_OF_ARRIVAL) + timedelta(minutes=chance % 840)
    return min(came, first - timedelta(minutes=9 + chance % 50)) if first else came


def tell_projects(world: World) -> None:
    for project in world.story.projects:
        world.projects[project.key] = bring_project(
            draft_of(project),
            slug=project.key,
            is_private=project.is_private,
            phases=list(phases_of(world, project)),
            members=list(members_of(world, project)),
            goals=[goal_of(goal) for goal in project.goals],
        )


VOTES_EACH = {"saturday-branch": 5}
ASKS_OPINION = frozenset({"next-app"})
OPENS_WITH = {"saturday-branch": Sort.YOURS}


def draft_of(project: Project) -> ProjectDraft:
    promise = project.promise
    return ProjectDraft(
        name=project.title,
        summary=project.tagline,
        brief=f"{project.brief}\n\n**What we promise.** {promise.text}",
        answer_within_days=promise.answer_within_days,
        vote_budget=VOTES_EACH.get(project.key),
        asks_opinion=project.key in ASKS_OPINION,
        opens_with=OPENS_WITH.get(project.key, Sort.TOP),
        decide_by_on=date_of(promise.decide_by_day),
    )


def phases_of(world: World, project: Project) -> Iterator[PastPhase]:
    for span in project.phases:
        if span.from_day <= LAST_DAY:
            yield PastPhase(
                phase=span.phase,
                by_id=world.people[project.by],
                changed_at=moment(span.from_day),
            )


def members_of(world: World, project: Project) -> Iterator[PastMember]:
    for member in project.members:
        yield PastMember(
            person_id=world.people[member.person],
            is_lead=member.part in LEADS,
            joined_at=moment(project.opens_day),
        )


def goal_of(goal: Goal) -> PastGoal:
    return PastGoal(
        draft=GoalDraft(
            name=goal.name,
            unit=goal.unit,
            baseline=goal.baseline,
            target=goal.target,
            due_on=date_of(goal.by_day),
        ),
        measures=[(date_of(one.day), one.value) for one in goal.measured],
    )


def tell_journal(world: World) -> None:
    for entry in world.story.entries:
        entry_id, prompt_ids = bring_entry(
            world.projects[entry.project],
            author_id=world.people[entry.author],
            title=entry.title,
            body=entry.body,
            published_at=at(entry),
            questions=[prompt.text for prompt in entry.prompts],
        )
        world.entries[entry.key] = entry_id
        keys = [prompt.key for prompt in entry.prompts]
        world.prompts.update(zip(keys, prompt_ids, strict=True))
