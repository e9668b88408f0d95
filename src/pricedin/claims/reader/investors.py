"""Who put money in, from the slots around verbs of investing.

A lead led or co-led; an existing holder took part again; everyone else named for the round is a
participant. Advisers, lenders, those who only back a company in general, and those said not to
have taken part are no investors of a round.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pricedin.claims.reader.investors_en import has_investors_en, investors_en
from pricedin.claims.reader.investors_zh import has_investors_zh, investors_zh
from pricedin.claims.reader.party import Investor, Role
from pricedin.text.amounts import Amount

__all__ = ["Investor", "Role", "cheque_of", "find_investors"]

_STRENGTH: dict[Role, int] = {"participant": 0, "existing": 1, "lead": 2}


def find_investors(
    text: str,
    *,
    is_chinese: bool,
    amounts: Sequence[Amount] = (),
    earlier: Sequence[Investor] = (),
) -> list[Investor]:
    """Return the investors one sentence names, in order; each once, with its strongest role.

    Parameters
    ----------
    text : str
        One sentence or line of normal text.
    is_chinese : bool
        By which language's rules it is read.
    amounts : sequence of Amount
        The sentence's amounts, counted in characters of it; without them no cheque is told.
    earlier : sequence of Investor
        Those named before in the text: a short form ("Ibex" after "Ibex Sovereign") then stands
        for the full name, and "the former" and "they" for a name.

    Examples
    --------
    >>> found = find_investors("Ayr Capital led the round, joined by Bo Fund.", is_chinese=False)
    >>> [(one.name, one.role) for one in found]
    [('Ayr Capital', 'lead'), ('Bo Fund', 'participant')]
    >>> found = find_investors("由甲木资本领投,老股东乙水创投跟投。", is_chinese=True)
    >>> [(one.name, one.role) for one in found]
    [('甲木资本', 'lead'), ('乙水创投', 'existing')]
    """
    if not (has_investors_zh if is_chinese else has_investors_en)(text):
        return []
    found: dict[str, Investor] = {}
    told = list((investors_zh if is_chinese else investors_en)(text, amounts, earlier))
    names = dict.fromkeys(one.name for one in (*told, *reversed(earlier[-100:])))
    for short in told:
        one = replace(short, name=_full(short.name, names))
        old = found.get(one.name)
        if old is None:
            found[one.name] = one
            continue
        best = one if _STRENGTH[one.role] > _STRENGTH[old.role] else old
        other = old if best is one else one
        if best.cheque_start is None and other.cheque_start is not None:
            best = replace(best, cheque_start=other.cheque_start)
        found[one.name] = replace(best, round=best.round or other.round)
    return sorted(found.values(), key=lambda one: one.start)


def _full(name: str, names: Iterable[str]) -> str:
    """Return the longer name that `name` is the beginning of, or `name`."""
    if name.isascii():
        return next((one for one in names if one.startswith(name + " ")), name)
    return next(
        (one for one in names if len(name) < len(one) <= len(name) + 4 and one.startswith(name)),
        name,
    )


def cheque_of(investor: Investor, amounts: Sequence[Amount]) -> Amount | None:
    """Return the amount that is an investor's own cheque, out of its sentence's amounts."""
    return next((one for one in amounts if one.start == investor.cheque_start), None)
