from flask import Flask

from cocreate.surfacing.meaning import fused, is_on, is_there, order_by_meaning


def test_what_is_meant_counts_more_than_the_words_and_they_settle_ties() -> None:
    assert fused([0.9, 0.5, 0.1], [1, 1, 1]) == [0, 1, 2]
    assert fused([0.1, 0.5, 0.9], [0.5, 0.4, 0.3])[0] == 2
    assert fused([0.5, 0.5, 0.5], [0.2, 0.4, 0.2]) == [1, 0, 2]
    assert fused([], []) == []


def test_a_paraphrase_is_nearer_than_a_word_in_common(app: Flask) -> None:
    assert is_on() is is_there()  # "auto": by words alone where the extra is not
    if is_there():
        texts = ["Show the price of a card", "Log in without typing my password"]
        assert order_by_meaning("Sign in by fingerprint", texts, [0.1, 0.1])[0] == 1
