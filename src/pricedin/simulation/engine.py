"""One engine for every setting: grow, earn, tax, fund, settle; a loop over quarters.

Time runs in Python, paths in arrays. A setting (`schwartz_moon`, `record`) says how revenue
grows, what is earned, what happens when the cash is gone and what the horizon is worth; tax with
losses carried forward and the books are the same for all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from pricedin.simulation.arrays import BoolArray, FloatArray

QUARTER = 0.25


@dataclass(slots=True)
class Books:
    """Money of each path; amounts in one currency, arrays over paths.

    `injected` and `paid_out` are present values at the rate of the setting.
    """

    cash: FloatArray
    losses: FloatArray
    alive: BoolArray
    injected: FloatArray
    paid_out: FloatArray


class Setting(Protocol):
    """The laws of one model, each a small step."""

    @property
    def quarters(self) -> int:
        """How many quarters to the horizon."""

    @property
    def tax_rate(self) -> FloatArray | float:
        """Tax on profit after losses are used, as a fraction."""

    def start(self) -> Books:
        """Return the books on the first day."""

    def grow(self, quarter: int) -> None:
        """Move revenue and whatever drives it by one quarter."""

    def earn(self, books: Books) -> tuple[FloatArray, FloatArray | float]:
        """Return the quarter's profit before tax, and flows that are not taxed."""

    def fund(self, books: Books, before: FloatArray, quarter: int) -> None:
        """Deal with the paths whose cash is gone: raise, wind down or fail."""

    def settle(self, books: Books) -> FloatArray:
        """Return the present value of what is left at the horizon, zero where not alive."""


def taxed(
    profit: FloatArray, losses: FloatArray, rate: FloatArray | float
) -> tuple[FloatArray, FloatArray]:
    """Return tax on a quarter's profit, and the losses carried forward after it.

    Losses are used before tax falls due: ``tax = rate · max(profit − losses, 0)``; what is lost
    adds to them, what is used leaves them.
    """
    taxable = profit - losses
    left = np.maximum(-taxable, 0.0)
    return rate * np.maximum(taxable, 0.0), left


def run(setting: Setting, observe: Callable[[int, Books], None] | None = None) -> FloatArray:
    """Run a setting to its horizon and return the present value of each path.

    ``value = PV(paid out) + PV(settled at the horizon) − PV(injected)``; the cash of the first
    day is part of what is settled, so the value is that of the whole equity.

    Parameters
    ----------
    setting : Setting
        Fresh; it is used up.
    observe : callable, optional
        Called before the first quarter and after each with its number and the books.
    """
    books = setting.start()
    if observe is not None:
        observe(0, books)
    for quarter in range(setting.quarters):
        setting.grow(quarter)
        before = books.cash
        profit, untaxed = setting.earn(books)
        tax, losses = taxed(profit, books.losses, setting.tax_rate)
        books.losses = losses
        books.cash = np.where(books.alive, before + profit - tax + untaxed, 0.0)
        setting.fund(books, before, quarter)
        if observe is not None:
            observe(quarter + 1, books)
    return books.paid_out + setting.settle(books) - books.injected
