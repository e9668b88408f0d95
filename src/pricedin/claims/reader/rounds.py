"""Names of rounds, as a text gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_EN = re.compile(
    r"""(?<![\w-])(?:
      (?P<a>[Pp]re-?\s?[Ss]eries\s+[A-K]\d?|[Ss]eries\s+[A-K](?:\d|-\d)?\+?(?:\s+(?:[Ee]xtension|[Pp]rime))?|
         SERIES\s+[A-K]\d?|[Pp]re-?[Ss]eed|[Ss]eed(?:\s+(?:[Ee]xtension|[Pp]lus))?|[Pp]re-?IPO|[Aa]ngel|[Bb]ridge|[Mm]ezzanine)
         (?=\s+(?:round|funding|financing|investment|extension|raise|money|tranche|note|capital|deal|equity|stage|in|at|led|of|with|from|for|was|is|and|by|on|last|this|that|before|after|closed|brought|valued|completed|to)\b|[\s]*[.,;:)(\n'’$€£]|\s*[-–—]|\s*$|\s+[$€£₹]|\s+(?:US|A|HK|S)\$)
      |(?P<b>[A-K]\d?\+?)(?:-|\s+)(?=round\b)
      |(?P<c>[A-K]\d?\+?)-?[Rr]unde
    )""",
    re.VERBOSE,
)
_ZH = re.compile(
    r"(?P<a>(?:Pre-?[A-Z]\d?\+*|Pre-?IPO|PreIPO|[A-K]\d?\+*|天使\+?|种子|種子|战略|戰略|种子\+)(?:\+)?(?:轮|輪))|(?P<b>战略融资|戰略融資|Pre-?IPO(?=融资|融資)|天使(?=融资|投资))"
    r"|(?P<c>Series\s+[A-K]\d?\+?)|(?P<d>[A-K]\d?(?:、[A-K]\d?)*(?=(?:、|及|和|与)[A-K]\d?\+*(?:轮|輪)))"
)
_NOT_SEED = re.compile(
    r"(?:seed|angel|bridge)\s+(?:investors?|fund|stage|capital\s+firm|oil|companies)", re.I
)


@dataclass(frozen=True, slots=True)
class Round:
    """A round named at ``[start, end)`` of a sentence."""

    name: str
    start: int
    end: int


def find_rounds(text: str, *, is_chinese: bool) -> list[Round]:
    """Return the rounds a sentence names, in order."""
    result = []
    for found in (_ZH if is_chinese else _EN).finditer(text):
        name = next(one for one in found.groups() if one)
        if not is_chinese:
            if _NOT_SEED.match(text, found.start()):
                continue
            if found["b"]:
                name += " round"
            elif name[:1].islower() and name.lower() in ("seed", "angel", "bridge", "mezzanine"):
                after = text[found.end() : found.end() + 14]
                if not re.match(
                    r"\s+(?:round|funding|financing|investment|raise|money|capital|extension)",
                    after,
                ):
                    continue
        end = found.end()
        if not is_chinese and found["b"]:
            end = text.index("round", end) + len("round")
        result.append(Round(" ".join(name.split()), found.start(), end))
    return result
