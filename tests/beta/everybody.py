"""Everybody who could ask something of a beta, and the states of a build."""

from dataclasses import dataclass

from cocreate.beta.kinds import Place
from cocreate.kernel.policy import Role

FIRST, LATER, ELSEWHERE = "first", "later", "elsewhere"
COHORTS = (FIRST, LATER, ELSEWHERE)
CURRENT = 2


@dataclass(frozen=True)
class Who:
    """Somebody who asks, as far as it says what they may."""

    name: str
    role: Role | None = Role.CUSTOMER
    place: Place | None = None
    terms: int = CURRENT
    cohort: str = FIRST
    belongs: bool = True  # to the project, should it be private
    suspended: bool = False
    cited: bool = False  # by the decision that the builds carry

    @property
    def runs(self) -> bool:
        """Runs the beta: product managers, whatever they lead, and administrators."""
        return self.role in {Role.PRODUCT_MANAGER, Role.ADMINISTRATOR}

    @property
    def seated(self) -> bool:
        return self.place is Place.ACTIVE


TESTER = Who("the tester who wrote all there is", place=Place.ACTIVE, cited=True)
MANAGER = Who("the manager who began an upload", role=Role.PRODUCT_MANAGER)
EVERYBODY = (
    Who("a stranger", role=None, belongs=False),
    Who("a customer outside", belongs=False, cited=True),
    Who("a customer of the project"),
    *(Who(f"one who is {place}", place=place) for place in Place),
    TESTER,
    Who("one who accepted no terms", place=Place.ACTIVE, terms=0),
    Who("one who accepted old terms", place=Place.ACTIVE, terms=1),
    Who("one in the ring to come", place=Place.ACTIVE, cohort=LATER),
    Who("one in another cohort", place=Place.ACTIVE, cohort=ELSEWHERE),
    Who("one the project is hidden from", place=Place.ACTIVE, belongs=False),
    Who("one who is suspended", place=Place.ACTIVE, suspended=True),
    Who("an employee outside", role=Role.EMPLOYEE, belongs=False),
    Who("an employee who tests", role=Role.EMPLOYEE, place=Place.ACTIVE),
    Who("a moderator", role=Role.MODERATOR, belongs=False),
    MANAGER,
    Who("a manager of another project", role=Role.PRODUCT_MANAGER, belongs=False),
    Who("a manager who tests", role=Role.PRODUCT_MANAGER, place=Place.ACTIVE),
    Who("an administrator", role=Role.ADMINISTRATOR, belongs=False),
)


NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class State:
    """A build, as far as it says who may have it."""

    name: str
    given: frozenset[str] = frozenset({FIRST})
    fetched: bool = True  # its bytes leave for whom it was given to
    released: bool = False


GIVEN = State("given")
STEPPED = State("at the end of its steps", given=frozenset({FIRST, LATER}))
STATES = (
    GIVEN,
    State("uploaded", given=NOBODY),
    STEPPED,
    State("halted", fetched=False),
    State("rolled back", fetched=False),
    State("expired", fetched=False),
    State("revoked", fetched=False),
    State("released", given=NOBODY, released=True),
)
