"""How much of an answer rests on claims that a machine read and nobody has decided on."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import replace

from pricedin.claims.claim import Claim
from pricedin.company.company import Company
from pricedin.company.figure import Assumed
from pricedin.facts.fact import Fact
from pricedin.measures.inquiry import Inquiry
from pricedin.measures.measure import Measure, Unreviewed


def counted(function: Callable[[Inquiry], Measure]) -> Callable[[Inquiry], Measure]:
    """Return the measure with the count of its facts that rest on unreviewed claims."""

    @functools.wraps(function)
    def measure(inquiry: Inquiry) -> Measure:
        made = function(inquiry)
        return replace(made, unreviewed=unreviewed(facts_behind(made, inquiry), inquiry.company))

    return measure


def unreviewed(facts: Iterable[Fact], company: Company) -> Unreviewed:
    """Count the facts with an unreviewed claim, and those with no other."""
    unseen = company.view.unreviewed
    counts = [unseen_claims(fact, unseen) for fact in facts]
    return Unreviewed(
        facts=sum(some > 0 for some, _ in counts),
        only=sum(some == whole for some, whole in counts),
        of=len(counts),
    )


def unseen_claims(fact: Fact, unseen: frozenset[str]) -> tuple[int, int]:
    """Return how many of the claims that a fact rests on are unreviewed, and how many there are.

    An open fact is a mixture of its rivals and rests on them too.
    """
    claims: tuple[Claim, ...] = fact.claims if fact.resolution == "open" else fact.accepted
    if not unseen:
        return 0, len(claims)
    return sum(claim.uid in unseen for claim in claims), len(claims)


def facts_behind(measure: Measure, inquiry: Inquiry) -> tuple[Fact, ...]:
    """Return the facts that the numbers of a measure rest on, through numbers and assumptions."""
    judged = inquiry.company.judgement
    facts = {fact.id: fact for fact in (*judged.facts, *judged.talks)}
    lineages = {q.id: q.lineage for q in measure.all_quantities()}
    queue = list(lineages)
    assumed: dict[str, tuple[str, ...]] | None = None
    seen: set[str] = set()
    found: dict[str, Fact] = {}
    while queue:
        name = queue.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in lineages:
            queue += lineages[name]
        elif name.startswith("assumption:"):
            if assumed is None:  # drawn already by the measure that names them
                figures = inquiry.futures().figures.figures()
                assumed = {f.id: f.lineage for f in figures if isinstance(f, Assumed)}
            queue += assumed.get(name, ())
        else:
            fact = facts.get(name.removeprefix("fact:"))
            if fact is not None:
                found[fact.id] = fact
    return tuple(found[name] for name in sorted(found))
