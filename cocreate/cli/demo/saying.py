"""Tell what was said with the votes: how much it matters, why, and for whom."""

from collections.abc import Iterator
from random import Random

from cocreate.cli.demo.voices import Idea
from cocreate.cli.demo.voting import SEED, votes_for
from cocreate.cli.demo.world import World, moment
from cocreate.people.actions import Customer, bring_consents
from cocreate.votes.actions import (
    Heard,
    PastHearing,
    PastReason,
    bring_hearings,
    keep_reasons,
)
from cocreate.votes.kinds import Channel, Importance

SAYS_HOW_MUCH, SAYS_WHY, SAYS_THE_NAME = 0.3, 0.3, 0.8
WHYS = {
    Importance.MUST: (
        "Without it I keep my other bank for this.",
        "It happens to me every month.",
        "My mother cannot use it otherwise.",
    ),
    Importance.IMPORTANT: (
        "I would use it every week.",
        "It saves me a call to you.",
        "I work around it today, on paper.",
    ),
    Importance.NICE: ("A small thing, and I would smile.", "If it costs you little."),
}
LIKELY = (1, 2, 2)  # nice, important, must: people vote for what they need
HEARD = (
    ("money-home", "henrik", "Fatou Bah", "", Channel.COUNTER),
    ("when-somebody-dies", "clara", "Gustav Lind", "", Channel.PHONE),
    ("takings-at-six", "tomasz", "Petra Vogel", "Vogel Bakery", Channel.MEETING),
    ("shaking-hands", "yusuf", "Arturo Nunes", "", Channel.MAIL),
    ("two-signatures", "henrik", "Ilse Maas", "Rowing club", Channel.COUNTER),
)
QUOTES = (
    "I bring the same slip every month. It knows my brother better than you do.",
    "I said it four times, to four people, that she is dead.",
    "At six I am at the oven, not at the till.",
    "The button is smaller than my finger is steady.",
    "Two of us sign on paper. The app asks for one, so we use paper.",
)


def tell_what_votes_say(world: World) -> None:
    votes = [vote for idea in world.story.ideas for vote in reasons_for(world, idea)]
    keep_reasons(votes)
    bring_hearings(hearings(world))
    bring_consents(
        person_id
        for key, person_id in world.people.items()
        if Random(f"{SEED} name {key}").random() < SAYS_THE_NAME  # noqa: S311 - a story
    )


def reasons_for(world: World, idea: Idea) -> Iterator[PastReason]:
    chance = Random(f"{SEED} why {idea.key}")  # noqa: S311 - a story, not a secret
    for vote in votes_for(world, idea):
        if chance.random() < SAYS_HOW_MUCH:
            (importance,) = chance.choices([*Importance], LIKELY)
            why = chance.choice(WHYS[importance])
            said = why if chance.random() < SAYS_WHY else None
            yield PastReason(vote.voter_id, vote.idea_id, importance, said)


def hearings(world: World) -> Iterator[PastHearing]:
    for day, (key, by, name, organisation, channel) in enumerate(HEARD):
        customer = Customer(name=name, organisation=organisation)
        heard = Heard(customer=customer, channel=channel, quote=QUOTES[day])
        at = moment(290 + day, hour=11)
        yield PastHearing(world.ideas[key], world.people[by], heard, at)
