"""The rules of the house that are read off files, by the sentence that says them."""

from tests.architecture import rules
from tests.architecture.rules import Rule, matching

CODE = ("cocreate/**/*.py",)
SHEETS = ("static/css/**/*.css",)
PAGES = ("templates/**/*.html",)
BESIDE = ("tests/**/*.py", "bench/**/*.py", "migrations/**/*.py", "static/js/**/*.js")

RULES = {
    "a file fits in a head": Rule(
        (*CODE, *SHEETS, *PAGES, *BESIDE),
        rules.too_long,
        ("cocreate/votes/long.py", "x = 1\n" * 301),
    ),
    "a name says the mission": Rule(
        CODE,
        rules.empty_words,
        ("cocreate/votes/actions.py", "class VoteManager: ..."),
    ),
    "only the kernel commits": Rule(
        CODE,
        matching(r".*(?<!writer)\.(?:commit|rollback)\("),
        ("cocreate/votes/actions.py", "db.session.commit()"),
        but=("cocreate/kernel/",),
    ),
    "a whole address bears the site's own name": Rule(
        (*CODE, *PAGES),
        matching(
            r"\b_external\b|\brequest\.(?:url|base_url|host_url|root_url|url_root)\b"
        ),
        ("cocreate/votes/views.py", 'url_for("votes.voters", _external=True)'),
        but=("cocreate/kernel/addresses.py",),
    ),
    "there is one clock": Rule(
        CODE,
        matching(r"\bdatetime\.(?:now|utcnow|today)\(|\bdate\.today\(|\btime\.time\("),
        ("cocreate/votes/actions.py", "at = datetime.now(UTC)"),
        but=("cocreate/kernel/clock.py",),
    ),
    "only the kernel outlives whatever is raised": Rule(
        CODE,
        rules.caught_and_forgotten,
        ("cocreate/votes/actions.py", "try: x()\nexcept Exception: pass"),
        but=("cocreate/kernel/",),
    ),
    "a table is asked by its own capability": Rule(
        CODE,
        rules.foreign_tables,
        (
            "cocreate/votes/actions.py",
            "from cocreate.ideas.models import Idea\nfound = select(Idea.id)",
        ),
    ),
    "tables are asked in queries and actions": Rule(
        CODE,
        rules.tables_asked_elsewhere,
        (
            "cocreate/votes/policy.py",
            "from cocreate.votes.models import Vote\nfound = select(Vote)",
        ),
    ),
    "subscribers call their own actions": Rule(
        ("cocreate/*/subscribers.py", "cocreate/*/subscribers/*.py"),
        rules.foreign_actions,
        ("cocreate/votes/subscribers.py", "from cocreate.ideas.actions import hide"),
    ),
    "nothing is registered when it is imported": Rule(
        CODE,
        rules.calls_at_import,
        ("cocreate/votes/subscribers.py", "after(IdeaHidden, forget_votes)"),
        but=("cocreate/api/v1/blueprint.py",),  # completes the blueprint it defines
    ),
    "a migration never imports our code": Rule(
        ("migrations/versions/*.py",),
        rules.our_imports,
        ("migrations/versions/0001_x.py", "from cocreate.votes.models import Vote"),
    ),
    "a colour is said in tokens alone": Rule(
        SHEETS,
        matching(
            r"(?i)#[0-9a-f]{3,8}\b(?=[^{}]*[;}])"
            r"|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\(",
            without=rules.COMMENT,
        ),
        ("static/css/components/vote_button.css", ".vote { color: #abcdef; }"),
        but=("static/css/tokens.css",),
    ),
    "nothing is important above all else": Rule(
        SHEETS,
        matching("!important", without=rules.COMMENT),
        ("static/css/base.css", "p { margin: 0 !important; }"),
    ),
    "no style speaks of one element by its id": Rule(
        SHEETS, rules.ids_in_selectors, ("static/css/base.css", "main #vote { x: y; }")
    ),
    "every style stands in a layer": Rule(
        SHEETS,
        rules.unlayered,
        ("static/css/base.css", "p { margin: 0; }"),
        but=("static/css/tokens.css",),
    ),
    "a template has no style of its own": Rule(
        PAGES,
        matching(r"""(?i)<style\b|[\s"']style\s*="""),
        ("templates/votes/x.html", '<p style="color: red">'),
        but=("templates/mail/",),
    ),
    "a script is put down by its macro, which gives it its nonce": Rule(
        PAGES,
        matching(r"(?i)<script\b|javascript:"),
        ("templates/votes/x.html", '<script src="vote.js"></script>'),
        but=("templates/components/script.html",),
    ),
    "a template has no handler in its markup": Rule(
        PAGES,
        matching(r"""(?i)<[a-z][^>{]*[\s"']on[a-z]+\s*="""),
        ("templates/votes/x.html", '<button onclick="vote()">'),
    ),
    "a template trusts no text that nobody made safe": Rule(
        PAGES,
        matching(r"\|\s*safe\b"),
        ("templates/votes/x.html", "{{ idea.body | safe }}"),
    ),
}
