"""Whom a text is about: names of companies found by the places they stand in, no list needed.

`companies_en` and `companies_zh` say which strings a text treats as companies; here the forms of
one name are joined (the short form, the one with a legal ending, the one given in brackets) and
found again over the text. Names that the user's registry knows are taken as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pricedin.claims.reader.companies_en import english_names
from pricedin.claims.reader.companies_en_runs import NAME, trimmed
from pricedin.claims.reader.companies_zh import Grams, bracketed, chinese_names, short_form
from pricedin.claims.reader.layout import Sentence

__all__ = ["NAME", "Company", "Mention", "find_companies", "find_mentions", "trimmed"]

_HAN = re.compile(r"[\u4e00-\u9fff]")
_BRACKET_EN = re.compile(
    r"(?P<n>[A-Z][\w&.' -]{2,50}?),?\s+\((?:the\s+|formerly\s+|hereinafter\s+)?\"(?P<a>[A-Z][\w&' -]{1,30})\"\)"
)
_GENERIC = frozenset("company issuer group fund parent corporation borrower offer".split())


@dataclass(slots=True)
class Company:
    """A name with the other forms it takes in the text.

    Examples
    --------
    >>> Company("珀流科技", {"珀流"}).forms
    ('珀流科技', '珀流')
    """

    name: str
    aliases: set[str] = field(default_factory=set)

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form, longest first."""
        return tuple(sorted({self.name, *self.aliases}, key=lambda form: (-len(form), form)))


@dataclass(frozen=True, slots=True)
class Mention:
    """A company at ``[start, end)`` of the text."""

    company: str
    start: int
    end: int


@dataclass(slots=True)
class _Found:
    """A name that may yet turn out to be a form of another."""

    name: str
    score: float
    count: int
    first: int
    aliases: set[str]
    alone: bool  # a company of its own even if another name begins with its name
    owned: bool


def find_companies(
    text: str,
    lines: Sequence[Sentence],
    investors: Iterable[str] = (),
    known: Iterable[Company] = (),
) -> list[Company]:
    """Return the companies a text is about, the most spoken of first.

    Parameters
    ----------
    text : normal text (`pricedin.text.normal`)
    lines : its sentences
    investors : names that the text gives as investors; they need strong words to count as well
    known : companies of the user's registry, taken without any words for them

    Examples
    --------
    >>> from pricedin.claims.reader.layout import sentences
    >>> text = "German savings app Zinnwald, whose customers pay monthly, raised €5m."
    >>> [one.name for one in find_companies(text, sentences(text))]
    ['Zinnwald']
    """
    taken = {name.casefold() for name in investors}
    names: list[_Found] = []
    runs: set[str] = set()
    grams: Grams | None = None
    if any(not line.is_chinese for line in lines):
        english, runs = english_names(lines, taken)
        names += [
            _Found(name, one.score, one.count, one.first, one.aliases, one.legal, one.owned)
            for name, one in english.items()
        ]
    if _HAN.search(text):
        chinese, grams = chinese_names(text, lines, taken)
        names += [
            _Found(name, one.score, one.count, one.first, one.aliases, False, one.owned)
            for name, one in chinese.items()
        ]
    given = [Company(one.name, set(one.aliases)) for one in known]
    claimed = {form.casefold() for one in given for form in one.forms}
    names = _joined([one for one in names if one.name.casefold() not in claimed])
    _add_forms(text, names, runs, grams)
    names.sort(key=lambda one: (-one.count, one.first))
    found = [Company(one.name, one.aliases - {one.name}) for one in names]
    return [one for one in given if any(form in text for form in one.forms)] + found


def _joined(names: list[_Found]) -> list[_Found]:
    """Join the short form of a name to its long one; a subsidiary stays a company of its own."""
    by_key: dict[str, _Found] = {}
    for one in names:
        other = by_key.get(one.name.casefold())
        if other is None:
            by_key[one.name.casefold()] = one
        else:
            _absorb(other, one)
    result: list[_Found] = []
    by_prefix: dict[str, list[_Found]] = {}
    for one in sorted(by_key.values(), key=lambda one: (-len(one.name), one.first)):
        longer = [] if one.alone else by_prefix.get(one.name.casefold(), [])
        owners = [owner for owner in longer if not owner.owned]
        if any(_holds(one, other) for other in _tails(one.name, by_key)):
            continue
        if owners:
            _absorb(max(owners, key=lambda owner: (owner.score, -owner.first)), one)
            continue
        result.append(one)
        for prefix in _prefixes(one.name):
            by_prefix.setdefault(prefix.casefold(), []).append(one)
    return result


def _prefixes(name: str) -> list[str]:
    if _HAN.search(name):
        return [name[:length] for length in range(2, len(name))]
    words = name.split()
    return [" ".join(words[:length]) for length in range(1, len(words))]


def _tails(name: str, by_key: dict[str, _Found]) -> list[_Found]:
    """Return the names that a Chinese string ends in: the longer one was cut too far left."""
    if not _HAN.match(name):
        return []
    tails = (by_key.get(name[start:]) for start in range(1, len(name) - 1))
    return [one for one in tails if one is not None]


def _holds(long: _Found, short: _Found) -> bool:
    return short.count > long.count or (short.count == long.count and short.score >= long.score)


def _absorb(owner: _Found, one: _Found) -> None:
    owner.aliases |= {one.name, *one.aliases}
    owner.count += one.count
    owner.first = min(owner.first, one.first)


def _add_forms(text: str, names: list[_Found], runs: set[str], grams: Grams | None) -> None:
    """Give each name the short form and the bracketed form it takes in this text."""
    held = {form for one in names for form in (one.name, *one.aliases)}
    by_word: dict[str, list[str]] = {}
    for run in runs:
        if " " in run:
            by_word.setdefault(run.split(maxsplit=1)[0], []).append(run)
    for one in sorted(names, key=lambda one: (-one.score, one.first)):
        if _HAN.search(one.name):
            short = short_form(one.name)
            if short and short not in held and grams and grams(short) > grams(one.name):
                one.aliases.add(short)
                one.count = max(one.count, grams(short))
                held.add(short)
            continue
        if " " not in one.name and not one.alone:
            longer = by_word.get(one.name, [])
            if len(longer) == 1 and longer[0] not in held:
                one.aliases.add(longer[0])
        for short in _prefixes(one.name):
            if short in runs and short not in held and len(short) > 3 and not one.owned:
                one.aliases.add(short)
                held.add(short)
        with_article = f"The {one.name}"
        if with_article in text and text.count(one.name) == text.count(with_article):
            one.aliases.add(with_article)
    by_name = {one.name: one for one in names}
    by_name.update({form: one for one in names for form in one.aliases})
    if grams:
        for before, alias in bracketed(text):
            for start in range(len(before) - 1):
                owner = by_name.get(before[start:])
                if owner is not None:
                    if by_name.get(alias, owner) is owner:
                        owner.aliases.add(alias)
                    break
    for found in _BRACKET_EN.finditer(text):
        owner = by_name.get(trimmed(found["n"])) or by_name.get(found["n"])
        if owner is not None and found["a"].casefold() not in _GENERIC:
            owner.aliases.add(found["a"])


def find_mentions(text: str, companies: Sequence[Company]) -> list[Mention]:
    """Return where each company is named, in order, the longest form first.

    Examples
    --------
    >>> find_mentions("珀流科技说,珀流没有裁员", [Company("珀流科技", {"珀流"})])[1]
    Mention(company='珀流科技', start=6, end=8)
    """
    forms = {form: one.name for one in reversed(companies) for form in one.forms if len(form) > 1}
    if not forms:
        return []
    words = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    mentions = []
    for found in re.finditer(words, text):
        form, start, end = found.group(), found.start(), found.end()
        # a Latin name is no part of a longer word; Chinese has no such edges
        if form.isascii() and (
            _is_latin(text[start - 1 : start]) or _is_latin(text[end : end + 1])
        ):
            continue
        mentions.append(Mention(forms[form], start, end))
    return mentions


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
