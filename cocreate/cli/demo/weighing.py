"""Tell how the team weighs ideas, and what it thinks that some would cost."""

from cocreate.cli.demo.shaping import PROJECT, daan
from cocreate.cli.demo.world import World, moment
from cocreate.surfacing.actions import PastWeighing, bring_weighings, enter_cards
from cocreate.surfacing.scoring import Weights
from cocreate.surfacing.standing import Card

FORMULA = "reach * impact / effort"
WEIGHED = (
    (40, "ines", Weights(reach=40, confidence=10)),
    (92, "daan", Weights(reach=40, confidence=10, momentum=10, effort=25)),
    (176, "daan", Weights(reach_half=60, effort_half=15, effort=25, formula=FORMULA)),
)
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
    "split-dinner": Card(None, None, None, 32),
}


def tell_weighing(world: World) -> None:
    """Each set of weights in its time; the scorecards as they stand today."""
    bring_weighings(
        PastWeighing(
            world.projects[PROJECT],
            weights=weights,
            by_id=world.people[by],
            weighed_at=moment(day, hour=10),
        )
        for day, by, weights in WEIGHED
    )
    cards = {world.ideas[key]: card for key, card in CARDS.items()}
    enter_cards(daan(world), PROJECT, cards=cards)
