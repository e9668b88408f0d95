import json
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pricedin.claims.claim import (
    QUALIFIERS,
    STATUSES,
    Claim,
    Quote,
    decode_claim,
    encode_claim,
)
from pricedin.claims.rows import Row, read_lines
from pricedin.claims.vocabulary import ATTRIBUTES
from pricedin.dates import Period, Span
from pricedin.errors import Problem
from pricedin.sources.document import SOURCE_CLASSES, Document
from pricedin.units import ISO_4217, Money

# Text as files can hold it: no lone halves of a surrogate pair.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
WORDS = TEXT.filter(bool)
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False)
CURRENCIES = st.sampled_from(sorted(ISO_4217))

PERIODS = st.builds(
    lambda start, days, label: Period(Span(start, start + timedelta(days=days)), label),
    DAYS,
    st.integers(1, 4000),
    TEXT,
)
QUOTES = st.builds(
    lambda text, start: Quote(text, start, start + len(text)), WORDS, st.integers(0, 10**6)
) | st.builds(Quote, WORDS)
DOCUMENTS = st.builds(
    Document,
    name=WORDS,
    published=DAYS,
    url=TEXT,
    published_precision=st.sampled_from(["seen", "inferred"]),
    source_class=st.sampled_from(SOURCE_CLASSES),
    language=TEXT,
    sha256=TEXT,
)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    name = draw(st.sampled_from(sorted(ATTRIBUTES)))
    kind = ATTRIBUTES[name].kind
    high: Any = st.none()
    if kind == "money":
        unit = draw(CURRENCIES)
        value: Any = st.builds(Money, NUMBERS, st.just(unit))
        high = st.none() | value
    elif kind == "text":
        unit, value = "text", WORDS
    elif kind == "names":
        unit, value = "list", st.lists(WORDS, min_size=1, max_size=4).map(tuple)
    elif kind == "date":
        unit, value = "date", DAYS
    else:
        unit, value = kind, NUMBERS
        high = st.none() | value
    return Claim(
        ref=draw(WORDS),
        subject=draw(WORDS),
        attribute=name,
        value=draw(value),
        high=draw(high),
        unit=unit,
        qualifier=draw(st.sampled_from(QUALIFIERS)),  # type: ignore[arg-type]
        status=draw(st.sampled_from(STATUSES)),  # type: ignore[arg-type]
        period=draw(st.none() | PERIODS),
        as_of=draw(st.none() | DAYS),
        precision=draw(st.sampled_from(["day", "month", "quarter", "year"])),
        event=draw(TEXT),
        round=draw(TEXT),
        party=draw(TEXT),
        role=draw(TEXT),
        basis=draw(TEXT),
        of=draw(TEXT),
        document=draw(DOCUMENTS),
        origin=draw(TEXT),
        relay=draw(st.booleans()),
        quote=draw(st.none() | QUOTES),
        paraphrase=draw(TEXT),
    )


def label(claim: Claim) -> str | None:
    return None if claim.period is None else claim.period.label


@given(claims())
def test_what_is_written_reads_back_the_same(claim: Claim) -> None:
    body = json.dumps(encode_claim(claim), ensure_ascii=False)
    back = decode_claim(json.loads(body))
    assert back == claim
    assert back.uid == claim.uid
    assert label(back) == label(claim)  # which equality passes over


@settings(max_examples=settings.default.max_examples * 3 // 10)
@given(claims(), claims())
def test_two_claims_have_one_hash_only_if_they_say_the_same(one: Claim, other: Claim) -> None:
    assert (one.uid == other.uid) == (encode_claim(one) == encode_claim(other))


# Whatever a line holds, it is told or read, and the load goes on.
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | TEXT
    | st.sampled_from(["2025", "USD"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
ROW_FIELDS = (
    "id company attribute value value_high qualifier unit period as_of as_of_precision status "
    "reported reported_precision source_name url source_class origin relay quote quote_start"
).split()
SOUND: dict[str, Any] = {
    "id": "a-1",
    "company": "acme",
    "attribute": "revenue",
    "value": 5,
    "unit": "USD",
    "status": "closed",
    "reported": "2026-01-10",
    "source_name": "Paper",
}


def read(line: str) -> list[Row]:
    return list(read_lines([line], "rows.jsonl"))


@given(st.dictionaries(st.sampled_from(ROW_FIELDS), JSON, max_size=3))
def test_a_row_with_any_content_is_read_or_told_and_never_stops_the_load(
    changes: dict[str, Any],
) -> None:
    found = read(json.dumps({**SOUND, **changes}))
    kinds = [type(row) for row in found]
    assert kinds[0] in (Claim, Problem)
    assert all(row.where == "rows.jsonl:1" for row in found if isinstance(row, Problem))
    claim = found[0]
    if isinstance(claim, Claim):
        assert decode_claim(json.loads(json.dumps(encode_claim(claim)))) == claim


@given(st.text(max_size=60))
def test_a_line_of_any_text_is_read_or_told(line: str) -> None:
    assert all(isinstance(row, Problem) for row in read(line))
