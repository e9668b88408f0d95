"""How well a reader reads: its facts against those a careful analyst recorded.

The comparison: company by name or alias, same attribute, same currency and value within one
percent (both ends of a range, or a conversion the text gives), same status. Investors are
compared by party and by lead or not lead; round names without the words series, round and 轮.
What a fact may also be read as (``attribute_ok``, ``status_ok``) counts as right, and facts under
``optional`` count neither for nor against.

``python -m pricedin.claims.score FOLDER...`` reads every text of the folders (``ID.txt`` beside
``ID.json``) and prints the scores by attribute and language.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

Fact = Mapping[str, Any]

SIDE_FIELDS = ("qualifier", "as_of", "period", "round")
_TOLERANCE = Decimal("0.01")
_LEGAL = re.compile(
    r"[\s,]+(?:inc|ltd|llc|plc|corp|co|gmbh|ag|sa|ab|limited|incorporated|corporation)\.?$"
    r"|(?:股份有限公司|有限公司|公司)$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Score:
    """Counts of what was right, invented and missed; and of the remarks beside what was right."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    side_right: Counter[str] = field(default_factory=Counter)
    side_all: Counter[str] = field(default_factory=Counter)
    traps: int = 0
    traps_hit: int = 0
    evidence: int = 0
    evidence_bad: int = 0

    def add(self, other: Score) -> None:
        """Add the counts of another text."""
        for name in ("right", "wrong", "missed", "side_right", "side_all"):
            getattr(self, name).update(getattr(other, name))
        for name in ("traps", "traps_hit", "evidence", "evidence_bad"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def figures(self, attribute: str | None = None) -> tuple[float, float, float]:
        """Return precision, recall and F1, of one attribute or of all; 1 where there is nothing."""
        names = [attribute] if attribute else [*{*self.right, *self.wrong, *self.missed}]
        right = sum(self.right[name] for name in names)
        told = right + sum(self.wrong[name] for name in names)
        true = right + sum(self.missed[name] for name in names)
        precision = right / told if told else 1.0
        recall = right / true if true else 1.0
        both = 2 * right / (told + true) if told + true else 1.0
        return precision, recall, both


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that only one side has: `kind` is ``wrong`` or ``missed``."""

    kind: str
    fact: Fact


def compare(read: Mapping[str, Any], gold: Mapping[str, Any], text: str = "") -> Score:
    """Return the score of one text; `text` lets the evidence be checked as well."""
    return differences(read, gold, text)[0]


def differences(
    read: Mapping[str, Any], gold: Mapping[str, Any], text: str = ""
) -> tuple[Score, list[Difference]]:
    """Return the score of one text and each fact that is only on one side."""
    score, told = Score(), []
    names = _names(gold.get("companies", ()))
    left = list(read.get("facts", ()))
    for wanted in gold["facts"]:
        found = _closest(wanted, left, names)
        if found is None:
            score.missed[wanted["attribute"]] += 1
            told.append(Difference("missed", wanted))
            continue
        left.remove(found)
        score.right[wanted["attribute"]] += 1
        for name in SIDE_FIELDS:
            if wanted.get(name) is None and name != "qualifier":
                continue
            score.side_all[name] += 1
            score.side_right[name] += _same_side(name, found, wanted)
    for wanted in gold.get("optional", ()):
        found = _closest(wanted, left, names)
        if found is not None:
            left.remove(found)
    for fact in left:
        score.wrong[fact["attribute"]] += 1
        told.append(Difference("wrong", fact))
    for trap in gold.get("traps", ()):
        bad = trap.get("bad")
        if bad:
            score.traps += 1
            score.traps_hit += any(_is_bad(fact, bad, names) for fact in read.get("facts", ()))
    if text:
        for fact in read.get("facts", ()):
            score.evidence += 1
            score.evidence_bad += fact.get("evidence", "") not in text or not fact.get("evidence")
    return score, told


def _closest(
    wanted: Fact, facts: Iterable[Fact], names: Mapping[str, frozenset[str]]
) -> Fact | None:
    same = [fact for fact in facts if is_same(fact, wanted, names)]
    return max(
        same, key=lambda fact: sum(_same_side(n, fact, wanted) for n in SIDE_FIELDS), default=None
    )


def is_same(read: Fact, wanted: Fact, names: Mapping[str, frozenset[str]] | None = None) -> bool:
    """Return whether `read` is the fact `wanted` by the rules of comparison."""
    company = key_of(str(wanted.get("company", "")))
    known = (names or {}).get(company, frozenset({company}))
    if key_of(str(read.get("company", ""))) not in known:
        return False
    attributes = {wanted["attribute"], *_listed(wanted.get("attribute_ok"))}
    if read["attribute"] not in attributes:
        return False
    if read.get("status", "closed") not in {
        wanted.get("status", "closed"),
        *_listed(wanted.get("status_ok")),
    }:
        return False
    if wanted["attribute"] == "round_name":
        return round_key(read.get("round")) == round_key(wanted.get("round"))
    if wanted["attribute"] == "investor":
        if key_of(read.get("party") or "") != key_of(wanted.get("party") or ""):
            return False
        if (read.get("role") == "lead") != (wanted.get("role") == "lead"):
            return False
        if wanted.get("value") is None and read.get("value") is None:
            return True
    readings = [wanted, *_listed(wanted.get("alt_values"))]
    return any(
        read.get("currency") == reading.get("currency")
        and _near(read.get("value"), reading.get("value"))
        and _near(read.get("value_high"), reading.get("value_high"))
        for reading in readings
    )


def _near(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return one is other
    a, b = Decimal(str(one)), Decimal(str(other))
    return abs(a - b) <= _TOLERANCE * abs(b)


def _is_bad(read: Fact, bad: Fact, names: Mapping[str, frozenset[str]]) -> bool:
    for name, value in bad.items():
        told = read.get(name)
        if name == "company":
            company = key_of(str(value))
            if key_of(str(told)) not in names.get(company, frozenset({company})):
                return False
        elif name == "party":
            if key_of(told or "") != key_of(value or ""):
                return False
        elif name in ("value", "value_high"):
            if not _near(told, value):
                return False
        elif name == "status":
            if (told or "closed") != value:
                return False
        elif name != "unit" and told != value:
            return False
    return True


def _same_side(name: str, read: Fact, wanted: Fact) -> bool:
    one, other = read.get(name), wanted.get(name)
    if name == "qualifier":
        return (one or "exact") == (other or "exact")
    if name == "round":
        return round_key(one) == round_key(other)
    return one == other


def round_key(name: Any) -> str:
    """Return a round's name without the words series, round and 轮."""
    words = re.sub(
        r"series|round|financing|轮|輪|融资|融資", "", str(name or ""), flags=re.IGNORECASE
    )
    return key_of(words) or key_of(str(name or ""))


def key_of(name: str) -> str:
    """Return a name without case, punctuation, legal endings; traditional as simplified script.

    >>> key_of("Halvorsen Grid, Inc."), key_of("Pike & Alder")
    ('halvorsengrid', 'pikealder')
    """
    from pricedin.claims.names import simplified

    text = simplified(unicodedata.normalize("NFKC", name)).strip()
    bare = _LEGAL.sub("", text)
    return "".join(sign for sign in (bare or text).casefold() if sign.isalnum() or sign == "+")


def _names(companies: Iterable[Mapping[str, Any]]) -> dict[str, frozenset[str]]:
    result: dict[str, frozenset[str]] = {}
    for company in companies:
        keys = frozenset(key_of(n) for n in (company["name"], *company.get("aliases", ())))
        for key in keys:
            result[key] = result.get(key, frozenset()) | keys
    return result


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def score_folder(folder: Path) -> dict[str, Score]:
    """Read the texts of a folder and return the score of each, by its identifier.

    Parameters
    ----------
    folder : Path
        Holds pairs of ``ID.txt`` and ``ID.json``; a text without facts beside it is left out.
    """
    from pricedin.claims.reader.reading import read_text
    from pricedin.claims.reader.shape import encode_reading
    from pricedin.dates import parse_date

    scores = {}
    for path in sorted(folder.glob("*.json")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        gold = json.loads(path.read_text(encoding="utf-8"))
        day = parse_date(gold["published"])[0] if gold.get("published") else None
        scores[path.stem] = compare(encode_reading(read_text(text, day), text), gold, text)
    return scores


def summed(scores: Iterable[Score]) -> Score:
    """Return the counts of many texts in one."""
    total = Score()
    for score in scores:
        total.add(score)
    return total


def report(scores: Mapping[str, Score]) -> str:
    """Return precision, recall and F1 by attribute and language, as lines of a plain table."""
    total = summed(scores.values())
    lines = [
        f"{'':22} {'precision':>9} {'recall':>7} {'F1':>6} {'right':>6} {'wrong':>6} {'missed':>6}"
    ]
    attributes = sorted({*total.right, *total.wrong, *total.missed})
    lines += [_row(name, total, name) for name in attributes]
    for language in ("en", "zh"):
        own = [score for name, score in scores.items() if name.startswith(language)]
        if own:
            lines.append(_row(f"all of {language}", summed(own)))
    lines.append(_row("all", total))
    for name in SIDE_FIELDS:
        told = total.side_all[name]
        share = total.side_right[name] / told if told else 1.0
        lines.append(f"{name:22} {share:9.2f} of {told} right figures that have one")
    lines.append(f"evidence verbatim in {total.evidence - total.evidence_bad} of {total.evidence}")
    lines.append(f"known misreadings made: {total.traps_hit} of {total.traps}")
    return "\n".join(lines)


def _row(label: str, score: Score, attribute: str | None = None) -> str:
    precision, recall, both = score.figures(attribute)
    names = [attribute] if attribute else [*{*score.right, *score.wrong, *score.missed}]
    counts = [sum(of[name] for name in names) for of in (score.right, score.wrong, score.missed)]
    return f"{label:22} {precision:9.2f} {recall:7.2f} {both:6.2f} " + " ".join(
        f"{count:6d}" for count in counts
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores of folders of texts with the facts of an analyst beside them."""
    parser = argparse.ArgumentParser(
        prog="python -m pricedin.claims.score", description=main.__doc__
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    for folder in parser.parse_args(arguments).folders:
        sys.stdout.write(f"{folder}\n{report(score_folder(folder))}\n\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
