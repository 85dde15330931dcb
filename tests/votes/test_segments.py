from collections.abc import Callable

import pytest

from cocreate.ideas.queries import Wanted
from cocreate.kernel.answers import FieldKind
from cocreate.kernel.errors import ForbiddenError
from cocreate.kernel.transaction import transaction
from cocreate.people.models import Segment
from cocreate.people.rules import Comparison
from cocreate.projects.models import Project
from cocreate.projects.orders import Sort
from cocreate.votes import actions, jobs, queries
from tests.client import ForgetfulClient
from tests.factories import (
    a_person,
    a_product_manager,
    a_project,
    a_segment,
    a_vote,
    actor_of,
    an_attribute,
    an_idea,
    know,
)

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def counted(work: Callable[[], int]) -> Callable[[], int]:
    """Everything that is to be counted by segment is, at once."""

    def work_now() -> int:
        jobs.pace.due = 0
        done = work()
        jobs.count_all_by_segment()
        return done

    return work_now


def titles(project: Project, segment: Segment, sort: Sort = Sort.TOP) -> list[str]:
    manager = actor_of(a_product_manager())
    page = queries.lines_of_segment(
        manager, project.id, segment.id, wanted=Wanted(sort=sort)
    )
    return [line.title for line in page.rows]


def test_lists_are_cut_by_segment_and_follow_votes_and_belonging(
    counted: Callable[[], int],
) -> None:
    an_attribute("Plan")
    ada, ben, project = a_person("Ada"), a_person("Ben"), a_project()
    know(ada, plan="Business")
    know(ben, plan="Free")
    business, free = a_segment(), a_segment("Free", ("plan", Comparison.IS, "Free"))
    by_date = an_idea("Sort by date", project=project)
    an_idea("Sort by name", project=project, author=ada)
    by_colour = an_idea("Sort by colour", project=project)
    a_vote(by_date, ada)
    a_vote(by_date, ben)
    counted()
    assert titles(project, business) == ["Sort by date", "Sort by name"]
    assert titles(project, business, Sort.NEW) == ["Sort by name", "Sort by date"]
    assert titles(project, free) == ["Sort by date"]
    know(ben, plan="Business")
    with transaction():
        actions.withdraw_vote(actor_of(ada), by_date.id)
    a_vote(by_colour, ada)
    counted()
    assert titles(project, free) == []
    assert titles(project, business) == [
        "Sort by colour",
        "Sort by date",
        "Sort by name",
    ]
    assert counted() == 0
    with pytest.raises(ForbiddenError):
        queries.lines_of_segment(
            actor_of(ben), project.id, business.id, wanted=Wanted()
        )


def test_the_team_sees_which_segments_and_accounts_stand_behind_an_idea(
    counted: Callable[[], int],
) -> None:
    an_attribute("Plan")
    an_attribute("Account", kind=FieldKind.TEXT)
    an_attribute("Revenue", kind=FieldKind.NUMBER)
    ada, ben = a_person("Ada"), a_person("Ben")
    know(ada, plan="Business", account="Acme", revenue="100")
    know(ben, plan="Free", account="Zeta", revenue="1")
    business = a_segment()
    idea = an_idea(author=ben)
    a_vote(idea, ada)
    a_vote(idea)
    counted()
    manager = actor_of(a_product_manager())
    shares = queries.votes_by_segment(manager, idea.id)
    assert [(share.segment.name, share.votes) for share in shares] == [
        ("Business customers", 1)
    ]
    assert queries.votes_in_segment(business.id, [idea.id]) == {idea.id: 1}
    assert queries.segment_votes_of([idea.id]) == {idea.id: {business.id: 1}}
    accounts = queries.accounts_behind(
        manager, idea.id, account="account", worth="revenue"
    )
    assert accounts == [("Acme", 1, 100.0)]
    assert queries.votes_by_segment(actor_of(ada), idea.id) == []


def test_the_queue_is_cut_by_segment_and_goes_on_in_it(
    counted: Callable[[], int], signed_in: Callable[..., ForgetfulClient]
) -> None:
    an_attribute("Plan")
    ada, project = a_person("Ada"), a_project()
    know(ada, plan="Business")
    a_segment()
    first = an_idea("Sort by date", project=project, author=ada)
    other = an_idea("Freeze my card", project=project)
    third = an_idea("Sort by colour", project=project)
    a_vote(third, ada)
    counted()
    manager = signed_in(a_product_manager())
    path = f"/projects/{project.slug}/triage?segment=business-customers"
    page = manager.get(path).text
    assert f"&amp;idea={third.id}" in page
    assert f"&amp;idea={other.id}" not in page
    judged = manager.post(
        f"/ideas/{first.id}/status",
        data={
            "status": "under_review",
            "queue": "waiting",
            "segment": "business-customers",
        },
    )
    assert "segment=business-customers" in judged.location
    assert judged.location.endswith(f"idea={third.id}")
