import pytest

from pricedin.claims.origin import UNKNOWN, normalised_origin


@pytest.mark.parametrize(
    ("told", "counted"),
    [
        ("LatePost", "latepost"),
        ("  The   Wall Street Journal ", "wall street journal"),
        ("Reuters, Krystal Hu", "reuters"),
        ("Reuters; AFP", "reuters"),
        ("Bloomberg (internal)", "bloomberg"),
        ("晚点（LatePost）", "晚点"),
        ("Wind via CNBC", "wind"),
        ("Wind VIA CNBC", "wind"),
        ("CNBC / Reuters", "cnbc"),
        ("TokenPost-style rewrite of LatePost", "latepost"),
        ("machine translation of The Information, staff", "information"),
        ("repost of Yicai via Sina", "yicai"),
    ],
)
def test_remarks_authors_and_relays_make_no_other_origin(told: str, counted: str) -> None:
    assert normalised_origin(told) == counted


@pytest.mark.parametrize("told", ["Via Transportation", "AC/DC Capital", "Viaduct News"])
def test_a_name_that_only_looks_like_a_relay_stays_whole(told: str) -> None:
    assert normalised_origin(told) == told.casefold()


@pytest.mark.parametrize("told", ["", "   ", "(not said)"])
def test_an_origin_that_is_not_told_is_unknown(told: str) -> None:
    assert normalised_origin(told) == UNKNOWN
