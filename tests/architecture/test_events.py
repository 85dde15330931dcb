from dataclasses import fields, is_dataclass

import pytest
from flask import Flask

from cocreate.kernel.outbox import Event, subscribed

# What happens although nobody listens, each with its reason: it is not even stored.
UNHEARD = {
    "AppealLodged": "the moderators' queue shows it",
    "CaseHeld": "its author sees on its page that it waits",
    "CaseOpened": "the moderators' queue shows it",
    "CaseStepped": "its history shows it; the audit log keeps it at once",
    "LegalNoticeGiven": "it was acknowledged in the same transaction",
    "BuildUploaded": "nobody has the build yet: its assignment is what testers hear of",
    "AnswerPinned": "it stands above the discussion",
    "CreditNameChosen": "certificates are taken back in the same transaction",
    "DecisionStageChanged": "the roadmap reads it where it stands",
    "DiscussionLocked": "the reason stands above the discussion",
    "DiscussionUnlocked": "whoever comes can speak again",
    "FlagRaised": "the moderators' queue shows it",
    "PersonSuspended": "whoever is suspended reads so on every page",
    "PersonVerified": "nothing waits for it",
    "ProfileEdited": "names and faces are read where they are shown",
    "SuspensionLifted": "rights are read with every request",
    "TrustSet": "TrustMoved tells whoever has another level, and the log is its own",
    "TesterApplied": "the programme's desk shows who waits",
    "TesterEnrolled": "PlaceChanged tells each step, this one too",
    "TesterInvited": "PlaceChanged tells each step, this one too",
    "TesterWaitlisted": "PlaceChanged tells each step, this one too",
    "TesterLeft": "the seat is given on in the same transaction",
    "TesterRemoved": "the seat is given on in the same transaction",
    "OpinionGiven": "the score of its idea is counted anew without a row more",
    "VoteExplained": "the score of its idea is counted anew without a row more",
    "VoteCast": "the figures move in the vote's own transaction",
    "VoteWithdrawn": "the figures move in the vote's own transaction",
}


def kinds() -> list[type[Event]]:
    # Twice in the list, where a class was made again with slots: the later is ours.
    ours = [k for k in Event.__subclasses__() if k.__module__.startswith("cocreate.")]
    return [*{kind.__name__: kind for kind in ours}.values()]


@pytest.mark.sqlite
def test_somebody_listens_to_every_event(site: Flask) -> None:
    unheard = {kind.__name__ for kind in kinds()} - {*subscribed()}
    assert unheard - {*UNHEARD} == set(), "wire it in hears.py, or say why not"
    assert {*UNHEARD} - unheard == set(), "somebody listens by now"


@pytest.mark.sqlite
def test_events_carry_ids_and_facts_never_rows(site: Flask) -> None:
    for kind in kinds():
        assert is_dataclass(kind)
        assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]  # dataclass's own
        assert all(field.kw_only for field in fields(kind)), kind
