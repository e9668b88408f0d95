"""The check that stands between a language model and the claims.

A figure is admitted only if all of this holds; otherwise it is rejected, with the reason:

- its quote stands in the document (both made plain by `normal`, any white space alike);
- our own grammar, reading the whole document, finds an amount inside the quote that has the
  claimed value, upper end and currency, of a kind that the attribute can have, not refused and
  not an order of magnitude; an amount that the quote cuts into is not inside it;
- nothing beside that amount could lengthen it: no digit, point, separator or magnitude;
- the evidence as it is shown, read alone, says the same;
- company and party stand in the document as names; round and investor, where they are what is
  told, in the quote; attribute, status and role are from the closed lists;
- the words that date it stand in the document and are a date or period.

What the model says of exactness is not asked: the qualifier is that of our grammar. What cannot
be checked this way is which attribute, company and status belong to a true number; that is why
such figures are marked as the model's, and disagreements with the rules are shown.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple, cast

from pricedin.claims.claim import STATUSES, Qualifier, Status
from pricedin.claims.llm.answer import Item, Rejected
from pricedin.claims.llm.currency import Currencies
from pricedin.claims.llm.evidence import (
    COUNTS,
    PERCENTS,
    Place,
    in_few_words,
    is_cut_from_longer,
    is_named,
    is_other_way,
    of_kind,
    says,
    signed,
)
from pricedin.claims.llm.parts import Part
from pricedin.claims.llm.prompt import ATTRIBUTES, ROLES
from pricedin.claims.reader.figure import DEALS, FLOWS, Figure
from pricedin.claims.reader.when import as_of_label
from pricedin.claims.score import key_of, round_key
from pricedin.text.amounts import Amount, find_amounts
from pricedin.text.normal import normal
from pricedin.text.times import find_times

LONGEST_QUOTE = 400
LONGEST_NAME = 80
MOST_PLACES = 100

_ROUND = re.compile(
    r"series\s+[a-k]|\b(?:pre-?)?[a-k]\d?\+*[\s-]?(?:round|轮|輪)|\bpre-?(?:seed|ipo|series|[a-k]\b)|"
    r"seed|angel|bridge|mezzanine|growth|extension|strategic|crossover|种子|種子|天使|战略|戰略|"
    r"^[a-k]\d?\+*$",
    re.IGNORECASE,
)


class _RefusedError(Exception):
    """Why an item is not admitted."""


class _Ground(NamedTuple):
    """Where an item rests: its quote, what in it counts, and the amount there, if any."""

    quote: Place
    core: Place
    amount: Amount | None


class Verifier:
    """Checks items against one document.

    Parameters
    ----------
    text : str
        The document as it is shown; spans of admitted figures point into it.
    published : date, optional
        Against which the words of a date are read.
    """

    def __init__(self, text: str, published: date | None = None) -> None:
        self.text, self.published = text, published
        self.plain = normal(text)
        self._amounts = find_amounts(self.plain.text)
        self._ends = [amount.end for amount in self._amounts]
        self._currencies = Currencies.of(self._amounts)
        self._meanings: dict[tuple[int, str], str] = {}
        self._admitted: set[tuple[object, ...]] = set()
        self._names: dict[str, Place | None] = {}

    def verify(
        self, items: Iterable[Item], part: Part | None = None
    ) -> tuple[list[Figure], list[Rejected]]:
        """Return the figures that are admitted and the items that are not.

        `part` is the stretch of the normal text that the model saw: its quotes must stand there.
        An item that repeats an admitted one adds nothing and is not listed.
        """
        figures: list[Figure] = []
        rejected: list[Rejected] = []
        for item in items:
            try:
                figure = self._figure(item, part or Part(0, len(self.plain.text)))
            except _RefusedError as refused:
                rejected.append(Rejected(item.shown, str(refused)))
                continue
            if figure is not None:
                figures.append(figure)
        return figures, rejected

    def _figure(self, item: Item, part: Part) -> Figure | None:
        """Return the figure of an item, or None if it was admitted before."""
        _check_lists(item)
        quotes = self._quotes(item.quote, part)
        company = self._name(item.company, "company", may_be_common=_is_of_a_sector(item))
        party = self._party(item)
        round_name = self._round(item)
        ground = self._ground(item, quotes, party or round_name)
        as_of, period = self._dated(item, ground.core, part)
        start, end = self._evidence(item, ground)
        value, high = signed(item, ground.amount)
        self._has_one_meaning(item, ground, company)
        by_round = item.attribute in ("round_name", "investor")
        told = (
            *(item.attribute, key_of(company), value, high, key_of(party), period),
            round_key(round_name) if by_round else "",
        )
        if told in self._admitted:
            return None
        self._admitted.add(told)
        amount = ground.amount
        return Figure(
            company=company,
            attribute=item.attribute,
            value=value,
            high=high,
            currency=(self._currency(item, amount) or "") if amount else "",
            qualifier=cast(Qualifier, amount.bound) if amount else "exact",
            status=cast(Status, item.status),
            as_of=as_of,
            period=period,
            round=round_name,
            party=party,
            role=item.role if item.attribute == "investor" else "",
            start=start,
            end=end,
        )

    def _words(self, place: Place) -> str:
        return self.plain.text[place.start : place.end]

    # --- where its words stand --------------------------------------------------------------

    def _places(self, words: str, part: Part) -> Iterator[Place]:
        """Yield where words stand in a part; a run of white space stands for any other."""
        pieces = normal(words).text.split()
        if not pieces:
            return
        pattern = re.compile(r"\s+".join(map(re.escape, pieces)))
        found = pattern.finditer(self.plain.text, part.start, part.end)
        for _, one in zip(range(MOST_PLACES), found, strict=False):
            yield Place(one.start(), one.end())

    def _quotes(self, quote: str, part: Part) -> list[Place]:
        if not quote:
            raise _RefusedError("has no quote")
        if len(quote) > LONGEST_QUOTE:
            raise _RefusedError(f"its quote has {len(quote):,} characters; at most {LONGEST_QUOTE}")
        places = list(self._places(quote, part))
        if not places:
            raise _RefusedError("its quote does not stand in the document")
        return places

    def _name(self, name: str, what: str, *, may_be_common: bool = False) -> str:
        """Return a name as the document spells it."""
        if not name:
            raise _RefusedError(f"names no {what}")
        if len(name) > LONGEST_NAME:
            raise _RefusedError(f"its {what} is no name: {len(name):,} characters")
        place = self._anywhere(name)
        if place is None:
            raise _RefusedError(f"its {what} '{_short(name)}' does not stand in the document")
        words = " ".join(self._words(place).split())
        if not is_named(words, may_be_common=may_be_common):
            raise _RefusedError(f"its {what} '{_short(name)}' is no name")
        return words

    def _anywhere(self, name: str) -> Place | None:
        if name not in self._names:
            self._names[name] = self._named(name, Part(0, len(self.plain.text)))
        return self._names[name]

    def _named(self, name: str, part: Part) -> Place | None:
        """Return the first place where a name stands as whole words."""
        text = self.plain.text
        for place in self._places(name, part):
            if not (
                _joins(text[place.start - 1 : place.start], text[place.start])
                or _joins(text[place.end - 1], text[place.end : place.end + 1])
            ):
                return place
        return None

    def _party(self, item: Item) -> str:
        if item.attribute == "investor":
            return self._name(item.party, "investor")
        if item.attribute == "ownership_pct" and item.party:
            return self._name(item.party, "holder", may_be_common=True)
        return ""

    def _round(self, item: Item) -> str:
        """Return the round's name: needed where it is the fact, checked wherever it is given."""
        if item.attribute not in DEALS or not (item.round or item.attribute == "round_name"):
            return ""
        name = item.round
        if not _ROUND.search(normal(name).text):
            raise _RefusedError(f"'{_short(name)}' names no round")
        if self._anywhere(name) is None:
            raise _RefusedError(f"its round '{_short(name)}' does not stand in the document")
        return " ".join(name.split())

    # --- its number -------------------------------------------------------------------------

    def _ground(self, item: Item, quotes: list[Place], name: str) -> _Ground:
        """Return the first place of the quote that carries the number, and the name where it must.

        Where several places do not, the reason is that of the first.
        """
        reason = ""
        for quote in quotes:
            core = quote
            if item.attribute in ("investor", "round_name"):
                stands = self._named(name, Part(quote.start, quote.end))
                if stands is None:
                    reason = reason or f"'{_short(name)}' does not stand in its quote"
                    continue
                core = stands
            if item.value is None:
                return _Ground(quote, core, None)
            found = self._carried(item, quote)
            if isinstance(found, Amount):
                whole = _whole(found, quote)
                if item.attribute == "investor":
                    whole = Place(min(core.start, whole.start), max(core.end, whole.end))
                return _Ground(quote, whole, found)
            reason = reason or found
        raise _RefusedError(reason)

    def _carried(self, item: Item, quote: Place) -> Amount | str:
        """Return the amount in one place of the quote that is the claimed one, or why none is."""
        cut = unlike = ""
        first = bisect_right(self._ends, quote.start)
        for amount in self._amounts[first:]:
            if amount.start >= quote.end:
                break
            words = " ".join(amount.text.split())
            if amount.start < quote.start or amount.end > quote.end:
                cut = cut or f"its quote cuts '{words}' short"
            elif amount.refused:
                cut = cut or f"'{words}' cannot be read: {amount.refused}"
            elif amount.bound == "order_of_magnitude":
                unlike = unlike or f"'{words}' is an order of magnitude, no number"
            elif not says(amount, item):
                unlike = unlike or f"its quote says {_told(amount)}, not {_claimed(item)}"
            elif self._currency(item, amount) is None:
                unlike = f"its quote says {_told(amount)}, not {_claimed(item)}"
            elif not of_kind(amount, item.attribute):
                unlike = f"'{words}' cannot be {item.attribute}"
            elif is_cut_from_longer(self.plain.text, amount.start, amount.end):
                cut = f"'{words}' is part of a longer number"
            elif is_other_way(item, amount, self.plain.text):
                unlike = f"the sign of '{words}' is not that of its words"
            else:
                return amount
        return cut or unlike or "no number stands in its quote"

    def _currency(self, item: Item, amount: Amount) -> str | None:
        if item.attribute in COUNTS | PERCENTS:
            return None if item.currency else ""
        return self._currencies.settled(amount, item.currency)

    def _evidence(self, item: Item, ground: _Ground) -> tuple[int, int]:
        """Return the span to show, in the document as it is; read alone it must say the same."""
        short = in_few_words(self.plain.text, ground.quote, ground.core)
        for place in dict.fromkeys((short, ground.quote)):
            start, end = self.plain.original(place.start, place.end)
            if ground.amount is None:
                return start, end
            alone = find_amounts(normal(self.text[start:end]).text)
            if any(_is_same(one, ground.amount) for one in alone):
                return start, end
        raise _RefusedError("its quote, read alone, does not say the number")

    def _has_one_meaning(self, item: Item, ground: _Ground, company: str) -> None:
        """Refuse a second attribute for one number of one company."""
        if ground.amount is None:
            return
        key = (ground.amount.start, key_of(company))
        before = self._meanings.setdefault(key, item.attribute)
        if before != item.attribute:
            raise _RefusedError(f"the same number was already read as {before}")

    # --- its date ---------------------------------------------------------------------------

    def _dated(self, item: Item, core: Place, part: Part) -> tuple[str, str]:
        """Return as-of label and period from the words of the document that date the figure."""
        if not item.when:
            return "", ""
        if len(item.when) > LONGEST_NAME:
            raise _RefusedError("the words that date it are too many")
        places = list(self._places(item.when, part))
        if not places:
            raise _RefusedError(f"its date '{_short(item.when)}' does not stand in the document")
        nearest = min(places, key=lambda place: abs(place.start - core.start))
        # Read with a little before and after, so that no date is cut out of a longer one.
        left = max(0, nearest.start - 40)
        around = find_times(self.plain.text[left : nearest.end + 40], self.published)
        for when in around:
            if nearest.start <= left + when.start and left + when.end <= nearest.end:
                if item.attribute in FLOWS:
                    return "", when.label
                return as_of_label(when), ""
        raise _RefusedError(f"its date '{_short(item.when)}' is no date that can be read")


def _check_lists(item: Item) -> None:
    if item.attribute not in ATTRIBUTES:
        raise _RefusedError(f"no attribute '{_short(item.attribute)}'")
    if item.status not in STATUSES:
        raise _RefusedError(f"no status '{_short(item.status)}'")
    if item.attribute == "investor" and item.role not in ROLES:
        raise _RefusedError(f"no role '{_short(item.role)}'")
    if item.attribute == "round_name" and item.value is not None:
        raise _RefusedError("a round's name has no value")
    if item.value is None and item.attribute not in ("investor", "round_name"):
        raise _RefusedError("has no value")
    if item.value is None and item.high is not None:
        raise _RefusedError("has the upper end of a range and no lower one")


def _is_of_a_sector(item: Item) -> bool:
    return item.attribute in ("sector_funding_total", "growth_rate")


def _is_same(one: Amount, other: Amount) -> bool:
    """Tell whether the evidence alone says what the document says there.

    Only a sign of several currencies (¥) may need the document to be told.
    """
    return (one.value, one.high, one.refused) == (other.value, other.high, "") and (
        one.currency == other.currency or (one.implicit_currency and bool(one.currency))
    )


def _whole(amount: Amount, quote: Place) -> Place:
    """Return the amount with the words of its bound, as far as the quote holds them."""
    start = amount.qualified_start if amount.qualified_start >= quote.start else amount.start
    end = amount.qualified_end if amount.qualified_end <= quote.end else amount.end
    return Place(start, end)


def _joins(before: str, after: str) -> bool:
    """Tell whether two neighbours belong to one word, in a script that sets words apart."""
    return bool(before and after) and all(
        char.isalnum() and char < "\u2e80" for char in (before, after)
    )


def _told(amount: Amount) -> str:
    high = "" if amount.high is None else f" to {amount.high:,f}"
    return f"{amount.value:,f}{high} {amount.currency or amount.kind}"


def _claimed(item: Item) -> str:
    high = "" if item.high is None else f" to {item.high:,f}"
    return f"{item.value:,f}{high} {item.currency}".rstrip()


def _short(words: str) -> str:
    line = "".join(char if char.isprintable() else " " for char in words[:60])
    return line if len(words) <= 60 else line + "..."
