"""How a text is laid out: paragraphs, sentences, clauses, and rows of plain-text tables.

All spans count characters of normal text (`pricedin.text.normal`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ABBREVIATIONS = frozenset(
    """inc ltd co corp llc plc vs mr mrs ms dr prof st no rs approx est jr sr gov gen sen rep dept
    fig eq e.g i.e u.s u.k a.m p.m jan feb mar apr jun jul aug sep sept oct nov dec bros cf al
    mio mrd bn mn pte pty s.a n.v b.v a.g k.k""".split()
)
_BREAK = re.compile(
    r"""(?P<zh>[。！？!?]+["'”’」』)]*)(?=\S|\s|$)   # ends of Chinese sentences need no space
      |(?P<en>(?<!\.)[.!?]{1,2000}+["'”’)\]]*)(?=\s+["'“‘(\[]?[A-Z0-9$€£¥₹₩一-鿿a-z]|\s*$)
      |(?P<nl>\n)|(?P<gap>[^\S\n]{200,})   # no more of a gap belongs to any row""",
    re.VERBOSE,
)
_HAN = re.compile(r"[㐀-鿿]")
_LAST_WORD = re.compile(r"([\w.&]+)[.]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence or one line; `paragraph` counts blocks between empty lines."""

    index: int
    start: int
    end: int
    text: str
    paragraph: int
    is_chinese: bool
    is_title: bool = False


def sentences(text: str) -> list[Sentence]:
    """Split a normal text into sentences, in order; empty ones are left out.

    A full stop after an abbreviation, an initial or inside a number ends nothing.
    """
    result: list[Sentence] = []
    paragraph, start, blank = 0, 0, True
    ends = _shortened(text, [*_ends(text), len(text)])
    for end in ends:
        piece = text[start:end]
        body = piece.strip()
        if body:
            lead = start + len(piece) - len(piece.lstrip())
            result.append(
                Sentence(
                    index=len(result),
                    start=lead,
                    end=lead + len(body),
                    text=body,
                    paragraph=paragraph,
                    is_chinese=len(_HAN.findall(body)) * 5 >= len(body),
                    is_title=not result and text[end : end + 2].strip() == "" and len(body) < 160,
                )
            )
            blank = False
        if (not body and "\n" in text[start : end + 1] and not blank) or (
            text[end : end + 1] == "\n" and text[end + 1 : end + 2] == "\n" and not blank
        ):
            paragraph += 1
            blank = True
        start = end
    return result


# What a sentence costs grows with the square of its length; no prose has longer ones.
LONGEST = 1_000
_MAY_END = re.compile(r"[;,、\s](?=[^;,、\s]*\Z)")


def _shortened(text: str, ends: list[int]) -> list[int]:
    """Return ends no further apart than `LONGEST`, cut at a comma or space where there is one."""
    cut: list[int] = []
    start = 0
    for end in ends:
        while end - start > LONGEST:
            piece = text[start + LONGEST // 2 : start + LONGEST]
            found = _MAY_END.search(piece)
            start += LONGEST // 2 + found.end() if found else LONGEST
            cut.append(start)
        cut.append(end)
        start = end
    return cut


def _ends(text: str) -> list[int]:
    ends: list[int] = []
    for found in _BREAK.finditer(text):
        if found["nl"] or found["gap"]:
            ends.append(found.start())
            continue
        if found["en"]:
            if text[found.start() : found.end()] == ".":
                word = _LAST_WORD.search(text[max(0, found.start() - 12) : found.start() + 1])
                bare = word[1].casefold() if word else ""
                if bare in _ABBREVIATIONS or (len(bare) == 1 and bare.isalpha()):
                    following = text[found.end() : found.end() + 3].strip()
                    # "Acme Inc. The ..." ends a sentence all the same
                    if not (
                        bare in ("inc", "ltd", "co", "corp")
                        and following[:1].isupper()
                        and re.match(
                            r"\s+(?:The|It|Its|In|On|A|This|That|He|She|But|And)\b",
                            text[found.end() : found.end() + 8],
                        )
                    ):
                        continue
            after = text[found.end() : found.end() + 2].lstrip()
            if after[:1].islower() and not found["en"].startswith(("!", "?")):
                continue
            if after[:1].islower():
                continue
        ends.append(found.end())
    return ends


_CLAUSE_EN = re.compile(
    r"[;:]\s|,\s(?=(?:while|but|and|when|after|which|who|whose|though|although|as|with|up|down|from|"
    r"compared|versus|against|including|of which|on|in|having|before|according|giving|valuing|"
    r"bringing|taking|making|led|at)\b)|\s[-–—]\s|\s(?=while\b|whereas\b|and (?:is|will|plans|expects|now|aims|hopes|has|intends) )"
)
_CLAUSE_ZH = re.compile(r"[,;:]|--|——")


def clause(text: str, position: int, *, is_chinese: bool) -> tuple[int, int]:
    """Return the span, inside a sentence's `text`, of the clause that holds `position`."""
    start, end = 0, len(text)
    for found in (_CLAUSE_ZH if is_chinese else _CLAUSE_EN).finditer(text):
        if found.group() == "," and is_chinese and _inside_number(text, found.start()):
            continue
        if found.end() <= position:
            start = found.end()
        elif found.start() >= position:
            end = found.start()
            break
    return start, end


def _inside_number(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
