"""With what signs a match of a pattern can begin, so that only few patterns need be tried."""

from __future__ import annotations

# A beginning, and whether what follows in the pattern comes straight after it.
_Begin = tuple[str, bool]
_EMPTY: frozenset[_Begin] = frozenset({("", True)})
_ANY: frozenset[_Begin] = frozenset({("", False)})


def first_signs(pattern: str, length: int) -> frozenset[str]:
    r"""Return the beginnings, of at most `length` signs, that a match of `pattern` can have.

    Parameters
    ----------
    pattern : str
        Of literals, escapes, classes, groups ``(?:``, look-arounds and quantifiers only.
    length : int
        How many signs are looked at.

    Returns
    -------
    frozenset of str
        Empty if a match can begin with anything.

    Examples
    --------
    >>> sorted(first_signs("(?:net )?loss(?:es)?|[mn]illion", 2))
    ['lo', 'mi', 'ne', 'ni']
    >>> sorted(first_signs("hold(?=(?:s|ing)? )|own", 1))
    ['h', 'o']
    >>> first_signs(r"\w+ round", 2)
    frozenset()
    """
    begins, _ = _choices(pattern, 0, length)
    texts = frozenset(text for text, _ in begins)
    return frozenset() if "" in texts else texts


def _choices(pattern: str, at: int, length: int) -> tuple[frozenset[_Begin], int]:
    """Read alternatives up to the end of the group; return how they begin, and where it ends."""
    told: frozenset[_Begin] = frozenset()
    now = _EMPTY
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            told, now, at = told | now, _EMPTY, at + 1
            continue
        item, at = _item(pattern, at, length)
        item, at = _repeated(pattern, at, item)
        now = frozenset(_joined(one, other, length) for one in now for other in item)
    return told | now, at


def _joined(one: _Begin, other: _Begin, length: int) -> _Begin:
    if not one[1]:
        return one
    text = one[0] + other[0]
    return text[:length], other[1] and len(text) < length


def _item(pattern: str, at: int, length: int) -> tuple[frozenset[_Begin], int]:
    sign = pattern[at]
    if sign == "\\":
        escaped = pattern[at + 1]
        if escaped in "bB":
            return _EMPTY, at + 2
        return (_ANY if escaped.isalnum() else frozenset({(escaped, True)})), at + 2
    if sign == "[":
        return _class(pattern, at)
    if sign == "(":
        is_group = pattern.startswith("(?:", at)
        inner, end = _choices(pattern, at + (4 if pattern.startswith("(?<", at) else 3), length)
        return (inner if is_group else _EMPTY), end + 1
    if sign in "^$":
        return _EMPTY, at + 1
    return (_ANY if sign == "." else frozenset({(sign, True)})), at + 1


def _class(pattern: str, at: int) -> tuple[frozenset[_Begin], int]:
    end = pattern.index("]", at + 2)
    body = pattern[at + 1 : end]
    if body.startswith("^") or "\\" in body:
        return _ANY, end + 1
    signs: set[str] = set()
    place = 0
    while place < len(body):
        if body[place + 1 : place + 2] == "-" and place + 2 < len(body):
            signs.update(map(chr, range(ord(body[place]), ord(body[place + 2]) + 1)))
            place += 3
        else:
            signs.add(body[place])
            place += 1
    return (frozenset((one, True) for one in signs) if len(signs) < 64 else _ANY), end + 1


def _repeated(pattern: str, at: int, item: frozenset[_Begin]) -> tuple[frozenset[_Begin], int]:
    """Read the quantifier after an item, if there is one."""
    sign = pattern[at : at + 1]
    if not sign or sign not in "?*+{":
        return item, at
    least = 1 if sign == "+" else 0
    if sign == "{":
        end = pattern.index("}", at)
        least = int(pattern[at + 1 : end].split(",", 1)[0] or 0)
        at = end
    at += 1
    if pattern[at : at + 1] in ("?", "+"):  # lazy, possessive
        at += 1
    if sign != "?":
        item = frozenset((text, done and not text) for text, done in item)
    return (item if least else item | _EMPTY), at
