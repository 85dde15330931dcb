"""What people are told, and how each is said."""

from enum import StrEnum


class Kind(StrEnum):
    COMMENT = "comment"
    REPLY = "reply"
    STATUS = "status"
    ANSWER = "answer"
    MERGED = "merged"
    UNMERGED = "unmerged"
    HIDDEN = "hidden"
    RESTORED = "restored"
    ASSIGNED = "assigned"
    ENTRY = "entry"
    PHASE = "phase"
    PROMISE = "promise"
    CITED = "cited"
    DECIDED = "decided"
    SEAT = "seat"
    WAITLISTED = "waitlisted"
    BUILD = "build"
    REVOKED = "revoked"
    RELEASED = "released"
    CREDITED = "credited"
    RETURNED = "returned"


# Between who did it and what it is about: "Ines Moreau · answered · Freeze my card".
SAID: dict[Kind, str] = {
    Kind.COMMENT: "commented on",
    Kind.REPLY: "replied to you on",
    Kind.STATUS: "moved on",
    Kind.ANSWER: "answered",
    Kind.MERGED: "merged into another idea:",
    Kind.UNMERGED: "let your idea stand by itself again:",
    Kind.HIDDEN: "hid what you wrote:",
    Kind.RESTORED: "restored what you wrote:",
    Kind.ASSIGNED: "asked you to look after",
    Kind.ENTRY: "wrote in the journal:",
    Kind.PHASE: "took a project to its next phase:",
    Kind.PROMISE: "changed the promise of a project:",
    Kind.CITED: "decided, because of you:",
    Kind.DECIDED: "decided on what you stand behind:",
    Kind.SEAT: "gave you a seat in the beta:",
    Kind.WAITLISTED: "put you on the waiting list of the beta:",
    Kind.BUILD: "has a build for you to try:",
    Kind.REVOKED: "took back a build:",
    Kind.RELEASED: "shipped",
    Kind.CREDITED: "thanks you in",
    Kind.RETURNED: "got its mail to you back from",
}
WISHES: dict[Kind, str] = {
    Kind.COMMENT: "Somebody comments on an idea I follow",
    Kind.REPLY: "Somebody replies to me",
    Kind.STATUS: "An idea I stand behind moves on",
    Kind.ANSWER: "The team answers an idea I stand behind",
    Kind.MERGED: "My idea is merged into another",
    Kind.UNMERGED: "My idea stands by itself again",
    Kind.HIDDEN: "A moderator hides what I wrote",
    Kind.RESTORED: "A moderator restores what I wrote",
    Kind.ASSIGNED: "I am asked to look after an idea",
    Kind.ENTRY: "The journal of a project I follow has a new entry",
    Kind.PHASE: "A project I follow goes to another phase",
    Kind.PROMISE: "A project I follow changes its promise",
    Kind.CITED: "A decision cites me",
    Kind.DECIDED: "Something I stand behind is decided",
    Kind.SEAT: "I get a seat in a beta",
    Kind.WAITLISTED: "I am on the waiting list of a beta",
    Kind.BUILD: "There is a build for me to try",
    Kind.REVOKED: "A build I have is taken back",
    Kind.RELEASED: "Something I stand behind is released",
    Kind.CREDITED: "A release thanks me",
    Kind.RETURNED: "Mail to my address comes back",
}
