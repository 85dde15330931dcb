"""The demo's story: Meridian, a bank, asks its customers how its app should be.

The files lie in `story/`, as JSON lists of records. A record is a frozen dataclass
of `voices.py` or `outcomes.py`; its fields are the file's names, and a name that is
not there, a wrong type or a missing one stops the reading and says where.

How to read them
----------------
- `key` names a record for the others: people, projects, prompts, entries, ideas,
  comments, decisions, builds, releases and flags each have their own, and ideas,
  comments and entries share one space, so that `on` can mean any of them.
- `day` counts from the opening of the main project (day 0, a Monday, made for
  12 January), `time` is the hour of that day. `at(opening)` gives the moment.
  Days with another name (`by_day`, `opens_day`, `expires_day`…) are days alone.
- A long text may be a list: its paragraphs, Markdown, joined by an empty line.
- What is absent is empty: no prompt, no parent, no response.

What there is
-------------
- `people/`: customers with `town`, `bio`, `voice` (how they write, for writers alone)
  and `segments`; company people with a `title`. `sign_in` marks one for each role, to
  be shown by `make run`.
- `projects.json`: the public ones and a private one, seen by its `members` alone.
  `phases` are spans of days; `phase` is where the project stands when the story ends.
- `journal/`: entries with their prompts, and the comments under them. A comment or an
  idea with a `prompt` answers it.
- `ideas/` and `comments/`, one file a theme. An idea's `journey` is its steps from
  `new`, oldest first; `edits` hold what stood there before; `merged_into` names the
  idea that a duplicate was folded into (the journey's last step says when and by
  whom); `complaint` its owner and how it was solved; `hidden` who hid it and what the
  author was told; `differs` why it is not another that is close to it; `notes` what
  the company alone reads. `pull` (0 to 1) is how much of the public would vote for it,
  `by` the segments drawn to it above all. Votes are not written here: whoever loads the
  story draws them with a seed, after the idea's own day, never by its author and,
  for a merged idea, before the merge. A comment's `parent` is another on the same
  subject, `quotes` those words of it that were selected; "@" and a whole name call
  somebody.
- `decisions/`: `options` weighed, `dissent` kept in the record, `cites` with what each
  contributor is thanked for, `stage` on the roadmap.
- `beta/`: the programme with its terms and cohorts; enrolments step by step; builds
  (the bytes are made by whoever loads the story, `size_kb` of them); reports.
- `releases.json`: what shipped, and by stage what is to come.
- `flags.json`: with a verdict, or still open for the moderators. `follows.json`.
- `pins.json`: the comments that were chosen as answers; `locks.json`: discussions that
  rest, and why.
"""

from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from cocreate.cli.demo.outcomes import (
    Build,
    Decision,
    Enrolment,
    Flag,
    Follows,
    Programme,
    Release,
    Report,
)
from cocreate.cli.demo.reading import read_records
from cocreate.cli.demo.voices import (
    Comment,
    Dated,
    Entry,
    Idea,
    Lock,
    Person,
    Pin,
    Project,
)

Happened = TypeVar("Happened", bound=Dated)
FOLDER = Path(__file__).parent / "story"


@dataclass(frozen=True, kw_only=True)
class Story:
    """Everything that happened; what has a moment stands in the order it happened."""

    people: tuple[Person, ...]
    projects: tuple[Project, ...]
    entries: tuple[Entry, ...]
    ideas: tuple[Idea, ...]
    comments: tuple[Comment, ...]
    decisions: tuple[Decision, ...]
    programmes: tuple[Programme, ...]
    enrolments: tuple[Enrolment, ...]
    builds: tuple[Build, ...]
    reports: tuple[Report, ...]
    releases: tuple[Release, ...]
    flags: tuple[Flag, ...]
    follows: tuple[Follows, ...]
    pins: tuple[Pin, ...]
    locks: tuple[Lock, ...]


def load_story(folder: Path = FOLDER) -> Story:
    """Read the whole story, or refuse with the file and the record at fault."""
    comments = (
        *read_records(Comment, folder, "comments/*.json"),
        *read_records(Comment, folder, "journal/comments.json"),
    )
    return Story(
        people=read_records(Person, folder, "people/*.json"),
        projects=read_records(Project, folder, "projects.json"),
        entries=_in_order(read_records(Entry, folder, "journal/entries-*.json")),
        ideas=_in_order(read_records(Idea, folder, "ideas/*.json")),
        comments=_in_order(comments),
        decisions=_in_order(read_records(Decision, folder, "decisions/*.json")),
        programmes=read_records(Programme, folder, "beta/programme.json"),
        enrolments=read_records(Enrolment, folder, "beta/enrolments.json"),
        builds=_in_order(read_records(Build, folder, "beta/builds.json")),
        reports=_in_order(read_records(Report, folder, "beta/reports.json")),
        releases=read_records(Release, folder, "releases.json"),
        flags=_in_order(read_records(Flag, folder, "flags.json")),
        follows=read_records(Follows, folder, "follows.json"),
        pins=_in_order(read_records(Pin, folder, "pins.json")),
        locks=_in_order(read_records(Lock, folder, "locks.json")),
    )


def _in_order(records: tuple[Happened, ...]) -> tuple[Happened, ...]:
    return tuple(sorted(records, key=attrgetter("order")))
