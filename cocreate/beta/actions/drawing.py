"""The lottery: a seed promised before entries close, and the draw made of it after."""

import json
import secrets

from cocreate.beta import lottery
from cocreate.beta.actions.seats import TEAM_ONLY, fill_seats, move_to, sit_down
from cocreate.beta.drafts import ProgrammeDraft
from cocreate.beta.kinds import Place, SeatRule
from cocreate.beta.lottery import Drawn, Stratum
from cocreate.beta.models import Enrolment, Lottery, Programme
from cocreate.beta.policy import entries_are_over, has_accepted, may_run
from cocreate.beta.queries.lotteries import (
    entrants_of,
    find_lottery,
    groups_of,
    has_entrants,
)
from cocreate.beta.queries.programmes import get_programme
from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError, InvalidError, NotFoundError
from cocreate.kernel.ids import ProgrammeId
from cocreate.kernel.policy import Actor, require

PROMISED = "Somebody has entered the lottery already: its rules stay as they are."


class TooEarlyError(ConflictError):
    message = "Entries are still open. The lot is drawn when they are closed."


def keep_lottery(programme: Programme, draft: ProgrammeDraft) -> None:
    """Promise a seed by its hash, before anybody enters; what was promised stays."""
    found = find_lottery(programme.id)
    wanted = draft.rule is SeatRule.LOTTERY
    if found is not None and has_begun(programme, found):
        same = (found.strata, found.shares, found.source) == (
            draft.lottery.strata,
            draft.lottery.shares,
            draft.lottery.source,
        )
        if not (wanted and same):
            raise InvalidError({"rule": PROMISED})
        return
    if wanted:
        found = found or promised(programme)
        found.strata = draft.lottery.strata
        found.shares = draft.lottery.shares
        found.source = draft.lottery.source


def has_begun(programme: Programme, found: Lottery) -> bool:
    return found.drawn_at is not None or (
        programme.rule is SeatRule.LOTTERY and has_entrants(programme.id)
    )


def promised(programme: Programme) -> Lottery:
    seed = secrets.token_hex(lottery.SEED_DIGITS // 2)
    made = Lottery(
        programme_id=programme.id, seed=seed, commitment=lottery.commitment_of(seed)
    )
    db.session.add(made)
    return made


def draw_lottery(
    actor: Actor, programme_id: ProgrammeId, *, source_value: str = ""
) -> Lottery:
    """Draw, once, after entries are closed; publish the file that anybody can check.

    Who is selected has a seat, the rest wait in the order they were drawn. A second
    press gives the first draw.
    """
    require(may_run(actor), TEAM_ONLY)
    programme = get_programme(actor, programme_id, lock=True)
    found = find_lottery(programme.id)
    if found is None:
        raise NotFoundError
    if found.drawn_at is not None:
        return found
    if not entries_are_over(programme, now()):
        raise TooEarlyError
    if found.source and not source_value:
        raise InvalidError({"source_value": "Write the figure that was announced."})
    found.source_value = " ".join(source_value.split()) if found.source else ""
    found.drawn_at = now()
    found.drawn_by_id = actor.person_id
    settle(programme, found)
    return found


def settle(programme: Programme, found: Lottery) -> None:
    entrants = entrants_of(programme.id)
    drawn = published(programme, found, groups_of(programme, found.strata, entrants))
    by_entry = {one.entry: one for one in entrants}
    for name in drawn.selected:
        programme.taken += 1
        give_drawn_seat(programme, by_entry[name])
    for turn, name in enumerate(drawn.waiting, 1):
        by_entry[name].turn = turn
    db.session.flush()  # each is told their place among all of them
    for name in drawn.waiting:
        move_to(by_entry[name], Place.WAITLISTED)
    fill_seats(programme)


def published(programme: Programme, found: Lottery, strata: list[Stratum]) -> Drawn:
    """Draw among these, and keep the file that tells it."""
    seats = programme.seats - programme.taken
    drawn = lottery.draw(
        strata,
        seats=seats,
        shares=found.shares.value,
        seed=found.seed,
        source_value=found.source_value,
    )
    told = document_of(programme, found, strata, drawn, seats)
    found.document = json.dumps(told, indent=1)
    return drawn


def give_drawn_seat(programme: Programme, enrolment: Enrolment) -> None:
    if has_accepted(enrolment, programme):
        sit_down(programme, enrolment, from_waitlist=False)
    else:
        move_to(enrolment, Place.INVITED)


def document_of(
    programme: Programme,
    found: Lottery,
    strata: list[Stratum],
    drawn: Drawn,
    seats: int,
) -> dict[str, object]:
    """The file: everything the draw was made of, and what came out; nobody's name."""
    assert found.drawn_at is not None
    told: dict[str, object] = {
        "format": lottery.FORMAT,
        "method": lottery.METHOD,
        "sources": [*lottery.SOURCES],
        "site": current().site_url,
        "programme": programme.name,
        "committed_at": found.committed_at.isoformat(),
        "commitment": found.commitment,
        "drawn_at": found.drawn_at.isoformat(),
        "seed": found.seed,
        "source": {"announced": found.source, "value": found.source_value},
        "seats": seats,
        "shares": found.shares.value,
        "entrants_digest": lottery.entrants_digest(strata),
        "strata": [
            {
                "name": one.name,
                "quota": drawn.quotas[one.name],
                "entrants": [*one.entrants],
            }
            for one in strata
        ],
        "selected": drawn.selected,
        "waiting": drawn.waiting,
    }
    return told | {"digest": lottery.digest_of(told)}
