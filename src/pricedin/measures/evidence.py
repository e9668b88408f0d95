"""What rests on what: grades, origins, disputes, and what is set aside."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from pricedin.claims.claim import Claim, in_words
from pricedin.company.company import Company
from pricedin.facts.fact import Fact
from pricedin.facts.grade import GRADES, LEAST_ERROR, MEANING
from pricedin.measures.inquiry import Inquiry
from pricedin.measures.load import narrative_load
from pricedin.measures.measure import Cell, Measure, Quantity, Table
from pricedin.units import plural

NAME = "evidence"
QUESTION = "What rests on what, and what is disputed?"


def evidence(inquiry: Inquiry) -> Measure:
    """Count grades and origins, and list disputes with their reasons."""
    company = inquiry.company
    mine = [c for c in company.view.claims if c.subject == company.record.slug]
    relevant = _relevant(company)
    counts = Counter(c.grade for c in relevant)
    weak = sum(counts[g] for g in ("D", "E"))
    pages = {c.document.id for c in relevant}
    origins = {c.origin_name for c in relevant}
    share = Quantity(
        id="evidence.share_d_e",
        label="share of claims graded D or E",
        value=Decimal(weak) / max(1, len(relevant)),
        unit="fraction",
        formula=f"{weak} of {len(relevant)} claims on the company and its peers",
    )
    unseen = sum(c.uid in company.view.unreviewed for c in relevant)
    disputes = _disputes(company)
    load = narrative_load(inquiry)
    labels = [f for f in (*company.facts, *company.talks) if len(f.labels) > 1 or _mixed(f)]
    return Measure(
        name=NAME,
        question=QUESTION,
        answer=share,
        sentence=(
            f"{plural(len(mine), 'claim')} on {company.record.name} and "
            f"{len(relevant) - len(mine)} on its peers and sector, from "
            f"{plural(len(pages), 'page')} and {plural(len(origins), 'origin')}; {weak} graded D "
            f"or E, {len(disputes)} not followed, each with its reason."
            f"{_unreviewed_words(unseen, len(relevant))}{load.sentence}"
        ),
        basis=f"as {company.as_of.basis} on {company.as_of.known_at}",
        tables=(
            Table(
                id="evidence.grades",
                title="Claims by grade",
                columns=("grade", "what it is", "claims", "least error"),
                rows=tuple(
                    (g, MEANING[g], str(counts[g]), f"{LEAST_ERROR[g]:.0%}") for g in GRADES
                ),
                note="the least error is an assumption: a confident rumour is not exact",
            ),
            Table(
                id="evidence.disputes",
                title="Claims that were not followed, and why",
                columns=("claim", "about", "says", "grade", "reason"),
                rows=tuple(disputes),
            ),
            Table(
                id="evidence.labels",
                title="Headlines whose label is not agreed",
                columns=("event", "headline", "pre-money by", "post-money by", "neither by"),
                rows=tuple(_label_row(f) for f in labels),
            ),
            *load.tables,
        ),
        quantities=(*_unreviewed_share(unseen, len(relevant)), *load.quantities),
        notes=tuple(str(p) for p in company.problems),
    )


def _unreviewed_share(unseen: int, of: int) -> tuple[Quantity, ...]:
    """Return the share of claims that nobody decided on, or nothing where there are none."""
    if not unseen:
        return ()
    return (
        Quantity(
            id="evidence.share_unreviewed",
            label="share of claims unreviewed",
            value=Decimal(unseen) / of,
            unit="fraction",
            formula=f"{unseen} of {of} claims were read by a machine and decided on by nobody",
        ),
    )


def _unreviewed_words(unseen: int, of: int) -> str:
    if not unseen:
        return ""
    return f" {plural(unseen, 'claim')} of {of} {'is' if unseen == 1 else 'are'} unreviewed."


def _relevant(company: Company) -> list[Claim]:
    slugs = {company.record.slug, *(p.record.slug for p in company.peers)}
    slugs |= {f.subject for f in company.sector_facts}
    slugs |= {m.name for m in company.uncompared}
    return [c for c in company.view.claims if c.subject in slugs]


def _disputes(company: Company) -> list[tuple[Cell, ...]]:
    """Claims on the company that were not followed, and those on peers that were set aside."""
    rows: list[tuple[Cell, ...]] = []
    judged = company.judgement
    slugs = {company.record.slug, *(p.record.slug for p in company.peers)}
    for fact in (*judged.facts, *judged.talks):
        if fact.subject not in slugs:
            continue
        for rejected in fact.rejected:
            rows.append(_dispute(rejected.claim, fact.id, rejected.reason))
    for aside in judged.set_aside:
        if aside.claim.subject in slugs:
            rows.append(_dispute(aside.claim, aside.claim.subject, aside.reason))
    return rows


def _dispute(claim: Claim, about: str, reason: str) -> tuple[Cell, ...]:
    value = in_words(claim.value)
    if claim.high is not None:
        value += f" to {in_words(claim.high)}"
    return claim.ref, about, value, claim.grade, reason


def _mixed(fact: Fact) -> bool:
    """True for a valuation some call by a label and others by none."""
    return bool(fact.labels) and any(c.attribute == "valuation" for c in fact.accepted)


def _label_row(fact: Fact) -> tuple[Cell, ...]:
    def names(claims: tuple[Claim, ...]) -> str:
        return ", ".join(sorted({f"{c.origin_name} ({c.grade})" for c in claims})) or "nobody"

    silent = tuple(c for c in fact.accepted if c.attribute == "valuation")
    return (
        fact.event or fact.id,
        str(fact.value),
        names(fact.labels.get("pre", ())),
        names(fact.labels.get("post", ())),
        names(silent),
    )
