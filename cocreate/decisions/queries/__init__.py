"""Questions about decisions. Every one asks who wants to know."""

from cocreate.decisions.queries.citable import find_voices, names_one, voices_named
from cocreate.decisions.queries.cited import (
    Contributions,
    cited_by,
    cited_idea_ids,
    cited_people,
    comments_cited,
    comments_cited_among,
    contributions_by_person,
    decided_on,
    decisions_about,
    decisions_citing_comment,
    decisions_citing_idea,
    ideas_cited_among,
    is_cited,
)
from cocreate.decisions.queries.folded import folded_into, folded_voices_of
from cocreate.decisions.queries.heard import Heard, find_heard
from cocreate.decisions.queries.ledger import (
    DecisionLine,
    by_stage,
    drafts,
    ledger,
    newest,
    stage_counts,
)
from cocreate.decisions.queries.scope import (
    amendments_of,
    find_decision,
    get_decision,
    is_visible_to,
    options_of,
    published,
    visible_to,
)
from cocreate.decisions.queries.versions import (
    count_versions,
    due_revisits,
    get_version,
    revisions_of,
    versions_of,
)
from cocreate.decisions.queries.voices import Voice, voices_of

__all__ = [
    "Contributions",
    "DecisionLine",
    "Heard",
    "Voice",
    "amendments_of",
    "by_stage",
    "cited_by",
    "cited_idea_ids",
    "cited_people",
    "comments_cited",
    "comments_cited_among",
    "contributions_by_person",
    "count_versions",
    "decided_on",
    "decisions_about",
    "decisions_citing_comment",
    "decisions_citing_idea",
    "drafts",
    "due_revisits",
    "find_decision",
    "find_heard",
    "find_voices",
    "folded_into",
    "folded_voices_of",
    "get_decision",
    "get_version",
    "ideas_cited_among",
    "is_cited",
    "is_visible_to",
    "ledger",
    "names_one",
    "newest",
    "options_of",
    "published",
    "revisions_of",
    "stage_counts",
    "versions_of",
    "visible_to",
    "voices_named",
    "voices_of",
]
