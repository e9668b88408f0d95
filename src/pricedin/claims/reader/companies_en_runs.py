"""Runs of capitals in English text, cut where a name ends: at verbs, possessives and "of"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pricedin.claims.reader.companies_en_words import (
    BREAK,
    FUNCTION,
    KIND,
    MONTHS,
    NAMEABLE,
    NAMEABLE_INSIDE,
    PLACES,
    STOP_FIRST,
)

_WORD = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w&'’.+-]*[\w+]|[A-Z]|\d+[A-Z]\w*|[a-z]{1,2}[A-Z0-9]\w*|[a-z]{3,6}[A-Z]\w*|a16z)"
_LINK = r"(?:\s+(?:&|of|and(?=\s+(?:Company|Co|Sons|Partners)\b)|de|la|van|der|von)\s+|\s+)"
NAME = rf"{_WORD}(?:{_LINK}{_WORD}|\s+\d{{1,3}}(?=\s+(?:Capital|Ventures|Global|Partners)))*"
_CONTRACTION = re.compile(r"(?:['’](?:d|re|ll|ve|m|t)|n['’]t)$", re.IGNORECASE)
_SPACED = re.compile(r"\S+")
_NAME = re.compile(rf"(?<![\w$€£@/]){NAME}(?![$€£@])")
_DESCRIBED = re.compile(r".*[a-z]-(?:based|[a-z]+ed|born|run|grown|led|built)$")


def trimmed(name: str) -> str:
    """Return a run of capitals without what belongs to the sentence and not to the name.

    Examples
    --------
    >>> trimmed("The Barangay Pay of Manila")
    'Barangay Pay'
    >>> trimmed("Tokyo's Hoshino Mutual")
    'Hoshino Mutual'
    """
    words = re.sub(r"(?:'s|’s)$", "", name.strip(" .,;:'’-")).split()
    while words and _is_first_only(words[0]):
        words.pop(0)
    while words and (words[-1].casefold().strip(".,") in MONTHS or words[-1] in ("&", "of", "and")):
        words.pop()
    if "of" in words[1:-1]:
        at = words.index("of", 1)
        if all(word.casefold() in PLACES for word in words[at + 1 :]):
            words = words[:at]
    return " ".join(words).strip(" .,;:'’")


def _is_first_only(word: str) -> bool:
    bare = word.casefold().strip(".,'’")
    if re.search(r"['’]s$", bare):
        return bare[:-2] in PLACES or bare[:-2] in STOP_FIRST
    return bare in STOP_FIRST


@dataclass(frozen=True, slots=True)
class Run:
    """A name at ``[start, end)`` of its sentence, and what joins it to the words before it."""

    name: str
    start: int
    end: int
    possessive: bool = False
    after_of: bool = False
    of_place: bool = False


def runs(text: str, small: re.Pattern[str] | None = None) -> Iterator[Run]:
    """Yield the names of a sentence: those of `small`, then the runs of capitals in order.

    Examples
    --------
    >>> [run.name for run in runs("Kenya's Mallow Pay Raises Cash From Fennel Row")]
    ['Kenya', 'Mallow Pay', 'Fennel Row']
    """
    for found in small.finditer(text) if small else ():
        yield Run(
            found["name"],
            found.start("name"),
            found.end(),
            possessive=bool(found["own"]),
            of_place=bool(found["place"]) and is_place(found["place"]),
        )
    for found in _NAME.finditer(text):
        run = found.group()
        if run.isalpha():  # one word, by far the most common case
            bare = run.casefold()
            if bare not in STOP_FIRST and (bare not in BREAK or run.isupper()):
                yield Run(run, found.start(), found.end())
        else:
            yield from _pieces(run, found.start(), text)


def _begins_name(words: list[tuple[str, int, int]], number: int, text: str) -> bool:
    """Return whether a common word begins a name: "Solar Foundry", "from Beyond Meadow"."""
    word, start, _ = words[number]
    bare = word.casefold()
    if bare not in NAMEABLE and bare not in NAMEABLE_INSIDE:
        return False
    if number + 1 >= len(words) or not word.istitle():
        return False
    following = words[number + 1][0]
    ahead = following.casefold().strip(".,'’")
    if not following[:1].isupper() or ahead in BREAK or ahead in STOP_FIRST or ahead in KIND:
        return False
    return bare in NAMEABLE or (
        start > 1 and text[start - 2 : start].isspace() is False and text[start - 2].isalnum()
    )


def _pieces(run: str, offset: int, text: str) -> Iterator[Run]:
    """Cut one run of capitals at verbs, possessives and "of"."""
    words = [
        (one.group(), offset + one.start(), offset + one.end()) for one in _SPACED.finditer(run)
    ]
    held: list[tuple[str, int, int]] = []
    after_of = after_place = False
    for number, (word, start, end) in enumerate(words):
        bare = word.casefold().strip(".,'’")
        possessive = bare[-2:] in ("'s", "’s")
        if word == "of" and held:
            yield _closed(held, False, after_of, after_place)
            held, after_of, after_place = [], True, False
        elif possessive:
            held.append((word[:-2], start, end))
            one = _closed(held, True, after_of, after_place)
            held, after_of = [], False
            after_place = is_place(one.name) and any(
                part in PLACES for part in one.name.casefold().replace(".", " ").split()
            )
            yield one
        elif (
            (bare in BREAK and (held or bare in FUNCTION or word != word.upper()))
            or (("'" in word or "’" in word) and _CONTRACTION.search(word))
            or (bare in STOP_FIRST and not held and not _begins_name(words, number, text))
            or ("-" in bare and _DESCRIBED.match(word))
        ):
            if held:
                yield _closed(held, False, after_of, after_place)
            held, after_of, after_place = [], False, False
        else:
            held.append((word, start, end))
    if held:
        yield _closed(held, False, after_of, after_place)


def _closed(
    held: list[tuple[str, int, int]], possessive: bool, after_of: bool, after_place: bool
) -> Run:
    while held and held[-1][0] in ("&", "and"):
        held = held[:-1]
    if not held:
        return Run("", 0, 0)
    name = " ".join(word for word, _, _ in held).strip(" .,;:'’")
    return Run(name, held[0][1], held[-1][2], possessive, after_of, after_place)


def is_place(name: str) -> bool:
    """Return whether a name is made of towns, countries and words of their origin alone."""
    return all(w in PLACES or w in STOP_FIRST for w in name.casefold().replace(".", " ").split())
