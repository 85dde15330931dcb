"""Tell what the bank knows of its customers, and which of them there are."""

from datetime import date
from random import Random

from cocreate.cli.demo.shaping import PROJECT, daan
from cocreate.cli.demo.voices import Person
from cocreate.cli.demo.voting import SEED
from cocreate.cli.demo.world import World
from cocreate.kernel.answers import FieldKind
from cocreate.kernel.policy import Role
from cocreate.people.actions import (
    AttributeDraft,
    SegmentDraft,
    add_attribute,
    keep_values,
    make_segment,
)
from cocreate.people.queries import Ruling, actor_for, attributes, questions
from cocreate.people.rules import Comparison, Matching, Source, rule_of
from cocreate.surfacing.actions import declare_customers
from cocreate.surfacing.queries import dimensions

COUNTRIES = {
    "Austria": "Graz Innsbruck Salzburg Vienna",
    "Belgium": "Antwerp Brussels Ghent Liège Namur",
    "Britain": "Birmingham Derry Stornoway",
    "Czechia": "Brno Ostrava",
    "France": "Bastia Dijon Limoges Lyon Marseille Nantes Toulouse",
    "Germany": "Cologne Hamburg Leipzig Lübeck",
    "Italy": "Bologna Naples Trento Turin Verona",
    "Netherlands": "Groningen Leeuwarden Rotterdam The+Hague Utrecht",
    "Nordics": "Aarhus Bergen Malmö Oulu Svolvær Tampere Tromsø Umeå",
    "Poland": "Gdańsk Katowice Kraków Poznań Wrocław Łódź",
    "Spain": "Girona Seville Valencia",
}
ELSEWHERE = "Elsewhere"
PLANS = ("Everyday", "Plus", "Business")
LIVES = (
    "Access",
    "Clubs",
    "Families",
    "Newcomers",
    "Night workers",
    "Over 65",
    "Rural",
    "Self-employed",
    "Students",
    "Testers",
)
DRAFTS = (
    AttributeDraft("Plan", FieldKind.CHOICE, choices=PLANS),
    AttributeDraft("Country", FieldKind.CHOICE, choices=(*COUNTRIES, ELSEWHERE)),
    AttributeDraft("Way of life", FieldKind.CHOICE, choices=LIVES),
    AttributeDraft("Customer since", FieldKind.DATE),
    AttributeDraft("Revenue a year", FieldKind.NUMBER, hint="In euros, before costs."),
)
WORTH = {"Everyday": (20, 160), "Plus": (120, 420), "Business": (300, 2400)}
SEGMENTS = (
    ("Business customers", "plan", Comparison.IS, "Business"),
    ("Over 65", "way-of-life", Comparison.IS, "Over 65"),
    ("New since 2023", "customer-since", Comparison.AT_LEAST, "2023-01-01"),
    ("Worth 400 a year", "revenue-a-year", Comparison.AT_LEAST, "400"),
    ("In the Nordics", "country", Comparison.IS, "Nordics"),
)
# Of a hundred customers of the bank.
THERE_ARE = {
    "Everyday": 61,
    "Plus": 30,
    "Business": 9,
    "Families": 24,
    "Over 65": 27,
    "Self-employed": 8,
    "Students": 14,
    "Rural": 9,
    "New since 2023": 12,
}


def tell_known(world: World) -> None:
    """The attributes, what each customer is, the segments, the customers there are."""
    admin = next(one for one in world.story.people if one.role is Role.ADMINISTRATOR)
    for draft in DRAFTS:
        add_attribute(actor_for(world.people[admin.key]), draft=draft)
    keys = {line.slug: line.id for line in attributes()}
    known = {
        world.people[person.key]: {
            keys[name]: value for name, value in known_of(person).items()
        }
        for person in world.story.people
        if person.role is Role.CUSTOMER
    }
    keep_values(known, Source.FILE)
    asked = {question.key: question for question in questions()}
    for name, key, how, value in SEGMENTS:
        ruling = Ruling(Matching.ALL, (rule_of(asked[key], how, value),))
        make_segment(daan(world), draft=SegmentDraft(name=name, ruling=ruling))
    shares = {
        group.key: float(THERE_ARE[group.name])
        for dimension in dimensions()
        for group in dimension.groups
        if group.name in THERE_ARE and (group.attribute_id or "New" in group.name)
    }
    declare_customers(daan(world), world.projects[PROJECT], shares)


def known_of(person: Person) -> dict[str, str]:
    """What the bank knows of one customer; the same each time it is told."""
    chance = Random(f"{SEED} known {person.key}")  # noqa: S311 - a story, not a secret
    way = person.segments[0].replace("-", " ").capitalize() if person.segments else ""
    way = "Self-employed" if way == "Self employed" else way
    is_business = way in {"Self-employed", "Clubs"}
    plan = "Business" if is_business else chance.choice(PLANS[:2])
    young = way in {"Students", "Newcomers"}
    since = date(
        chance.randint(2023 if young else 2006, 2025), chance.randint(1, 12), 1
    )
    return {
        "plan": plan,
        "country": country_of(person.town),
        "way-of-life": way,
        "customer-since": since.isoformat(),
        "revenue-a-year": str(chance.randint(*WORTH[plan])),
    }


def country_of(town: str) -> str:
    wanted = town.replace(" ", "+")
    for country, towns in COUNTRIES.items():
        if wanted in towns.split():
            return country
    return ELSEWHERE
