"""What people are told, and how each is said."""

from enum import StrEnum
from typing import NamedTuple

from cocreate.kernel.languages import translatable
from cocreate.notices.pace import Pace


class Kind(StrEnum):
    COMMENT = "comment"
    REPLY = "reply"
    MENTION = "mention"
    STATUS = "status"
    ANSWER = "answer"
    MERGED = "merged"
    UNMERGED = "unmerged"
    SPLIT = "split"
    CORRECTED = "corrected"
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
    APPLIED = "applied"
    INVITED = "invited"
    PLACE_ENDED = "place_ended"
    IDLE = "idle"
    TERMS = "terms"
    BUILD = "build"
    REVOKED = "revoked"
    RELEASED = "released"
    CREDITED = "credited"
    RETURNED = "returned"
    ARCHIVE = "archive"
    IDEA = "idea"
    FOUND = "found"
    PROPOSED = "proposed"
    REVISIT = "revisit"
    ASKED = "asked"
    TAKEN_BACK = "taken_back"
    ROUTED = "routed"
    DUE = "due"
    JUDGED = "judged"
    TAKEN_UP = "taken_up"
    HONOURED = "honoured"
    RESOLVED = "resolved"
    NUDGED = "nudged"
    ENDED = "ended"
    EXPIRING = "expiring"
    PAUSED = "paused"
    HELD = "held"
    CHANGE_ASKED = "change_asked"
    SANCTIONED = "sanctioned"
    APPEAL_DECIDED = "appeal_decided"
    FLAG_DECIDED = "flag_decided"
    TRUSTED_MORE = "trusted_more"
    TRUSTED_LESS = "trusted_less"
    VOTE_JUDGED = "vote_judged"


# Between who did it and what it is about: "Ines Moreau · answered · Freeze my card".
SAID: dict[Kind, str] = {
    Kind.COMMENT: "commented on",
    Kind.REPLY: "replied to you on",
    Kind.MENTION: "mentioned you on",
    Kind.STATUS: "moved on",
    Kind.ANSWER: "answered",
    Kind.MERGED: "merged into another idea:",
    Kind.UNMERGED: "let your idea stand by itself again:",
    Kind.CORRECTED: "corrected the title of your idea:",
    Kind.SPLIT: "made an idea of its own of what you stand behind:",
    Kind.HIDDEN: translatable("hid what you wrote:"),
    Kind.RESTORED: translatable("restored what you wrote:"),
    Kind.ASSIGNED: "asked you to look after",
    Kind.ENTRY: "wrote in the journal:",
    Kind.PHASE: "took a project to its next phase:",
    Kind.PROMISE: "changed the promise of a project:",
    Kind.CITED: "decided, because of you:",
    Kind.DECIDED: "decided on what you stand behind:",
    Kind.SEAT: "gave you a seat in the beta:",
    Kind.WAITLISTED: "put you on the waiting list of the beta:",
    Kind.APPLIED: "has your application to the beta:",
    Kind.INVITED: "keeps a seat for you in the beta:",
    Kind.PLACE_ENDED: "tells that your part has ended in the beta:",
    Kind.IDLE: "asks whether you still need your seat in the beta:",
    Kind.TERMS: "has new terms for the beta:",
    Kind.BUILD: "has a build for you to try:",
    Kind.REVOKED: "took back a build:",
    Kind.HELD: "holds back a build for now:",
    Kind.EXPIRING: "has a build that ends soon:",
    Kind.PAUSED: "waits for you to let a build reach more testers:",
    Kind.RELEASED: "shipped",
    Kind.CREDITED: "thanks you in",
    Kind.RETURNED: "got its mail to you back from",
    Kind.ARCHIVE: "has made what you asked for:",
    Kind.IDEA: "proposed",
    Kind.FOUND: "proposed what you search for:",
    Kind.PROPOSED: "proposed",
    Kind.REVISIT: "is due: look again at",
    Kind.ASKED: "asks for your voice in",
    Kind.TAKEN_BACK: "took back what you were told of",
    Kind.ROUTED: "asks your department to look at",
    Kind.DUE: "waits to be answered by you:",
    Kind.JUDGED: "said what became of what you found:",
    Kind.TAKEN_UP: "took up what you found:",
    Kind.HONOURED: "asks whether a build does what was decided with you:",
    Kind.RESOLVED: "answered your no on",
    Kind.NUDGED: "reminds you of the beta:",
    Kind.ENDED: "ended the beta, and thanks you:",
    Kind.CHANGE_ASKED: translatable("asks you to change what you wrote:"),
    Kind.SANCTIONED: translatable("decided that you may not write for now:"),
    Kind.APPEAL_DECIDED: translatable("decided an appeal about"),
    Kind.FLAG_DECIDED: translatable("looked at what you reported:"),
    Kind.TRUSTED_MORE: "trusts you with more; your level is now",
    Kind.TRUSTED_LESS: "trusts you with less for now; your level is",
    Kind.VOTE_JUDGED: translatable("decided about your vote on"),
}
WISHES: dict[Kind, str] = {
    Kind.COMMENT: "Somebody comments on an idea I follow",
    Kind.REPLY: "Somebody replies to me",
    Kind.MENTION: "Somebody mentions me",
    Kind.STATUS: "An idea I stand behind moves on",
    Kind.ANSWER: "The team answers an idea I stand behind",
    Kind.MERGED: "My idea is merged into another",
    Kind.UNMERGED: "My idea stands by itself again",
    Kind.CORRECTED: "Somebody corrects the title of my idea",
    Kind.SPLIT: "An idea I stand behind is split in two",
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
    Kind.APPLIED: "My application to a beta has arrived",
    Kind.INVITED: "A seat in a beta is kept for me",
    Kind.PLACE_ENDED: "My part in a beta ends",
    Kind.IDLE: "My seat in a beta is given on unless I use it",
    Kind.TERMS: "The terms of a beta I am in change",
    Kind.BUILD: "There is a build for me to try",
    Kind.REVOKED: "A build I have is taken back",
    Kind.HELD: "A build I have is held back for now",
    Kind.EXPIRING: "A build I have ends in 14, 3 or 1 days",
    Kind.PAUSED: "A roll-out I planned has stopped by itself",
    Kind.RELEASED: "Something I stand behind is released",
    Kind.CREDITED: "A release thanks me",
    Kind.RETURNED: "Mail to my address comes back",
    Kind.ARCHIVE: "My archive is ready",
    Kind.IDEA: "A tag or a person I follow has a new idea",
    Kind.FOUND: "A search I saved finds a new idea",
    Kind.PROPOSED: "A project I follow has a new idea",
    Kind.REVISIT: "The day comes to look again at what I decided",
    Kind.ASKED: "The team asks for my voice in a project",
    Kind.TAKEN_BACK: "The team takes back what I was told",
    Kind.ROUTED: "My department is asked to look at an idea",
    Kind.DUE: "Something I look after is due within a day",
    Kind.JUDGED: "The team says what became of what I found",
    Kind.TAKEN_UP: "What I found becomes an idea, or stands behind one",
    Kind.HONOURED: "I am asked whether a build does what was decided with me",
    Kind.RESOLVED: "The team answers my no to a build",
    Kind.NUDGED: "The team reminds me of what there is to test",
    Kind.ENDED: "A beta I tested in ends",
    Kind.CHANGE_ASKED: "A moderator asks me to change what I wrote",
    Kind.SANCTIONED: "A moderator decides that I may not write for a time",
    Kind.APPEAL_DECIDED: "An appeal of mine, or about what I reported, is decided",
    Kind.FLAG_DECIDED: "What I reported is decided",
    Kind.TRUSTED_MORE: "I reach another level, and may do more here",
    Kind.TRUSTED_LESS: "I lose a level, and why",
    Kind.VOTE_JUDGED: "A moderator decides whether my vote counts",
}

# What the law makes people read is told in their own language.
OWED = frozenset(
    {
        *(Kind.HIDDEN, Kind.RESTORED, Kind.CHANGE_ASKED, Kind.SANCTIONED),
        *(Kind.APPEAL_DECIDED, Kind.FLAG_DECIDED, Kind.VOTE_JUDGED),
    }
)


class Wish(NamedTuple):
    """How somebody wants to hear of a kind of thing."""

    in_app: bool
    mail: Pace
    push: Pace  # in the browsers that were asked to


MOST = Wish(in_app=True, mail=Pace.NOW, push=Pace.NOW)
# How people are told who have not said otherwise, where it is not as most is told.
UNASKED: dict[Kind, Wish] = {
    Kind.IDEA: Wish(in_app=True, mail=Pace.DAILY, push=Pace.NOW),
    Kind.FOUND: Wish(in_app=True, mail=Pace.DAILY, push=Pace.NOW),
    # A project may have many ideas a day: whoever wants to hear of each says so.
    Kind.PROPOSED: Wish(in_app=False, mail=Pace.NEVER, push=Pace.NEVER),
    Kind.RETURNED: Wish(in_app=True, mail=Pace.NEVER, push=Pace.NEVER),
    # Pleasant to find here, and nothing that anybody waits for.
    Kind.TRUSTED_MORE: Wish(in_app=True, mail=Pace.NEVER, push=Pace.NEVER),
    Kind.TRUSTED_LESS: Wish(in_app=True, mail=Pace.NEVER, push=Pace.NEVER),
    Kind.ARCHIVE: Wish(in_app=True, mail=Pace.NEVER, push=Pace.NEVER),
}
# What nobody chooses: it is told in the application, where alone it can be, or has a
# letter of its own.
UNCHOSEN = frozenset({Kind.RETURNED, Kind.ARCHIVE})
# As the settings show them.
GROUPS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    (
        "What I wrote or stand behind",
        (
            *(Kind.REPLY, Kind.MENTION, Kind.ANSWER, Kind.STATUS, Kind.DECIDED),
            *(
                Kind.CITED,
                Kind.RELEASED,
                Kind.CREDITED,
                Kind.MERGED,
                Kind.UNMERGED,
                Kind.SPLIT,
                Kind.CORRECTED,
            ),
            *(Kind.TAKEN_BACK, Kind.HIDDEN, Kind.RESTORED),
            *(Kind.CHANGE_ASKED, Kind.SANCTIONED),
            *(Kind.TRUSTED_MORE, Kind.TRUSTED_LESS),
            *(Kind.APPEAL_DECIDED, Kind.FLAG_DECIDED, Kind.VOTE_JUDGED),
        ),
    ),
    (
        "What I follow",
        (
            *(Kind.COMMENT, Kind.IDEA, Kind.FOUND, Kind.PROPOSED),
            *(Kind.ENTRY, Kind.PHASE, Kind.PROMISE, Kind.ASKED),
        ),
    ),
    (
        "Betas",
        (
            *(Kind.APPLIED, Kind.WAITLISTED, Kind.INVITED, Kind.SEAT),
            *(Kind.IDLE, Kind.PLACE_ENDED, Kind.TERMS),
            *(Kind.BUILD, Kind.REVOKED),
            *(Kind.HELD, Kind.EXPIRING),
            *(Kind.HONOURED, Kind.RESOLVED, Kind.JUDGED, Kind.TAKEN_UP),
            *(Kind.NUDGED, Kind.ENDED),
        ),
    ),
    ("Work", (Kind.ASSIGNED, Kind.ROUTED, Kind.DUE, Kind.REVISIT, Kind.PAUSED)),
)


def unasked(kind: Kind) -> Wish:
    return UNASKED.get(kind, MOST)
