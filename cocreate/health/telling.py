"""All figures in Prometheus' own format: of every process of this server, few labels.

No name, address or text is among them, and no label grows with what people do.
"""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from cocreate import __version__
from cocreate.health.policy import Check, Figures, troubles_of
from cocreate.kernel.traffic import BOUNDS, Route, Traffic


def told(seen: Figures, traffic: Traffic) -> bytes:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(House(seen, traffic))
    return generate_latest(registry)


class House(Collector):
    def __init__(self, seen: Figures, traffic: Traffic) -> None:
        self.seen = seen
        self.traffic = traffic

    def collect(self) -> Iterator[Metric]:
        yield version()
        yield checks(self.seen)
        yield from gauges(self.seen)
        yield ages(self.seen)
        connections = self.traffic.connections()
        yield gauge("database_connections", "Connections in use.", connections)
        yield from requests(list(self.traffic.routes()))


def version() -> Metric:
    family = GaugeMetricFamily("cocreate_info", "The version.", labels=["version"])
    family.add_metric([__version__], 1)
    return family


def checks(seen: Figures) -> Metric:
    """What /readyz looks at, each 1 while it is well."""
    family = GaugeMetricFamily("cocreate_check", "1: well.", labels=["check"])
    wrong = troubles_of(seen)
    for check in Check:
        family.add_metric([check.replace(" ", "_")], check not in wrong)
    return family


def gauges(seen: Figures) -> Iterator[Metric]:
    """What waits; what could not be seen is left out, as Prometheus would have it."""
    for name, about, value in (
        ("events_waiting", "Events due or failed.", seen.events_waiting),
        ("events_failed", "Events that failed, and wait.", seen.events_failed),
        ("letters_waiting", "Letters to be sent.", seen.letters_waiting),
        ("pushes_waiting", "Notices to be pushed.", seen.pushes_waiting),
        ("search_changes_waiting", "Changes to be indexed.", seen.changes_waiting),
        ("cases_waiting", "Cases before the moderators.", seen.cases_waiting),
        ("disk_free_bytes", "Of the data folder.", seen.free_bytes),
    ):
        if value is not None:
            yield gauge(name, about, value)
    if seen.database_at:
        apart = (seen.database_at - seen.at).total_seconds()
        yield gauge("clock_apart_seconds", "Database's less this machine's.", apart)


def gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(f"cocreate_{name}", about, value=value)


def ages(seen: Figures) -> Metric:
    """How long ago each part was seen to work, and how long the oldest waits."""
    family = GaugeMetricFamily("cocreate_age_seconds", "Age.", labels=["of"])
    for name, beat in seen.beats.items():
        family.add_metric([name], seen.age_of(beat))
    if seen.backed_up_at:
        family.add_metric(["backup"], seen.age_of(seen.backed_up_at))
    if seen.events_waiting is not None:
        family.add_metric(["oldest_event"], seen.age_of(seen.events_since))
        family.add_metric(["oldest_letter"], seen.age_of(seen.letters_since))
        family.add_metric(["oldest_push"], seen.age_of(seen.pushes_since))
    return family


def requests(routes: list[Route]) -> Iterator[Metric]:
    answered = CounterMetricFamily(
        "cocreate_requests", "Requests answered.", labels=["route", "status"]
    )
    took = HistogramMetricFamily(
        "cocreate_request_seconds", "Until the answer began.", labels=["route"]
    )
    for route in routes:
        for status, number in route.answered.items():
            if number:
                answered.add_metric([route.name, status], number)
        if any(route.by_duration):
            took.add_metric([route.name], buckets(route), route.seconds)
    yield answered
    yield took


def buckets(route: Route) -> list[tuple[str, float]]:
    """Each holds what is in those below it, too."""
    bounds = [*map(str, BOUNDS), "+Inf"]
    sums = [sum(route.by_duration[: place + 1]) for place in range(len(bounds))]
    return [(bound, float(number)) for bound, number in zip(bounds, sums, strict=True)]
