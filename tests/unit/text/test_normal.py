"""Text made plain: what folds, what stays, and where it stood."""

from __future__ import annotations

import pytest

from pricedin.text.normal import normal


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("（１．２亿元，约＄５００）", "(1.2亿元,约$500)"),
        ("⻓江⻢⻋⻔", "长江马车门"),
        ("⼀⼆⼗", "一二十"),
        ("pre-\nmoney", "pre-money"),
        ("post-\r\nmoney", "post-money"),
        ("valu-\nation", "valuation"),
        ("$7-\n8bn", "$7-8bn"),
        ("long-\nterm", "long-term"),
        ("Anglo-\nAmerican", "Anglo-American"),
        ("mil\u00adlion", "million"),
        ("$40\u00a0million", "$40 million"),
        ("12\u202f000\u2009€", "12 000 €"),
        ("a\u200bb\ufeffc", "abc"),
        ("$7–8bn −12% 3‑5", "$7-8bn -12% 3-5"),
        ("“yes” ‘no’ it’s", "\"yes\" 'no' it's"),
        ("3〜5亿，3～5亿", "3~5亿,3~5亿"),
        ("ﬁnance ﬂow", "finance flow"),
        ("e\u0301 ａ\u0301", "é á"),
        ("ｶﾞ", "ガ"),
        # These stay: folding would put their digits beside others.
        ("5²", "5²"),
        ("①500万", "①500万"),
        ("⒈5亿", "⒈5亿"),
        ("1½ ¾", "1½ ¾"),
        ("㈠㊀", "(一)㊀"),
        ("one\ntwo — three", "one\ntwo — three"),
    ],
)
def test_folds(text: str, plain: str) -> None:
    assert normal(text).text == plain


def test_places_point_into_the_original() -> None:
    text = "ﬁrst valu-\nation of ＄5\u00admillion"
    plain = normal(text)
    at = plain.text.index("valuation")
    start, end = plain.original(at, at + len("valuation"))
    assert text[start:end] == "valu-\nation"
    at = plain.text.index("$5million")
    start, end = plain.original(at, at + len("$5million"))
    assert text[start:end] == "＄5\u00admillion"
    assert plain.original(0, 1) == (0, 1)
    assert plain.original(1, 2) == (0, 1)  # the i of the ligature
    assert plain.original(3, 3) == (2, 2)


def test_plain_text_is_the_same_object() -> None:
    text = "nothing to do here" * 10
    assert normal(text).text is text
