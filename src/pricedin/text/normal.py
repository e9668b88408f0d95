"""Text made plain, with the way back to where each character stood.

The form is Unicode NFKC (UAX 15), with four departures. Superscripts, circled list marks and
vulgar fractions stay, because folding them would put footnote and list numbers next to figures
(``5²`` is not 52, ``1½`` is not 11/2). CJK radicals, which PDF files give for ordinary
characters, become those characters (EquivalentUnifiedIdeograph.txt of the Unicode Character
Database). Dashes, quotes, spaces and tildes become one of each. Words split at the end of a line
are joined; any other newline stays.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache

_RADICALS = str.maketrans(
    "⺁⺂⺃⺄⺅⺆⺈⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺬"
    "⺭⺯⺰⺱⺲⺳⺴⺶⺹⺺⺻⺼⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜"
    "⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乛乚乙亻冂刀刂卜㔾小小兀尣尢巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王目示"
    "礻糹纟罓罒㓁冗羊耂肀聿肉艹艹艹虎衤覀西见角讠贝车辶辶辶邑钅長镸长门阝雨青韦页风飞"
    "食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
)
# En dash, minus and hyphens are one; the em dash stays, being punctuation.
_SAME = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–−⁃﹣⁻₋", "-"),
        **dict.fromkeys("―⸺⸻", "—"),
        **dict.fromkeys("“”„‟«»〝〞〟", '"'),
        **dict.fromkeys("‘’‚‛′´", "'"),
        **dict.fromkeys("〜∼∽～", "~"),
        **dict.fromkeys("\u2028\u2029\x85", "\n"),
        "⁄": "/",
        "∕": "/",
        "․": ".",
    }
)
_ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"
_DELETE = dict.fromkeys(map(ord, _ZERO_WIDTH))

# A word split at the end of a line. The hyphen belongs to the word after such beginnings, or
# before such ends; otherwise it was put there by the typesetter.
_SPLIT = re.compile(r"(?<=[A-Za-z0-9])-[ \t]*\r?\n[ \t]*(?=[A-Za-z0-9$€£¥₹])")
_SPLIT_LEFT = re.compile(r"[A-Za-z0-9]+\Z")
_SPLIT_RIGHT = re.compile(r"[A-Za-z0-9]*")
_HYPHEN_AFTER = frozenset(
    """pre post non co ex self long short high low mid multi year half first second third fourth
    full part so run well early late all cross end top two three four five six seven nine ten new
    old in on off up market cash asset data risk fair net like fully per then million billion
    trillion sub anti semi near medium large small free real open state private public""".split()
)
_HYPHEN_BEFORE = frozenset(
    """money year term led based backed stage date wide owned to a of off in up out the and plus
    fold end month day week quarter half time free related level scale sized dollar share per
    round digit figure old on looking driven adjusted earlier ago over cap""".split()
)


def _is_kept(char: str) -> bool:
    """Tell whether folding `char` would put its digits next to others."""
    kind = unicodedata.decomposition(char).split(" ", 1)[0]
    if kind in ("<super>", "<sub>", "<fraction>", "<circle>"):
        return True
    code = ord(char)
    enclosed = 0x2460 <= code <= 0x24FF or 0x3200 <= code <= 0x32FF or 0x1F100 <= code <= 0x1F1FF
    return enclosed and any(c.isdigit() for c in unicodedata.normalize("NFKC", char))


# All but ideographs, Hangul syllables, private use and unassigned planes, which never change.
_MAY_CHANGE = (
    *range(0x80, 0x3400),
    *range(0xA000, 0xAC00),
    *range(0xD7B0, 0xD800),
    *range(0xF900, 0x10000),
    *range(0x10000, 0x12000),
    *range(0x1D100, 0x1D800),
    *range(0x1E000, 0x1F300),
    *range(0x1FBF0, 0x1FBFA),
    *range(0x2F800, 0x2FA20),
)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what may change, what joins the character before it, and both as one segment."""
    changing: list[int] = []
    joining: list[int] = []
    seconds: set[str] = set()
    for code in _MAY_CHANGE:
        parts = unicodedata.decomposition(chr(code)).split(" ")
        if len(parts) == 2 and not parts[0].startswith("<"):
            seconds.add(chr(int(parts[1], 16)))
    seconds.update(map(chr, (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))))
    for code in _MAY_CHANGE:
        char = chr(code)
        first = unicodedata.normalize("NFKD", char)[:1]
        if unicodedata.combining(first) or first in seconds:
            joining.append(code)
        elif _fold.__wrapped__(char) != char:
            changing.append(code)
    joins, changes = _class(joining), _class(changing)
    width = f"[{_ZERO_WIDTH}]"
    both = rf"(?s:.)(?:{width}*{joins})+|{joins}(?:{width}*{joins})*|{changes}"
    return re.compile(f"{joins}|{changes}"), re.compile(joins), re.compile(both)


def _class(codes: list[int]) -> str:
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "[" + "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in ranges) + "]"


@lru_cache(maxsize=16384)
def _fold(segment: str) -> str:
    segment = segment.translate(_DELETE)
    if segment and _is_kept(segment[0]):
        return segment[0] + (_fold(segment[1:]) if segment[1:] else "")
    folded = unicodedata.normalize("NFKC", segment.translate(_SAME).translate(_RADICALS))
    return folded.translate(_SAME).translate(_RADICALS)


@dataclass(frozen=True, slots=True)
class _Stage:
    """Where pieces of another length were put: their ends here and in the text before."""

    ends: tuple[int, ...]
    lengths: tuple[int, ...]
    before: tuple[tuple[int, int], ...]

    def start(self, at: int) -> int:
        """Return where the character that starts at `at` started."""
        index = bisect_right(self.ends, at) - 1
        if index + 1 < len(self.ends) and at >= self.ends[index + 1] - self.lengths[index + 1]:
            return self.before[index + 1][0]
        return at if index < 0 else at - self.ends[index] + self.before[index][1]

    def end(self, at: int) -> int:
        """Return where the character that ends at `at`, not 0, ended."""
        index = bisect_right(self.ends, at - 1) - 1
        if index + 1 < len(self.ends) and at - 1 >= self.ends[index + 1] - self.lengths[index + 1]:
            return self.before[index + 1][1]
        return at if index < 0 else at - self.ends[index] + self.before[index][1]


@dataclass(frozen=True, slots=True)
class Normal:
    r"""Plain text, and the spans of the original text that its spans stand for.

    >>> plain = normal("约１．２亿元，pre-\nmoney")
    >>> plain.text
    '约1.2亿元,pre-money'
    >>> plain.original(7, 16)
    (7, 17)
    """

    text: str
    _stages: tuple[_Stage, ...] = ()

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original text for ``text[start:end]``.

        It covers all of every character that it touches, and grows with its argument. An empty
        span stays empty.
        """
        for stage in reversed(self._stages):
            first = stage.start(start)
            end = stage.end(end) if end > start else first
            start = first
        return start, end


def normal(text: str) -> Normal:
    r"""Make `text` plain; see the module for what that means.

    Examples
    --------
    >>> normal("US＄４０ｍ–“valu-\nation”").text
    'US$40m-"valuation"'
    >>> normal("$1½ million²").text
    '$1½ million²'
    """
    stages: list[_Stage] = []
    if not text.isascii():
        changing, joining, both = _patterns()
        if changing.search(text):
            pattern = both if joining.search(text) else changing
            text, stage = _replaced(
                text, [(m.start(), m.end(), _fold(m[0])) for m in pattern.finditer(text)]
            )
            if stage:
                stages.append(stage)
    if "-" in text and "\n" in text and _SPLIT.search(text):
        text, stage = _replaced(
            text, [(m.start(), m.end(), _joint(text, m)) for m in _SPLIT.finditer(text)]
        )
        if stage:
            stages.append(stage)
    return Normal(text, tuple(stages))


def _joint(text: str, split: re.Match[str]) -> str:
    """Return what stands between the halves of a word split at the end of a line."""
    left = _SPLIT_LEFT.search(text, max(0, split.start() - 20), split.start())
    right = _SPLIT_RIGHT.match(text, split.end(), split.end() + 20)
    before, after = left[0] if left else "", right[0] if right else ""
    both_lower = before[-1:].islower() and after[:1].islower()
    if not both_lower or before.lower() in _HYPHEN_AFTER or after in _HYPHEN_BEFORE:
        return "-"
    return ""


def _replaced(text: str, edits: list[tuple[int, int, str]]) -> tuple[str, _Stage | None]:
    parts: list[str] = []
    ends: list[int] = []
    lengths: list[int] = []
    before: list[tuple[int, int]] = []
    at = shift = 0
    for start, end, new in edits:
        parts.append(text[at:start])
        parts.append(new)
        at = end
        if len(new) != end - start or end - start > 1:
            shift += len(new) - (end - start)
            ends.append(end + shift)
            lengths.append(len(new))
            before.append((start, end))
    parts.append(text[at:])
    stage = _Stage(tuple(ends), tuple(lengths), tuple(before)) if ends else None
    return "".join(parts), stage
