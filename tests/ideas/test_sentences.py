import pytest

from cocreate.ideas.drafts import Words
from cocreate.ideas.sentences import told


@pytest.mark.parametrize(
    ("written", "title", "rest"),
    [
        ("Show the shop's name", "Show the shop's name", ""),
        ("Show the shop. Not its owner.", "Show the shop", "Not its owner."),
        ("Why is it so dark? I cannot read.", "Why is it so dark?", "I cannot read."),
        ("Hi. Show the shop's name.", "Hi. Show the shop's name", ""),
        ("Version 2.5 is slow. Fix it.", "Version 2.5 is slow", "Fix it."),
        ("- One thing to mend\n- And another", "One thing to mend", "- And another"),
        ("## A heading of it\nText.", "A heading of it", "Text."),
        ("  \n ", "", ""),
        ("He said “stop.” Then went.", "He said “stop.”", "Then went."),
    ],
)
def test_the_first_sentence_is_the_title(written: str, title: str, rest: str) -> None:
    assert told(written, least=8, most=140) == (title, rest)


def test_a_sentence_too_long_is_cut_at_a_word_and_nothing_is_lost() -> None:
    written = "A word after another " * 20
    title, rest = told(written, least=8, most=60)
    assert len(title) <= 60
    assert title.endswith("after…")
    assert rest == written.strip()


def test_a_title_of_ones_own_leaves_the_words_whole() -> None:
    words = Words(body="Show the shop. Not its owner.", title="Names of shops")
    idea = words.finished(least=8, most=140)
    assert (idea.title, idea.body) == ("Names of shops", words.body)


def test_what_the_script_wrote_as_the_title_counts_as_nobodys() -> None:
    words = Words(body="Show the shop. Not its owner.", title="Show the shop")
    assert words.finished(least=8, most=140).body == "Not its owner."


def test_a_template_left_as_it_was_says_nothing() -> None:
    words = Words(body="Show the shop's name", details="Where were you?\r\n")
    idea = words.finished(least=8, most=140, template="Where were you?")
    assert idea.body == ""
    told_more = Words(body="Show the shop's name", details="Where were you?\nAt home.")
    idea = told_more.finished(least=8, most=140, template="Where were you?")
    assert idea.body == "Where were you?\nAt home."
