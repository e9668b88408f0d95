"""Subjects: companies, sectors and currency pairs, with the names they go by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from pricedin.claims.rows import slug_of

SubjectKind = Literal["company", "sector", "currency"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRecord:
    """A company, sector or currency pair that claims are about."""

    slug: str
    name: str
    kind: SubjectKind = "company"
    sector: str = ""
    currency: str = ""
    aliases: tuple[str, ...] = ()


def renewed(old: SubjectRecord | None, new: SubjectRecord) -> SubjectRecord:
    """Return the newer record of a subject; aliases accumulate, what is blank stays as it was."""
    if old is None:
        return new
    return SubjectRecord(
        slug=new.slug,
        name=new.name or old.name,
        kind=new.kind,
        sector=new.sector or old.sector,
        currency=new.currency or old.currency,
        aliases=tuple(dict.fromkeys((*old.aliases, *new.aliases))),
    )


def joined(root: SubjectRecord, other: SubjectRecord) -> SubjectRecord:
    """Return the record of two that are one; what the first leaves blank the other fills."""
    # A slug that is only the name in small letters tells a reader nothing.
    slug = () if other.slug == slug_of(other.name) else (other.slug,)
    names = (*root.aliases, other.name, *other.aliases, *slug)
    return replace(
        root,
        sector=root.sector or other.sector,
        currency=root.currency or other.currency,
        aliases=tuple(n for n in dict.fromkeys(names) if n not in (root.name, root.slug)),
    )
