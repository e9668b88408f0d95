"""Claims from files, in the two shapes in use; every bad row is told with its line and kept out.

*Case rows*: JSON lines, one claim a line, with ``id``, ``company``, ``attribute``, ``value``,
``unit``, ``qualifier``, ``status``, ``reported``, ``source_name``, ``url``, ``source_class``,
``origin`` and the rest; fractions are 0 to 1.

*Readings*: a JSON object a document, with ``companies`` and ``facts``; percent becomes a fraction
here, at the edge. Both may also be given as a JSON list, or mixed in one file of JSON lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from pricedin.claims.claim import QUALIFIERS, STATUSES, Claim, Quote, Value, in_words
from pricedin.claims.vocabulary import ATTRIBUTES, Attribute, read_name
from pricedin.dates import Period, Precision, parse_date, parse_period
from pricedin.errors import InputError, NotFoundError, PricedinError, Problem, SourceError
from pricedin.sources.document import SOURCE_CLASSES, DatePrecision, Document, SourceClass
from pricedin.units import ISO_4217, Money

MAX_LINE = 1_000_000  # characters; a longer line is not a claim
_KEPT_DIGITS = 12  # binary floats in a file carry noise after this many digits
# Pages print dates of events a day ahead, and inferred dates can be days off.
_DATE_SLACK = {"seen": timedelta(days=2), "inferred": timedelta(days=7)}

_CASE_FIELDS = frozenset(
    """id case company attribute value value_high qualifier unit period as_of as_of_precision
    event status reported reported_precision source_name url source_class origin relay lang
    paraphrase round party role basis of quote quote_start quote_end document_sha256""".split()
)
_KINDS = {
    "money": "an amount of money",
    "fraction": "a fraction",
    "count": "a count",
    "multiple": "a multiple",
    "months": "a number of months",
    "text": "told in words",
    "names": "a list of names",
    "date": "a date",
    "rate": "a rate",
}
_COUNT_UNITS = frozenset("persons shares deals tokens customers rank count".split())
_UNIT_OF_KIND = {
    "fraction": "fraction",
    "multiple": "x",
    "months": "months",
    "text": "text",
    "names": "list",
    "date": "date",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """A name under which claims are filed, with the other names it goes by."""

    slug: str
    name: str
    aliases: tuple[str, ...] = ()


Row = Claim | Subject | Problem


class RowError(InputError):
    """One row cannot be a claim; says why and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def read_file(path: Path, *, source_class: SourceClass | None = None) -> Iterator[Row]:
    """Yield the claims of a file in order, and a `Problem` for each row that is none.

    Parameters
    ----------
    path : Path
        ``.jsonl`` (or ``.ndjson``) line by line, anything else as one JSON text.
    source_class : optional
        Overrides the class of every document in the file.

    Raises
    ------
    SourceError
        If the file cannot be opened.
    """
    try:
        with path.open("rb") as file:
            if path.suffix in (".jsonl", ".ndjson"):
                yield from read_lines(file, path.name, source_class=source_class)
            else:
                yield from _read_json(file.read().decode("utf-8-sig"), path.name, source_class)
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: not UTF-8 text at byte {error.start}") from error
    except OSError as error:
        if isinstance(error, SourceError):
            raise
        raise SourceError(f"{path}: {error.strerror or error}") from error


def read_lines(
    lines: Iterable[str | bytes], name: str, *, source_class: SourceClass | None = None
) -> Iterator[Row]:
    """Yield claims and problems from JSON lines; `name` stands in the place of each problem."""
    rows = 0
    seen: _Seen = {}
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        rows += 1
        where = f"{name}:{number}"
        try:
            line = raw if isinstance(raw, str) else raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            yield Problem(
                where=where, message=f"not UTF-8 text at byte {error.start}", hint="skipped"
            )
            continue
        if len(line) > MAX_LINE:
            yield Problem(where=where, message=f"a line of {len(line)} characters", hint="skipped")
            continue
        try:
            data = _json(line)
        except (ValueError, RecursionError) as error:
            yield Problem(
                where=where, message=f"not JSON: {error}", hint="one JSON object a line, UTF-8"
            )
            continue
        yield from _once(_read_object(data, where, source_class), where, seen)
    if not rows:
        yield Problem(where=name, message="holds no rows", severity="warning", hint="nothing to do")


def _read_json(text: str, name: str, source_class: SourceClass | None) -> Iterator[Row]:
    try:
        data = _json(text)
    except (ValueError, RecursionError) as error:
        yield Problem(
            where=name, message=f"not JSON: {error}", hint="name it .jsonl if it is JSON lines"
        )
        return
    seen: _Seen = {}
    for number, item in enumerate(data if isinstance(data, list) else [data], 1):
        where = f"{name}[{number}]"
        yield from _once(_read_object(item, where, source_class), where, seen)


_Seen = dict[tuple[str, str], tuple[int, str]]


def _once(rows: Iterator[Row], where: str, seen: _Seen) -> Iterator[Row]:
    """Keep out what uses the label of an earlier row of the file for something else."""
    for row in rows:
        if isinstance(row, Claim):
            key, content = (row.subject, row.ref), hash(row)
            before, place = seen.setdefault(key, (content, where))
            if before != content:
                yield Problem(
                    where=where,
                    message=f"'{row.ref}' is the label of other content in {place}",
                    hint="give it a label of its own; the first stands",
                )
                continue
        yield row


def _json(text: str) -> Any:
    data = json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)
    if "\\ud" in text.lower():  # half of a surrogate pair is no character
        json.dumps(data, ensure_ascii=False, default=str).encode()
    return data


def _refuse_constant(word: str) -> Any:
    raise ValueError(f"{word} is not a number")


def _read_object(data: Any, where: str, source_class: SourceClass | None) -> Iterator[Row]:
    if not isinstance(data, dict):
        yield Problem(where=where, message=f"expected an object, got {type(data).__name__}")
    elif "facts" in data:
        yield from read_reading(data, where, source_class)
    else:
        yield from _guarded(where, lambda: case_claim(data, source_class=source_class))


def _guarded(where: str, make: Any) -> Iterator[Row]:
    try:
        claim = make()
    except RowError as error:
        yield Problem(where=where, message=str(error), hint=error.hint)
    except PricedinError as error:
        yield Problem(where=where, message=str(error), hint="the row was left out")
    except (TypeError, ValueError, ArithmeticError) as error:
        yield Problem(where=where, message=f"unreadable row: {error}", hint="the row was left out")
    else:
        yield claim
        yield from (
            Problem(where=where, message=message, severity="warning") for message in doubts(claim)
        )


def doubts(claim: Claim) -> Iterator[str]:
    """Say what is odd about a claim that is kept."""
    document = claim.document
    if claim.status == "closed" and claim.held_from > document.published:
        yield (
            f"{claim.ref} is told as done on {claim.held_on}, after its report of "
            f"{document.published} ({document.published_precision} date)"
        )


def case_claim(data: Mapping[str, Any], *, source_class: SourceClass | None = None) -> Claim:
    """Read one case row.

    Raises
    ------
    RowError
        Saying which field is wrong and what was expected.
    """
    unknown = sorted(set(data) - _CASE_FIELDS)
    if unknown:
        raise RowError(f"unknown field '{unknown[0]}'", "known: " + ", ".join(sorted(_CASE_FIELDS)))
    ref, subject, name = (_text(data, key) for key in ("id", "company", "attribute"))
    reading = _reading(name)
    kind = ATTRIBUTES[reading.attribute]
    unit = _text(data, "unit")
    if not isinstance(data.get("relay", False), bool):
        raise RowError(f"'relay' is {data['relay']!r}", "true or false")
    value = _value(data.get("value"), unit, kind, "value")
    high = data.get("value_high")
    if isinstance(value, tuple) or kind.kind == "names":
        unit = unit if unit in ISO_4217 else "list"
    as_of, precision = _as_of(data)
    return _finished(
        Claim(
            ref=ref,
            subject=reading.subject or subject,
            attribute=reading.attribute,
            value=value,
            high=None if high is None else _value(high, unit, kind, "value_high"),
            unit=unit,
            qualifier=_choice(data, "qualifier", QUALIFIERS, "exact"),
            status=_choice(data, "status", STATUSES, None),
            period=_period(data.get("period"), as_of),
            as_of=as_of,
            precision=precision,
            event=_text(data, "event", ""),
            round=_text(data, "round", ""),
            party=_text(data, "party", ""),
            role=reading.role or _text(data, "role", ""),
            basis=reading.basis or _text(data, "basis", ""),
            of=reading.of or _text(data, "of", ""),
            document=_document(data, source_class),
            origin=_text(data, "origin", ""),
            relay=data.get("relay", False),
            quote=_quote(data),
            paraphrase=_text(data, "paraphrase", ""),
        )
    )


def _finished(claim: Claim) -> Claim:
    """Check what needs the whole claim."""
    number, high = claim.number, claim.number_high
    for given in (number, high):
        if given is not None and given < 0 and not claim.kind.signed:
            raise RowError(
                f"{claim.attribute} is negative ({in_words(given)})",
                "losses and burn are written as positive numbers; check the sign",
            )
    if number is not None and high is not None and high < number:
        raise RowError(
            f"the range runs from {number} down to {high}",
            "value is the lower, value_high the upper end",
        )
    # A change may be many times what was there; a share or a margin is never above all of it.
    if claim.kind.kind == "fraction" and claim.kind.shape != "growth":
        for given in (number, high):
            if given is not None and given > 1:
                raise RowError(
                    f"{claim.attribute} is {given}, above 1",
                    "fractions are 0 to 1: 0.25 is 25 percent",
                )
    published = claim.document.published
    slack = _DATE_SLACK[claim.document.published_precision]
    if published > date.today() + timedelta(days=1):
        raise RowError(f"reported on {published}, which is in the future", "check `reported`")
    if claim.status == "closed" and claim.kind.shape != "growth":
        if claim.held_from > published + slack:
            raise RowError(
                f"told as done on {claim.held_on}, but reported on {published}",
                "a future date needs status planned or announced",
            )
    return claim


def _reading(name: str) -> Any:
    try:
        return read_name(name)
    except NotFoundError as error:
        raise RowError(str(error), "the closed list is in the reference documentation") from None


def _text(data: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = data.get(key)
    if value is None or value == "":
        if default is not None:
            return default
        raise RowError(f"'{key}' is missing", f"every row needs '{key}'")
    if not isinstance(value, str):
        raise RowError(f"'{key}' is {value!r}, expected text")
    return value


def _choice(data: Mapping[str, Any], key: str, known: tuple[str, ...], default: str | None) -> Any:
    value = _text(data, key, default)
    if value not in known:
        near = str(NotFoundError.near(key, value, known))
        raise RowError(near, f"'{key}' is one of: {', '.join(known)}")
    return value


def _decimal(value: Any, key: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise RowError(f"'{key}' is {value!r}, expected a number")
    try:
        number = Decimal(value)
    except ArithmeticError:
        raise RowError(f"'{key}' is {value!r}, expected a number") from None
    if not number.is_finite() or number.adjusted() > 30:
        raise RowError(f"'{key}' is {value!r}, expected a finite number of a sane size")
    is_whole = number == number.to_integral_value()
    if number and not is_whole and len(number.as_tuple().digits) > _KEPT_DIGITS:
        number = number.quantize(Decimal(1).scaleb(number.adjusted() - _KEPT_DIGITS + 1))
    return number.normalize()


def _value(raw: Any, unit: str, kind: Attribute, key: str) -> Value:
    if raw is None:
        raise RowError(f"'{key}' is missing", "a claim without a value is left out")
    if kind.kind == "names" and unit not in ISO_4217:
        names = raw if isinstance(raw, list) else [raw]
        if not names or not all(isinstance(name, str) and name for name in names):
            raise RowError(f"'{key}' is {raw!r}, expected a name or a list of names")
        return tuple(names)
    if unit in ("text", "date") and kind.kind != unit:
        raise RowError(f"{kind.name} is {_KINDS[kind.kind]}, not a {unit}")
    if unit == "text":
        return _word(raw, key)
    if unit == "date":
        return parse_date(_word(raw, key))[0]
    if unit in ISO_4217:
        if kind.kind not in ("money", "names"):
            raise RowError(f"{kind.name} is {_KINDS[kind.kind]}, not money in {unit}")
        return Money(_decimal(raw, key), unit)
    expected = _UNIT_OF_KIND.get(kind.kind)
    if kind.kind == "money":
        raise RowError(
            f"unit '{unit}' is not an ISO 4217 currency", f"{kind.name} is an amount of money"
        )
    if kind.kind == "count" and unit not in _COUNT_UNITS:
        raise RowError(f"unit '{unit}' does not count anything", f"one of {sorted(_COUNT_UNITS)}")
    if kind.kind == "rate" and " per " not in unit:
        raise RowError(f"unit '{unit}' is not a rate", "write it like 'CNY per USD'")
    if expected is not None and unit != expected:
        raise RowError(f"{kind.name} is in '{unit}', expected '{expected}'")
    return _decimal(raw, key)


def _word(raw: Any, key: str) -> str:
    if not isinstance(raw, str):
        raise RowError(f"'{key}' is {raw!r}, expected text")
    return raw


def _as_of(data: Mapping[str, Any]) -> tuple[date | None, Precision]:
    raw = data.get("as_of")
    if raw is None:
        return None, "day"
    day, precision = parse_date(_word(raw, "as_of"))
    told = data.get("as_of_precision") or precision
    if told not in ("day", "month", "quarter", "year"):
        raise RowError(f"'as_of_precision' is {told!r}", "one of day, month, quarter, year")
    return day, cast(Precision, told)


def _period(raw: Any, as_of: date | None) -> Period | None:
    return None if raw is None else parse_period(_word(raw, "period"), as_of)


def _document(data: Mapping[str, Any], source_class: SourceClass | None) -> Document:
    reported, _ = parse_date(_text(data, "reported"))
    chosen = source_class or _choice(data, "source_class", SOURCE_CLASSES, "unknown")
    return Document(
        name=_text(data, "source_name"),
        url=_text(data, "url", ""),
        published=reported,
        published_precision=cast(
            DatePrecision, _choice(data, "reported_precision", ("seen", "inferred"), "inferred")
        ),
        source_class=cast(SourceClass, chosen),
        language=_text(data, "lang", ""),
        sha256=_text(data, "document_sha256", ""),
    )


def _quote(data: Mapping[str, Any]) -> Quote | None:
    text = _text(data, "quote", "")
    if not text:
        return None
    start, end = data.get("quote_start"), data.get("quote_end")
    if start is None and end is None:
        return Quote(text)
    if (
        not isinstance(start, int)
        or not isinstance(end, int)
        or start < 0
        or end - start != len(text)
    ):
        raise RowError(
            "the span of the quote does not fit its length", "quote_end - quote_start characters"
        )
    return Quote(text, start, end)


# --- readings -------------------------------------------------------------------------------


def read_reading(
    data: Mapping[str, Any],
    where: str,
    source_class: SourceClass | None = None,
    *,
    document: Document | None = None,
    slugs: Mapping[str, str] | None = None,
) -> Iterator[Row]:
    """Yield the claims of one document in the reading shape, and a `Problem` for each that is none.

    Parameters
    ----------
    document : Document, optional
        What the claims are of; made from `data` if it is not at hand.
    slugs : mapping, optional
        Under which slug a name, in small letters, is filed; other names get one of their own.
    """
    given = dict(slugs or {})
    try:
        facts = data["facts"]
        if not isinstance(facts, list):
            raise RowError("'facts' is not a list")
        name = _text(data, "id")
        for subject in _companies(data.get("companies")):
            words = [word.casefold() for word in (subject.name, *subject.aliases)]
            slug = next((given[word] for word in words if word in given), subject.slug)
            given |= dict.fromkeys(words, slug)
            if slug == subject.slug:
                yield subject
        is_dated = document is not None or data.get("published") is not None
        document = document or _reading_document(data, name, source_class)
        if not is_dated:
            yield Problem(
                where=where,
                message=f"'published' is missing; taken as public from {document.published}, today",
                severity="warning",
                hint="an earlier as-of day will not show its claims",
            )
    except PricedinError as error:
        yield Problem(where=where, message=str(error), hint="the whole document was left out")
        return
    for number, fact in enumerate(facts, 1):
        if not isinstance(fact, dict):
            yield Problem(where=f"{where} fact {number}", message="not an object")
            continue
        yield from _guarded(
            f"{where} fact {number}",
            lambda fact=fact, number=number: _reading_claim(
                fact, f"{name}-{number:03d}", document, given
            ),
        )


def _companies(told: Any) -> Iterator[Subject]:
    if told is None:
        return
    shape = "'companies' is a list of objects with 'name' and a list of 'aliases'"
    if not isinstance(told, list):
        raise RowError(f"'companies' is {told!r}", shape)
    for company in told:
        if not isinstance(company, dict):
            raise RowError(f"'companies' holds {company!r}", shape)
        name, aliases = _text(company, "name"), company.get("aliases") or []
        if not isinstance(aliases, list) or not all(isinstance(a, str) for a in aliases):
            raise RowError(f"'aliases' of {name} is {aliases!r}", shape)
        yield Subject(slug_of(name), name, tuple(aliases))


def slug_of(name: str) -> str:
    """Return the short name under which a subject is filed.

    >>> slug_of("Halvorsen Grid, Inc."), slug_of("穗禾机器人")
    ('halvorsen-grid-inc', '穗禾机器人')
    """
    return re.sub(r"[^\w]+", "-", name.casefold()).strip("-") or "unnamed"


def _reading_document(
    data: Mapping[str, Any], name: str, source_class: SourceClass | None
) -> Document:
    published = data.get("published")
    # Not known to be public before it was handed over.
    day = date.today() if published is None else parse_date(_word(published, "published"))[0]
    return Document(
        name=name,
        url=_text(data, "url", ""),
        published=day,
        published_precision="inferred" if published is None else "seen",
        source_class=source_class or "unknown",
        language=_text(data, "language", ""),
    )


def _reading_claim(
    fact: Mapping[str, Any], ref: str, document: Document, slugs: Mapping[str, str]
) -> Claim:
    company = _text(fact, "company")
    subject = slugs.get(company.casefold(), slug_of(company))
    reading = _reading(_text(fact, "attribute"))
    kind = ATTRIBUTES[reading.attribute]
    value, high, unit = _reading_value(fact, kind)
    as_of, precision = _as_of(fact)
    round_name, evidence = _text(fact, "round", ""), _text(fact, "evidence", "")
    event = f"{subject}/{slug_of(round_name)}" if round_name else ""
    return _finished(
        Claim(
            ref=ref,
            subject=subject,
            attribute=reading.attribute,
            value=value,
            high=high,
            unit=unit,
            qualifier=_choice(fact, "qualifier", QUALIFIERS, "exact"),
            status=_choice(fact, "status", STATUSES, None),
            period=_period(fact.get("period"), as_of or document.published),
            as_of=as_of,
            precision=precision,
            event=event,
            round=round_name,
            party=_text(fact, "party", ""),
            role=_text(fact, "role", ""),
            basis=reading.basis or _text(fact, "basis", ""),
            of=reading.of or _text(fact, "of", ""),
            document=document,
            origin=_text(fact, "origin", "") or document.name,
            quote=_evidence(fact, evidence),
        )
    )


def _evidence(fact: Mapping[str, Any], words: str) -> Quote | None:
    if not words:
        return None
    start, end = fact.get("evidence_start"), fact.get("evidence_end")
    if isinstance(start, int) and isinstance(end, int) and end - start == len(words) and start >= 0:
        return Quote(words, start, end)
    return Quote(words)


def _reading_value(fact: Mapping[str, Any], kind: Attribute) -> tuple[Value, Value | None, str]:
    """Value, upper end and unit of a fact in the reading shape."""
    unit = _text(fact, "unit")
    raw, high = fact.get("value"), fact.get("value_high")
    if unit == "name":
        word = _text(fact, "party", "") or _text(fact, "round", "")
        if not word and (raw is None or kind.kind != "names"):
            raise RowError(f"{kind.name} names nobody", "give 'party', or 'round' for a round")
        if kind.kind == "names":
            if raw is not None:
                currency = _text(fact, "currency")
                return Money(_decimal(raw, "value"), currency), None, currency
            return (word,), None, "list"
        return word, None, "text"
    if unit in ("money", "money_per_share"):
        if fact.get("currency") is None:
            raise RowError("the currency is not known", "an amount needs an ISO 4217 code")
        currency = _text(fact, "currency")
        low = _value(raw, currency, kind, "value")
        return low, None if high is None else _value(high, currency, kind, "value_high"), currency
    told = {"percent": ("fraction",), "count": ("count", "multiple", "months")}.get(unit, ())
    if told and kind.kind not in told:
        raise RowError(f"{kind.name} is {_KINDS[kind.kind]}, not a {unit}")
    if unit == "percent":
        low = _decimal(raw, "value") / 100
        return low, None if high is None else _decimal(high, "value_high") / 100, "fraction"
    if unit == "count":
        low = _decimal(raw, "value")
        return low, None if high is None else _decimal(high, "value_high"), "count"
    raise RowError(f"unit '{unit}' is not one of money, money_per_share, percent, count, name")
