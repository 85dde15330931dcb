"""Where every route of the beta stands: which rule says who may, and what is sent.

A route that is new stands here before it lands: under the rule of `tests/beta/rules.py`
that says in words who may use it (or a new rule there), in READS as the address alone,
in WRITES with a body that would be taken. What its address names is made in
`tests/beta/trial.py`.
"""

import sys
from dataclasses import dataclass, field
from types import FunctionType, ModuleType
from typing import Any

from flask import Flask
from werkzeug.routing import Rule as Route

from cocreate.kernel.access import SAFE_METHODS, answering
from tests.beta import rules
from tests.beta.rules import Asking, Rule

HOW = (
    "Nobody has said who may use these: give each its place in tests/beta/placed.py, "
    "under the rule of tests/beta/rules.py that says it."
)
BETA, BUILD = "/projects/<slug>/beta", "/builds/<int:build_id>"
API, REPORT = "/api/v1", "/reports/<int:report_id>"
TASK, HONOUR = "/tasks/<int:task_id>", f"{BUILD}/decisions/<int:decision_id>/honour"
UPLOAD = "/uploads/<name>"
API_BETA, ENROLMENT = f"{API}{BETA}", "/enrolments/<int:enrolment_id>"

READS: dict[Rule, tuple[str, ...]] = {
    rules.sees: (
        *(BETA, f"{BETA}/terms", f"{BETA}/outcome"),
        *(f"{BETA}/lottery", f"{BETA}/lottery.json"),
        *("/invitations/<invitation_code>", f"{API}/projects/<slug>/builds"),
        *(API_BETA, f"{API_BETA}/terms", f"{API_BETA}/lottery"),
        f"{API_BETA}/outcome",
        f"{API}/releases/<int:release_id>/tally",
    ),
    rules.knows: (
        *(BUILD, f"{BUILD}/manifest.json", f"{API}{BUILD}", f"{API}{BUILD}/manifest"),
    ),
    rules.may_test: (f"{BETA}/appcast.xml", f"{BETA}/updates.json"),
    rules.member_knows: (f"{BUILD}/testing", TASK, f"{API}{BUILD}/tasks"),
    rules.has_bytes: (
        *(f"{BUILD}/download", f"{BUILD}/file", f"{API}{BUILD}/link"),
        *(f"{BUILD}/install", f"{BUILD}/install.plist"),
    ),
    rules.member: (
        *(f"{BETA}/updates", f"{BETA}/reports", f"{API}/projects/<slug>/reports"),
        f"{API}/projects/<slug>/reports/similar",
    ),
    rules.seated: (f"{BETA}/reports/new",),
    rules.reads_report: (REPORT, f"{API}{REPORT}"),
    rules.is_asked: (HONOUR,),
    rules.own_or_team: ("/honours/<int:honour_id>",),
    rules.reads_scores: (f"{BETA}/score", f"{API_BETA}/score"),
    rules.account: ("/me/devices", f"{API}/me/devices"),
    rules.uploader: (f"HEAD {UPLOAD}", f"{UPLOAD}/facts"),
    rules.anybody: (f"OPTIONS {BETA}/uploads",),
    rules.team: (
        *(f"{BETA}/edit", f"{BETA}/testers", f"{BETA}/questions"),
        *(f"{BETA}/invitations", f"{BETA}/dashboard", f"{BETA}/participation"),
        *(f"{BETA}/outcome/edit", f"{BETA}/builds/new"),
        *(f"{BUILD}/downloads", f"{BUILD}/downloads.csv"),
        *(f"{API}{BUILD}/figures", f"{API}/projects/<slug>/funnel"),
        f"{API}{BUILD}/rollout",
        *(f"{API_BETA}/cohorts", f"{API_BETA}/enrolments", f"{API_BETA}/links"),
        *(f"{API_BETA}/questions", f"{API}{ENROLMENT}"),
        *(f"{API_BETA}/participants", f"{API}/decisions/<int:decision_id>/tally"),
    ),
}
FILES: dict[Rule, str] = {rules.reads_report: "shot", rules.own_or_team: "proof"}
"""What testers send along to a report, and to how a task went."""

Sent = dict[str, Any]
NOTHING: Sent = {}
FOUND: Sent = {"build_id": "{build_id}", "kind": "idea", "title": "Send it at six"}
RATED: Sent = {"score": 4, "why": "It is quick."}
DOES: Sent = {"honours": "yes", "note": ""}
DONE: Sent = {"went": "done", "note": ""}
PHONE: Sent = {"platform": "ios", "device": "iPhone", "os_version": "17"}
APPLIED: Sent = {**PHONE, "terms_version": 2}
ACCEPTED: Sent = {"terms_version": 2}
STEP: Sent = {"step": "downloaded"}
TOO: Sent = {"build_id": "{build_id}", "device": "Pixel 8"}
WRITES: dict[Rule, dict[str, Sent]] = {
    rules.has_bytes: {f"{BUILD}/links": NOTHING},
    rules.account: {"/me/devices": PHONE, f"{API}/me/devices": PHONE},
    rules.own: {
        "/devices/<int:device_id>/removal": NOTHING,
        f"DELETE {API}/me/devices/<int:device_id>": NOTHING,
    },
    rules.applies: {
        f"{BETA}/enrolment": {**APPLIED, "answer-{question_id}": "yes"},
        f"PUT {API_BETA}/enrolment": {
            **APPLIED,
            "answers": {"{question_id}": ["yes"]},
        },
    },
    rules.takes_part: {
        f"{BETA}/terms": ACCEPTED,
        f"PUT {API_BETA}/enrolment/terms": ACCEPTED,
    },
    rules.holds_seat: {
        f"{BETA}/enrolment/continuation": NOTHING,
        f"PUT {API_BETA}/enrolment/continuation": NOTHING,
    },
    rules.member: {
        f"{BETA}/enrolment/withdraw": NOTHING,
        f"DELETE {API_BETA}/enrolment": NOTHING,
    },
    rules.took_part: {
        f"{BETA}/score": {"shown": "yes"},
        f"PUT {API_BETA}/score": {"shown": True},
    },
    rules.seated: {f"{BETA}/reports/similar": {**FOUND, "body": "Six."}},
    rules.reports: {
        f"{BETA}/reports": {**FOUND, "body": "Six is better."},
        f"{API}/projects/<slug>/reports": FOUND,
    },
    rules.may_say: {
        f"{BUILD}/rating": RATED,
        f"{TASK}/answer": DONE,
        f"PUT {API}{BUILD}/rating": RATED,
        f"PUT {API}{TASK}/answer": DONE,
    },
    rules.judges: {HONOUR: DOES, f"PUT {API}{HONOUR}": DOES},
    rules.joins_report: {f"{REPORT}/joins": TOO, f"PUT {API}{REPORT}/join": TOO},
    rules.reads_report: {
        f"{REPORT}/joins/withdraw": NOTHING,
        f"DELETE {API}{REPORT}/join": NOTHING,
    },
    rules.uploader: {f"PATCH {UPLOAD}": NOTHING, f"DELETE {UPLOAD}": NOTHING},
    rules.team: dict.fromkeys(
        (
            *(BETA, f"{BETA}/closure", f"{BETA}/closure/withdraw"),
            *(f"{BETA}/cohorts", f"{BETA}/invitations", f"{BETA}/invitations/list"),
            *(f"{BETA}/links", f"{BETA}/questions", f"{BETA}/lottery"),
            f"{BETA}/questions/<int:question_id>/removal",
            "/invitation-links/<int:link_id>/removal",
            f"{ENROLMENT}/admission",
            f"{ENROLMENT}/cohort",
            f"{ENROLMENT}/removal",
            *(f"{BETA}/outcome", f"{BETA}/reports/readers"),
            f"{BETA}/nudges/<int:nudge_id>/withdraw",
            f"DELETE {API}/projects/<slug>/nudges/<int:nudge_id>",
            *(f"{BETA}/builds", f"{BETA}/uploads", f"{BUILD}/cohorts"),
            *(f"{BUILD}/revocation", f"{BUILD}/downloads/trace"),
            *(f"{BUILD}/rollout", f"{BUILD}/rollout/pause"),
            f"{BUILD}/rollout/pause/withdraw",
            *(f"{BUILD}/halt", f"{BUILD}/halt/withdraw", f"{BUILD}/return"),
            *(f"{BUILD}/tasks", f"{TASK}/withdraw"),
            *(f"{BUILD}/facts", f"{BUILD}/notes", f"{API}/projects/<slug>/builds"),
            *(f"PUT {API}{BUILD}/facts", f"PUT {API}{BUILD}/notes"),
            *(f"PUT {API}{BUILD}/halt", f"DELETE {API}{BUILD}/halt"),
            *(f"PUT {API}{BUILD}/rollout", f"PUT {API}{BUILD}/rollout/pause"),
            f"DELETE {API}{BUILD}/rollout/pause",
            *(f"PUT {API}{BUILD}/revocation", f"{API}{BUILD}/return"),
            f"{API}{BUILD}/cohorts",
            *(f"{API}{BUILD}/tasks", f"DELETE {API}{TASK}", f"PUT {API_BETA}/outcome"),
            "/honours/<int:honour_id>/resolution",
            *(f"{REPORT}/judgement", f"{REPORT}/idea", f"{REPORT}/idea/joined"),
            f"{REPORT}/idea/withdraw",
            *(f"PUT {API}{REPORT}/judgement", f"PUT {API}{REPORT}/idea"),
            f"PUT {API}/releases/<int:release_id>/publication",
            *(f"PUT {API_BETA}", f"PUT {API_BETA}/closure"),
            *(f"DELETE {API_BETA}/closure", f"PUT {API_BETA}/lottery"),
            *(f"{API_BETA}/cohorts", f"{API_BETA}/invitations"),
            *(f"{API_BETA}/invitations/list", f"{API_BETA}/links"),
            *(f"{API_BETA}/questions", f"PUT {API}{ENROLMENT}/admission"),
            f"DELETE {API_BETA}/questions/<int:question_id>",
            f"DELETE {API}/invitation-links/<int:link_id>",
            *(f"PUT {API}{ENROLMENT}/cohort", f"DELETE {API}{ENROLMENT}"),
        ),
        NOTHING,
    )
    | {f"{BETA}/nudges": STEP, f"{API}/projects/<slug>/nudges": STEP},
}
OWN_ACCOUNT = {f"POST {BETA}/enrolment/withdraw", f"DELETE {API_BETA}/enrolment"}
"""What somebody may do who is suspended, besides reading."""


@dataclass(frozen=True)
class Placed:
    """One route with one method, and who may use it."""

    method: str
    rule: str
    may: Rule
    body: Sent = field(default_factory=dict, compare=False)

    @property
    def name(self) -> str:
        return f"{self.method} {self.rule}"

    @property
    def writes(self) -> bool:
        return self.method not in SAFE_METHODS

    def admits(self, asking: Asking) -> bool:
        silenced = asking.who.suspended and self.name not in OWN_ACCOUNT
        return self.may(asking) and not (self.writes and silenced)


def places() -> list[Placed]:
    reads = [placed("GET", name, may) for may, names in READS.items() for name in names]
    return reads + [
        placed("POST", name, may, body)
        for may, sent in WRITES.items()
        for name, body in sent.items()
    ]


def placed(usual: str, name: str, may: Rule, body: Sent = NOTHING) -> Placed:
    method, _, rule = name.rpartition(" ")
    return Placed(method or usual, rule, may, body)


def routes(app: Flask) -> dict[str, Route]:
    """Every route of the beta by method and address: its pages', and the API's."""
    found = {}
    for route in app.url_map.iter_rules():
        known = {*(route.methods or ())}
        for method in known - {"HEAD", "OPTIONS"} or {"HEAD"} & known or known:
            if is_of_beta(app, route.endpoint, method):
                found[f"{method} {route.rule}"] = route
    return found


def is_of_beta(app: Flask, endpoint: str, method: str) -> bool:
    """What stands on its blueprint, or comes from a module that reads the beta."""
    if endpoint.startswith("beta."):
        return True
    module = sys.modules[answering(app, endpoint, method).__module__]
    in_api = module.__name__.startswith("cocreate.api")
    return in_api and any(comes_from_beta(one) for one in vars(module).values())


def comes_from_beta(one: object) -> bool:
    named = one.__name__ if isinstance(one, ModuleType) else ""
    if isinstance(one, (FunctionType, type)):
        named = one.__module__
    return named.startswith("cocreate.beta")
