"""What stays when somebody leaves: under nobody's name, or because a law asks."""

from cocreate.privacy.rule import Basis, Rule, Until

STAYING = (
    Rule(
        name="contributions",
        what="What you proposed, said, wrote and sent: ideas, comments, edits, files",
        why="Others answered it, and decisions cite it.",
        basis=Basis.INTEREST,
        until=Until.STAYS,
        kept="until you take it back; when you leave it stays under nobody's name",
        tables=frozenset(
            {
                *("ideas", "idea_edits", "comments", "comment_edits", "mentions"),
                "text_bands",
                *("journal_entries", "journal_pictures", "responses", "triage_notes"),
                *("decisions", "decision_amendments", "releases"),
            }
        ),
    ),
    Rule(
        name="voices",
        what="What you voted for, answered and reacted to",
        why="Counts stay true.",
        basis=Basis.INTEREST,
        until=Until.STAYS,
        kept="until you take it back; when you leave it counts under nobody's name,"
        " and why you voted is forgotten",
        tables=frozenset({"votes", "ballots", "answers", "reactions"}),
    ),
    Rule(
        name="tests",
        what="What you found and said of builds",
        why="The team mends it, and knows how sure it is.",
        basis=Basis.CONTRACT,
        until=Until.STAYS,
        kept="with the beta; your words and files go when you leave",
        tables=frozenset(
            {
                *("beta_reports", "report_joins", "build_ratings"),
                *("honour_answers", "task_answers"),
            }
        ),
    ),
    Rule(
        name="thanks",
        what="Which release thanks you, for what; by name only where you agreed",
        why="Whoever helped is thanked.",
        basis=Basis.CONSENT,
        until=Until.STAYS,
        kept="with the release; your name goes from it and from certificates at once"
        " when you take your consent back, or leave",
        tables=frozenset({"citations", "credits", "certificates"}),
    ),
    Rule(
        name="moderation",
        what="What was flagged, why, how it was judged, and sanctions",
        why="Authors are told why, and can appeal (Digital Services Act).",
        basis=Basis.LAW,
        until=Until.STAYS,
        kept="as long as what it is about stands, with the case",
        tables=frozenset(
            {"flags", "reviews", "case_steps", "suspensions", "second_looks"}
        ),
    ),
    Rule(
        name="legal_notices",
        what="Notices of illegal content: name and address of who gave them",
        why="They are answered, and a notice has to say whose it is.",
        basis=Basis.LAW,
        until=Until.STAYS,
        kept="with the case",
        tables=frozenset({"legal_notices"}),
    ),
    Rule(
        name="vote_rings",
        what="Fingerprints of the device and network of a vote, salted, and votes that"
        " look like one person's",
        why="Votes that are one person's many are looked at by a person.",
        basis=Basis.INTEREST,
        until=Until.STAYS,
        kept="fingerprints seven days; what was set apart, with its case",
        tables=frozenset({"suspect_votes", "discounted_votes", "fingerprint_salts"}),
    ),
    Rule(
        name="audit",
        what="What was done with more rights than a member has: by and to whom, as"
        " numbers",
        why="Power can be looked into; the log is a chain and nothing is taken out.",
        basis=Basis.INTEREST,
        until=Until.STAYS,
        kept="as long as the site; the numbers tell nothing once you left",
        tables=frozenset({"audit_entries"}),
    ),
    Rule(
        name="deeds",
        what="Who of the company did what to a project, an idea, a build or a setting",
        why="It can be asked why.",
        basis=Basis.INTEREST,
        until=Until.STAYS,
        kept="with what it was done to, under nobody's name when they left",
        tables=frozenset(
            {
                *("phase_changes", "promise_changes", "posting_limits", "dry_runs"),
                *("watched_words", "weighings", "builds", "close_outs"),
                "rule_trials",
                *("decision_versions", "goal_measures", "lotteries"),
                *("programme_terms", "build_assignments", "build_notes"),
                *("invitation_links", "rollouts", "test_tasks", "duplicate_pairs"),
                *("locks", "merges", "routings", "scorecards", "splits"),
                *("status_changes", "status_plans", "verdicts", "pauses", "pins"),
                *("enrolment_steps", "report_judgements"),
            }
        ),
    ),
    Rule(
        name="waiting_events",
        what="What is about to be told: numbers, and the address that a letter is for",
        why="Nothing is lost when a machine stops.",
        basis=Basis.CONTRACT,
        until=Until.CLOCK,
        kept="seconds, until it is delivered",
        tables=frozenset({"outbox_messages"}),
    ),
)
