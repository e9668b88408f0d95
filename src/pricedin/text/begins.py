"""One quick pattern for the words that may begin something.

A search for many words is quick where the pattern branches on a first letter and only then on
the rest; `words_pattern` writes it so.
"""

from __future__ import annotations

from collections.abc import Iterable


def words_pattern(entries: Iterable[tuple[str, str]]) -> str:
    r"""Write the pattern for words, each at a word's beginning and before what must follow.

    Parameters
    ----------
    entries : iterable of (words, following)
        Words parted by spaces (``_`` stands for a space inside one), and a pattern that must
        come next, or nothing. A word in lower case may also be capitalised.

    Examples
    --------
    >>> words_pattern([("last this", "(?=[ ])"), ("FY", "")])
    '\\b(?:F(?:Y)|L(?:ast(?=[ ]))|T(?:his(?=[ ]))|l(?:ast(?=[ ]))|t(?:his(?=[ ])))'
    """
    rests: dict[str, dict[str, list[str]]] = {}
    for words, following in entries:
        for word in words.split():
            for first in {word[0], word[0].upper()}:
                rest = word[1:].replace("_", "[ ]")
                rests.setdefault(first, {}).setdefault(following, []).append(rest)
    branches = []
    for first in sorted(rests):
        parts = []
        for following, words_ in rests[first].items():
            group = "|".join(sorted(words_, key=len, reverse=True))
            parts.append(
                f"(?:{group}){following}" if following and len(words_) > 1 else group + following
            )
        branches.append(f"{first}(?:{'|'.join(parts)})")
    return rf"\b(?:{'|'.join(branches)})"
