"""Which currency an amount of a document may be said to be in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pricedin.text.amounts import Amount

# What else a sign can stand for, by the currency that the grammar takes it for.
_SAME_SIGN: Mapping[str, frozenset[str]] = {
    "USD": frozenset("AUD CAD HKD MXN NZD SGD TWD".split()),
    "CNY": frozenset("HKD JPY TWD".split()),
    "JPY": frozenset({"CNY"}),
    "SEK": frozenset("DKK ISK NOK".split()),
    "NOK": frozenset("DKK ISK SEK".split()),
    "DKK": frozenset("ISK NOK SEK".split()),
}


@dataclass(frozen=True, slots=True)
class Currencies:
    """The currencies of a document: those it has amounts in, and those that it names outright."""

    all: frozenset[str]
    named: frozenset[str]

    @classmethod
    def of(cls, amounts: Iterable[Amount]) -> Currencies:
        """Return those of a document from its amounts."""
        held = [one for one in amounts if one.currency and not one.refused]
        return cls(
            frozenset(one.currency for one in held),
            frozenset(one.currency for one in held if not one.implicit_currency),
        )

    def settled(self, amount: Amount, claimed: str) -> str | None:
        """Return the currency of an amount, or None if it cannot be the claimed one.

        - Where none is claimed, it is the grammar's.
        - A number without a sign can be in the only currency that the document has amounts in.
        - A sign of several currencies (``$``, ``元``) can mean one that the document names
          outright elsewhere (``A$``, 新台币). A bare dollar can also be another than the US dollar
          where the document marks that one apart (``US$``).
        """
        if not claimed or claimed == amount.currency:
            return amount.currency
        if amount.kind == "number" and not amount.currency:
            return claimed if self.all == {claimed} else None
        if amount.implicit_currency and claimed in _SAME_SIGN.get(amount.currency, ()):
            marked = amount.currency == "USD" and "USD" in self.named
            return claimed if claimed in self.named or marked else None
        return None
