"""Names of companies: found in a text, resolved to what they are filed under, proposed as one.

Three looks of growing looseness. `Names.find` gives exact spans of known names in a text.
`Names.resolve` reads one name and forgives case, punctuation, script and legal form. `alike`
proposes which names may be one company's; a person decides, since letters cannot tell that
``月之暗面`` is ``Moonshot AI``.

Traditional characters are read as simplified ones by a table of the 2,419 one-to-one pairs in
common use (``characters.txt``, from OpenCC). One character stays one character, so that spans
hold in the text as it is; pairs that depend on the words around them are left out, which for
names is what is wanted: both sides are folded alike.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Protocol

from pricedin.claims.rows import Subject, slug_of
from pricedin.errors import InputError, SourceError

MAY_BE_ONE = 88  # of 100, by rapidfuzz; below it most pairs in the bundled claims are strangers
SHORTEST = 2  # characters of a name that is looked for in a text

# Chinese needs no space between words, so only these make a neighbour part of a Latin word.
_LETTER = "0-9A-Za-z\u00c0-\u024f\u0370-\u052f"
_HAN = "\u3400-\u9fff\uf900-\ufaff"

# What a company is by law; it tells no two companies apart that matter here.
_LEGAL = (
    r"incorporated|inc|limited|ltd|llc|llp|lp|plc|corporation|corp|company|co|gmbh|ag|se|sa|sas|"
    r"sarl|spa|srl|bv|nv|ab|oy|oyj|as|asa|pte|pty|kk|pbc|股份有限公司|有限责任公司|有限公司|"
    r"株式会社|公司|股份"
)
# What may be another company's name too, and is dropped only where nobody else is meant.
_GROUP = r"group|holdings|holding|集团|控股"
_TRADE = r"technologies|technology|tech|labs|网络科技|信息技术|人工智能科技|智能科技|科技|技术"
_PLACES = r"北京|上海|深圳|杭州|广州|南京|苏州|成都|香港|合肥|武汉|天津|中国"
_LEGAL_LEVEL = 1
_LOOSER: tuple[str, ...] = (_LEGAL, f"{_LEGAL}|{_GROUP}", f"{_LEGAL}|{_GROUP}|{_TRADE}")
_PLACED = re.compile(rf"^(?:{_PLACES})(?:市|省)?|[(（](?:{_PLACES})[)）]")
_NUMBER = re.compile(r"\d+|\b[ivx]+\b", re.IGNORECASE)
_BRACKETED = re.compile(r"^(.+?)\s*[(（]([^()（）]+)[)）]\s*$")


class Named(Protocol):
    """What has names: a slug under which claims are filed, a name and aliases."""

    @property
    def slug(self) -> str:
        """Short name under which claims are filed."""

    @property
    def name(self) -> str:
        """Name in ink."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names, in any script."""


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A known name in a text, ``[start, end)`` in its characters, and whose it is."""

    slug: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Alike:
    """Two slugs that may be one company, the names that say so, and how much (0 to 100)."""

    slug: str
    other: str
    names: tuple[str, str]
    score: float
    reason: str


class Names:
    """A registry of names.

    >>> names = Names([Subject("moonshot", "Kimi (Moonshot AI)", ("月之暗面",))])
    >>> [(found.start, found.end) for found in names.find("月之暗面發布Kimi K2; kimiko did not")]
    [(0, 4), (6, 10)]
    >>> names.resolve("北京月之暗面科技有限公司"), names.resolve("MOONSHOT AI, Inc.")
    ('moonshot', 'moonshot')
    """

    def __init__(self, named: Iterable[Named]) -> None:
        self.named = tuple(named)
        # A name that two share says nothing on its own; it is then neither found nor resolved.
        self._spelled: dict[str, set[str]] = defaultdict(set)
        self._keys: tuple[dict[str, set[str]], ...] = tuple(
            defaultdict(set) for _ in range(1 + len(_LOOSER))
        )
        self._written: dict[str, str] = {}
        for one in self.named:
            for word in spellings(one):
                self._spelled[_plain(word)].add(one.slug)
                written = self._written.setdefault(_plain(word), word)
                if word != written and word.islower():  # a name that is also written small
                    self._written[_plain(word)] = word
            for word in (*spellings(one), one.slug):
                for level, key in enumerate(_keys(word)):
                    self._keys[level][key].add(one.slug)
        self._pattern = _pattern(self._written.values())

    def find(self, text: str) -> Iterator[NameSpan]:
        """Yield the known names in `text` from left to right, of several the longest.

        A Latin name is not part of a longer word, and is not matched by small letters alone
        unless it is written so. Chinese names need no space around them.
        """
        if self._pattern is None:
            return
        for found in self._pattern.finditer(same_length(text)):
            key = _plain(found[0])
            slugs = self._spelled.get(key, set())
            if len(slugs) != 1:
                continue
            written = text[found.start() : found.end()]
            if written.islower() and not self._written[key].islower():
                continue
            yield NameSpan(next(iter(slugs)), found.start(), found.end())

    def resolve(self, name: str) -> str | None:
        """Return what `name` is filed under, or None if it is nobody's, or could be two's."""
        keys = _keys(name)
        for level, key in enumerate(keys):
            slugs = self._keys[level].get(key, set())
            if slugs:
                # Without its trade or group a name may be another's, however little is left off.
                if level > _LEGAL_LEVEL:
                    slugs = slugs | self._keys[-1].get(keys[-1], set())
                return next(iter(slugs)) if len(slugs) == 1 else None
        return None

    def alike(self, others: Iterable[Named] = ()) -> tuple[Alike, ...]:
        """Propose which of the registered, or of these and `others`, may be one.

        Compared are names without case, punctuation, script and legal form, by the better of
        rapidfuzz's ratio and token-sort ratio. Names that differ in a number are two. The
        likeliest come first.
        """
        from rapidfuzz import fuzz, process

        rows = [
            (one.slug, word, _keys(word)[1], _loosest(word))
            for one in (*self.named, *others)
            for word in spellings(one)
        ]
        best: dict[tuple[str, str], Alike] = {}

        def propose(mine: int, other: int, score: float, reason: str) -> None:
            pair = tuple(sorted((rows[mine][0], rows[other][0])))
            names = (rows[mine][1], rows[other][1])
            if pair[0] == rows[other][0]:
                names = (names[1], names[0])
            held = best.get((pair[0], pair[1]))
            if held is None or score > held.score:
                best[pair[0], pair[1]] = Alike(pair[0], pair[1], names, score, reason)

        by_key: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(rows):
            by_key[row[3]].append(number)
        for group in by_key.values():
            for place, mine in enumerate(group):
                for other in group[place + 1 :]:
                    if rows[mine][0] != rows[other][0]:
                        same = rows[mine][2] == rows[other][2]
                        told = "legal form" if same else "trade, place and legal form"
                        if _plain(rows[mine][1]) == _plain(rows[other][1]):
                            propose(mine, other, 100, "the same name")
                        else:
                            propose(mine, other, 100 if same else 95, f"the same but for {told}")
        compared = [row[2] for row in rows]
        for number, row in enumerate(rows):
            if len(row[2]) < 4:  # a letter more or less is another name
                continue
            for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
                for _, score, other in process.extract(
                    row[2], compared[number + 1 :], scorer=scorer, score_cutoff=MAY_BE_ONE, limit=20
                ):
                    mate = rows[number + 1 + other]
                    if mate[0] != row[0] and _numbers(mate[1]) == _numbers(row[1]):
                        propose(
                            number, number + 1 + other, min(score, 94), "nearly the same letters"
                        )
        return tuple(sorted(best.values(), key=lambda a: (-a.score, a.slug, a.other)))


def spellings(one: Named) -> tuple[str, ...]:
    """Return every way of writing the name; ``Kimi (Moonshot AI)`` is three.

    >>> spellings(Subject("moonshot", "Kimi (Moonshot AI)", ("kimi",)))
    ('Kimi (Moonshot AI)', 'Kimi', 'Moonshot AI', 'kimi')
    """
    words: list[str] = []
    for word in (one.name, *one.aliases):
        words.append(word)
        bracketed = _BRACKETED.match(word)
        if bracketed:
            words += [bracketed[1].strip(), bracketed[2].strip()]
    return tuple(dict.fromkeys(w for w in words if w.strip()))


def read_names(path: Path) -> tuple[Subject, ...]:
    """Read a registry of one's own: TOML, a table a company with ``name`` and ``aliases``.

    Raises
    ------
    SourceError
        If the file cannot be read.
    InputError
        If it is no such file; says which table.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error
    except ValueError as error:
        raise InputError(f"{path} is not TOML in UTF-8: {error}") from None
    found = []
    for slug, told in data.items():
        shape = f"{path}: [{slug}] has 'name', and a list of names as 'aliases'"
        if not isinstance(told, dict):
            raise InputError(shape)
        name, aliases = told.get("name", slug), told.get("aliases", [])
        if not isinstance(name, str) or not isinstance(aliases, list):
            raise InputError(shape)
        if not all(isinstance(alias, str) for alias in aliases):
            raise InputError(shape)
        found.append(Subject(slug_of(slug), name, tuple(aliases)))
    return tuple(found)


def simplified(text: str) -> str:
    """Return `text` with traditional characters as simplified ones, of the same length.

    >>> simplified("智譜華章科技")
    '智谱华章科技'
    """
    return text.translate(_simplified())


@lru_cache(maxsize=1)
def _simplified() -> dict[int, int]:
    lines = files("pricedin.claims").joinpath("characters.txt").read_text("utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    pairs = zip("".join(rows[::2]), "".join(rows[1::2]), strict=True)
    return {ord(traditional): ord(simple) for traditional, simple in pairs}


@lru_cache(maxsize=1)
def _folded() -> dict[int, int]:
    """Small for capital letters, usual for full-width signs and spaces, simplified characters."""
    wide = {0xFF01 + n: ord(chr(0x21 + n).lower()) for n in range(94)}
    spaces = dict.fromkeys((0x00A0, 0x2009, 0x202F, 0x3000), 0x20)
    small = {n: ord(chr(n).lower()) for n in range(0x530) if len(chr(n).lower()) == 1}
    return small | wide | spaces | {0x2019: 0x27} | _simplified()


def same_length(text: str) -> str:
    """Return `text` as names are looked for in it; each character stays in its place.

    >>> same_length("Ｋｉｍｉ 智譜")
    'kimi 智谱'
    """
    return text.translate(_folded())


def _plain(word: str) -> str:
    """Return a spelling without case and spaces."""
    return "".join(same_length(word).split())


def _bare(word: str) -> str:
    folded = simplified(unicodedata.normalize("NFKC", word)).casefold()
    return " ".join(re.sub(r"[^\w+]+|_", " ", folded.replace("&", " and ")).split())


def _keys(word: str) -> tuple[str, ...]:
    """Return the name as it is compared, from exact to loosest."""
    bare = _bare(word)
    keys = [bare]
    for level, endings in enumerate(_LOOSER):
        source = _placed_off(word) if level == len(_LOOSER) - 1 else bare
        keys.append(_stripped(source, endings))
    return tuple(key.replace(" ", "") for key in keys)


def _loosest(word: str) -> str:
    return _keys(word)[-1]


def _placed_off(word: str) -> str:
    bare = _bare(word)
    folded = _PLACED.sub("", simplified(unicodedata.normalize("NFKC", word)).casefold())
    rest = _bare(folded)
    return rest if len(rest) >= SHORTEST else bare


def _stripped(bare: str, endings: str) -> str:
    """Take endings off while a name is left: two characters of Chinese, three of another script."""
    pattern = re.compile(rf"(?:\s+(?:{endings})|(?<=[{_HAN}])(?:{endings}))$")
    while True:
        rest = pattern.sub("", bare).strip()
        least = 2 if re.search(f"[{_HAN}]", rest) else 3
        if rest == bare or len(rest) < least:
            return bare
        bare = rest


def _numbers(word: str) -> list[str]:
    return [n.casefold() for n in _NUMBER.findall(word)]


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """Return one pattern for all names, grouped by first character: sre then skips to these."""
    groups: dict[str, list[str]] = defaultdict(list)
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        folded = same_length(word).strip()
        if len(folded) < SHORTEST:
            continue
        # A line may break where the name has a space, and writers differ on one between scripts.
        inner = r"\s+".join(_between_scripts(piece) for piece in folded.split())
        after = rf"(?![{_LETTER}])" if re.search(f"[{_LETTER}]$", folded) else ""
        first = re.escape(folded[0])
        groups[first].append(inner.removeprefix(first) + after)
    parts = []
    for first, rest in groups.items():
        before = rf"(?<![{_LETTER}].)" if re.match(f"[{_LETTER}]", first) else ""
        parts.append(f"{first}{before}(?:{'|'.join(rest)})")
    return re.compile("|".join(parts), re.DOTALL) if parts else None


def _between_scripts(piece: str) -> str:
    edges = re.split(rf"(?<=[{_HAN}])(?=[{_LETTER}])|(?<=[{_LETTER}])(?=[{_HAN}])", piece)
    return r"\s?".join(re.escape(edge) for edge in edges)
