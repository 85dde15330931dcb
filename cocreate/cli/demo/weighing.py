"""Tell how the team weighs ideas, what some would cost, who banks together."""

from dataclasses import replace
from random import Random

from cocreate.cli.demo.shaping import PROJECT, daan
from cocreate.cli.demo.voting import SEED
from cocreate.cli.demo.world import World, moment
from cocreate.kernel.answers import FieldKind
from cocreate.kernel.policy import Role
from cocreate.people.actions import AttributeDraft, add_attribute, keep_values
from cocreate.people.queries import actor_for, attributes, every_segment
from cocreate.people.rules import Source
from cocreate.surfacing.actions import PastWeighing, bring_weighings, enter_cards
from cocreate.surfacing.scoring import Weights
from cocreate.surfacing.standing import Card

FORMULA = "reach * impact / effort"
BUSINESS = "business-customers"
WEIGHED = (
    (40, "ines", Weights(reach=40, confidence=10)),
    (92, "daan", Weights(reach=40, confidence=10, momentum=10, effort=25)),
)
NOW = Weights(segments=10, reach_half=60, effort_half=15, effort=25, formula=FORMULA)
# Impact, how sure, person-days; what is none is still open.
CARDS = {
    "freeze": Card(None, 3, 90, 12),
    "tell-me-before": Card(None, 3, 80, 25),
    "shop-names": Card(None, 2, 80, 30),
    "is-it-you": Card(None, 3, 60, 45),
    "name-check": Card(None, 2, 90, 20),
    "a-person": Card(None, 2, 70, 60),
    "three-things": Card(None, 1, 50, 15),
    "ten-seconds": Card(None, 2, 80, 8),
    "talks-sense": Card(400, 3, 80, 35),
    "plain-words": Card(None, 1, 90, 10),
    "big-letters": Card(250, 2, 90, 6),
    "left-after-fixed": Card(None, 1, 50, 18),
    "write-to-a-person": Card(180, 2, 80, 14),
    "no-confetti": Card(None, 0.25, 100, 0.5),
    "red-green": Card(300, 1, 100, 2),
    "money-home": Card(None, 2, 50, 40),
    "works-in-the-valley": Card(None, 2, 50, 55),
    "price-rise": Card(None, 1, 60, 22),
    "watch-balance": Card(None, 0.5, 40, 50),
    "carbon-footprint": Card(None, 0.5, 30, 65),
    "hardware-key": Card(60, 1, 70, 28),
    "pause-order": Card(None, 1, 80, 5),
    "soft-dark": Card(None, 0.5, 80, 4),
    "where-refund": Card(None, 3, 70, 18),
    "widget-left": Card(None, 1, 60, 9),
    "month-by-roster": Card(None, 2, 80, 7),
    "read-aloud": Card(320, 2, 60, 38),
    "my-language": Card(None, 3, 50, 70),
    "child-view": Card(None, 2, 50, 42),
    "lost-phone": Card(None, 2, 80, 16),
    "pin-receipt": Card(None, 1, 90, 4),
    "pots-pictures": Card(None, 0.5, 80, 3),
    "takings-at-six": Card(90, 2, 70, 12),
    "split-dinner": Card(None, None, None, 32),
}

# Some customers bank together: how many of them, and as whom.
ACCOUNTS = (
    ("Harbour Rowing Club", 9),
    ("Cooperative of the Night Taxis", 7),
    ("Brno Parents' Association", 6),
    ("Lübeck Choir", 4),
    ("Two Brothers Bakery", 3),
    ("Practice Dr. Rahman", 2),
)
TOLD = "What a customer banks as together with others: a club, a firm."


def tell_accounts(world: World) -> None:
    """Which customers belong to one account: the same ones each time it is told."""
    admin = next(one for one in world.story.people if one.role is Role.ADMINISTRATOR)
    draft = AttributeDraft("Account", FieldKind.TEXT, hint=TOLD)
    add_attribute(actor_for(world.people[admin.key]), draft=draft)
    account = next(one.id for one in attributes() if one.slug == "account")
    names = [name for name, people in ACCOUNTS for _ in range(people)]
    customers = sorted(
        person.key for person in world.story.people if person.role is Role.CUSTOMER
    )
    Random(SEED).shuffle(customers)  # noqa: S311 - a story, not a secret
    keep_values(
        {
            world.people[key]: {account: name}
            for key, name in zip(customers, names, strict=False)
        },
        Source.FILE,
    )


def tell_weighing(world: World) -> None:
    """Each set of weights in its time; the scorecards as they stand today."""
    business = next(one.id for one in every_segment() if one.slug == BUSINESS)
    in_force = replace(NOW, of_segments={business: 3.0})
    bring_weighings(
        PastWeighing(
            world.projects[PROJECT],
            weights=weights,
            by_id=world.people[by],
            weighed_at=moment(day, hour=10),
        )
        for day, by, weights in (*WEIGHED, (176, "daan", in_force))
    )
    cards = {world.ideas[key]: card for key, card in CARDS.items()}
    enter_cards(daan(world), PROJECT, cards=cards)
