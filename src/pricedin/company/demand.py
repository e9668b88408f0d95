"""An inferred range of revenue where none is public, by analogy with peers who file theirs.

Users times a filed peer's consumer revenue per monthly user, plus a platform business between a
quarter and one and a half times the peer's. It misses whatever is unlike the peer, so the range
is widened by two and a half times at both ends: it shades a curve and carries no answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from pricedin.company.figure import Assumed, Missing
from pricedin.company.operations import Conversion
from pricedin.facts.distribution import Between
from pricedin.facts.fact import Fact
from pricedin.units import short

CONSUMER = frozenset({"ai_native", "consumer", "subscriptions"})
PLATFORM = frozenset({"platform", "api", "cloud", "enterprise"})
USERS_RECENT = timedelta(days=183)
PLATFORM_SHARE = (Decimal("0.25"), Decimal("1.5"))
WIDENING = Decimal("2.5")


@dataclass(frozen=True, slots=True)
class _PerUser:
    slug: str
    per_user: Decimal
    platform: Decimal
    facts: tuple[Fact, ...]


def inferred_revenue(
    facts: Sequence[Fact],
    peers: Mapping[str, Sequence[Fact]],
    conversion: Conversion,
    day: date,
) -> Assumed | Missing:
    """Return a range of yearly revenue by analogy, or why none can be inferred."""
    users = [
        f
        for f in facts
        if f.attribute == "users"
        and f.basis == "mau"
        and f.distribution is not None
        and f.standing == "fact"
        and timedelta(0) <= day - f.held_on <= USERS_RECENT
    ]
    found = [p for p in (_per_user(s, f, conversion) for s, f in peers.items()) if p]
    missing = "revenue of any recent period, or a run rate"
    if not users or not found:
        lacking = "monthly users" if not users else "a peer that files revenue per user"
        return Missing(
            name="revenue",
            reason=f"none is public, and none can be inferred without {lacking}",
            need=missing,
        )
    stated = [f.distribution.central for f in users if f.distribution is not None]
    low_users = min(stated)
    high_users = max(*stated, *(c.number_high or Decimal(0) for f in users for c in f.accepted))
    low = min(low_users * p.per_user + PLATFORM_SHARE[0] * p.platform for p in found)
    high = max(high_users * p.per_user + PLATFORM_SHARE[1] * p.platform for p in found)
    words = "; ".join(
        f"{p.slug}: {short(p.per_user)} {conversion.currency} a monthly user and year, platform "
        f"{short(p.platform)} a year"
        for p in found
    )
    inner = f"{short(low, 2)} to {short(high, 2)} {conversion.currency}"
    used = tuple(f"fact:{f.id}" for f in (*users, *(f for p in found for f in p.facts)))
    return Assumed(
        name="revenue",
        unit=conversion.currency,
        distribution=Between(
            _rounded(low / WIDENING), _rounded(high * WIDENING), middle=(low * high).sqrt()
        ),
        source=(
            f"by analogy: {short(low_users)} to {short(high_users)} monthly users × {words}; "
            f"{inner}, widened {WIDENING} times at both ends"
        ),
        reason="no revenue is public",
        lineage=used,
    )


def _per_user(slug: str, facts: Sequence[Fact], conversion: Conversion) -> _PerUser | None:
    users = [f for f in facts if f.attribute == "users" and f.basis == "mau" and f.period]
    for count in sorted(users, key=lambda f: f.held_on, reverse=True):
        parts = {
            f.of: f for f in facts if f.attribute == "revenue" and f.of and f.period == count.period
        }
        consumer = next((f for of, f in parts.items() if of in CONSUMER), None)
        platform = next((f for of, f in parts.items() if of in PLATFORM), None)
        if consumer is None or count.distribution is None or count.period is None:
            continue
        factor = Decimal(12) / count.period.span.months
        earned = conversion.flow(consumer)
        beside = conversion.flow(platform) if platform is not None else None
        if earned is None:
            continue
        return _PerUser(
            slug,
            earned[0].central * factor / count.distribution.central,
            beside[0].central * factor if beside is not None else Decimal(0),
            (consumer, count) if platform is None else (consumer, platform, count),
        )
    return None


def _rounded(value: Decimal) -> Decimal:
    """Round to one of 1, 1.5, 2, 3, 5, 7, 10 of its size; a range by analogy has no digits."""
    size = Decimal(1).scaleb(value.adjusted())
    marks = [Decimal(m) for m in ("1", "1.5", "2", "3", "5", "7", "10")]
    return min((mark * size for mark in marks), key=lambda m: abs(m - value))
