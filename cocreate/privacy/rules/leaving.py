"""What is kept as long as somebody has an account, and dropped as they leave."""

from cocreate.privacy.rule import Basis, Rule, Until

KEPT = "until you change it, take it back or leave"
LEAVING = (
    Rule(
        name="account",
        what="Your account: address, name, role, profile, picture, and its history",
        why="You sign in, and others see who speaks.",
        basis=Basis.CONTRACT,
        until=Until.LEAVING,
        kept="until you leave; the row stays under “Somebody who left”",
        tables=frozenset({"people", "profile_changes"}),
    ),
    Rule(
        name="proofs",
        what="What proves you: password as a hash, second step, passkeys, tokens",
        why="Nobody else signs in as you.",
        basis=Basis.CONTRACT,
        until=Until.LEAVING,
        kept=KEPT,
        tables=frozenset({"second_steps", "passkeys", "access_tokens"}),
    ),
    Rule(
        name="consents",
        what="What you agreed to and took back, when, and which version",
        why="It has to be shown that you were asked.",
        basis=Basis.LAW,
        until=Until.LEAVING,
        kept="until you leave; nothing of it is changed before",
        tables=frozenset({"consents"}),
    ),
    Rule(
        name="trust",
        what="How far you are trusted, and since when",
        why="Those who were often right may do more, and you see why.",
        basis=Basis.INTEREST,
        until=Until.LEAVING,
        kept="until you leave",
        tables=frozenset({"trust_changes"}),
    ),
    Rule(
        name="wishes",
        what="What you follow, how you want to be told, and in which browsers",
        why="You are told what you asked for, and nothing else.",
        basis=Basis.CONSENT,
        until=Until.LEAVING,
        kept=KEPT,
        tables=frozenset(
            {
                *("followings", "follows", "project_follows"),
                *("notice_wishes", "rhythms", "browsers"),
            }
        ),
    ),
    Rule(
        name="known",
        what="What the company knows of you as a customer, and which groups you are in",
        why="It hears of all its customers evenly. You see it on your profile.",
        basis=Basis.INTEREST,
        until=Until.LEAVING,
        kept="until the company takes it back or you leave",
        tables=frozenset(
            {"attribute_values", "segment_members", "participants", "opinion_members"}
        ),
    ),
    Rule(
        name="teams",
        what="Which project teams and departments you belong to",
        why="You see what is for them.",
        basis=Basis.CONTRACT,
        until=Until.LEAVING,
        kept=KEPT,
        tables=frozenset({"project_members", "department_members"}),
    ),
    Rule(
        name="testing",
        what="Your devices, your places in betas, and what you answered to get them",
        why="Builds that fit reach you.",
        basis=Basis.CONTRACT,
        until=Until.LEAVING,
        kept="until you leave; that somebody tested stays, without words of yours",
        tables=frozenset({"devices", "enrolments"}),
    ),
)
