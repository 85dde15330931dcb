"""Somebody's words in another's reply: a Markdown quote that says whose they are."""

import re

from cocreate.kernel.text import plain_of

LONGEST = 1200
MARKUP = re.compile(r"([\\`*_{}\[\]<>#+!|~])")


def quote_of(
    name: str, comment_id: int, body: str, body_html: str, words: str = ""
) -> str:
    """The quote that a reply begins with: some of the words, or all of the comment.

    Words that the comment does not say are put in nobody's mouth: all is quoted then.
    What it quotes itself is left out.
    """
    picked = " ".join(words.split())
    own = picked if picked and picked in plain_of(body_html) else without_quotes(body)
    said = shortened(escaped(own) if own == picked else own)
    lines = "\n".join(f"> {line}".rstrip() for line in said.splitlines())
    return f"> **{escaped(name)}** [wrote](/comments/{comment_id}):\n>\n{lines}\n\n"


def without_quotes(body: str) -> str:
    lines = [line for line in body.splitlines() if not line.lstrip().startswith(">")]
    return "\n".join(lines).strip()


def escaped(words: str) -> str:
    return MARKUP.sub(r"\\\1", words)


def shortened(words: str) -> str:
    if len(words) <= LONGEST:
        return words
    return words[:LONGEST].rsplit(" ", 1)[0] + " …"
