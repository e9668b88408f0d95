"""Any number to its tree: quantities, assumptions, facts, claims, quoted words.

Every id that stands in a lineage opens here: a quantity, ``fact:…``, a claim's ref,
``assumption:…``, ``table:…``, ``fx:…``, ``method:…``, or the name of a measure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pricedin.claims.claim import Claim, in_words
from pricedin.company.figure import Assumed
from pricedin.dossier.dossier import Dossier
from pricedin.errors import NotFoundError, PricedinError
from pricedin.facts.decisions import Decision
from pricedin.facts.distribution import interval
from pricedin.facts.fact import Fact
from pricedin.facts.review import Item
from pricedin.facts.texts import Passage
from pricedin.fx import rate_of
from pricedin.measures.measure import Measure, Quantity
from pricedin.measures.unreviewed import unseen_claims
from pricedin.reference import table
from pricedin.units import percent, short, significant

if TYPE_CHECKING:
    from pricedin.simulation.assumptions import Assumption

MAX_DEPTH = 12

METHODS = {
    "method:record": "simulation of revenue, costs, cash and stopping on the record of listed "
    "companies, 40 quarters, fairly priced new money (docs: methods/record)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One line of a tree, and what it rests on; `passage` is a claim's quote in its context."""

    id: str
    kind: str
    title: str
    text: str = ""
    quote: str = ""
    url: str = ""
    passage: Passage | None = None
    children: tuple[Node, ...] = ()


def explain(dossier: Dossier, name: str) -> Node:
    """Return the tree behind a number, fact or claim.

    Raises
    ------
    NotFoundError
        Offering near ids.
    """
    return Explainer(dossier).node(name)


class Explainer:
    """Opens ids of one dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.quantities = dossier.quantities()
        judged = dossier.company.judgement
        self.facts = {f.id: f for f in (*judged.facts, *judged.talks)}
        self.claims = {c.ref: c for c in dossier.company.view.claims}
        self.reasons = {
            r.claim.ref: r.reason
            for r in (*judged.set_aside, *(r for f in self.facts.values() for r in f.rejected))
        }
        self.unseen = dossier.company.view.unreviewed
        self._lists: tuple[dict[str, Assumed], dict[str, Assumption]] | None = None

    @property
    def assumed(self) -> dict[str, Assumed]:
        """Figures that are assumed, by id."""
        return self._listed()[0]

    @property
    def parameters(self) -> dict[str, Assumption]:
        """Parameters of the simulation, by id."""
        return self._listed()[1]

    def _listed(self) -> tuple[dict[str, Assumed], dict[str, Assumption]]:
        if self._lists is None:
            futures = self.dossier.inquiry.futures()
            figures = {f.id: f for f in futures.figures.figures() if isinstance(f, Assumed)}
            self._lists = figures, {a.id: a for a in futures.assumptions.values()}
        return self._lists

    def known_ids(self) -> list[str]:
        """Return every id that opens."""
        return [
            *self.dossier.measures,
            *self.quantities,
            *(f"fact:{f}" for f in self.facts),
            *self.claims,
            *self.dossier.records.rejected,
            *self.assumed,
            *self.parameters,
        ]

    def node(self, name: str, depth: int = 0) -> Node:
        """Return the tree of one id."""
        found = self._open(name, depth)
        if found is None:
            raise NotFoundError.near("number, fact or claim", name, self.known_ids())
        return found

    def _children(self, ids: tuple[str, ...], depth: int) -> tuple[Node, ...]:
        if depth >= MAX_DEPTH:
            return ()
        nodes = []
        for child in dict.fromkeys(ids):
            found = self._open(child, depth + 1)
            if found is None:
                found = Node(id=child, kind="unknown", title=child, text="not in this dossier")
            nodes.append(found)
        return tuple(nodes)

    def _open(self, name: str, depth: int) -> Node | None:
        kind, _, rest = name.partition(":")
        if name in self.dossier.measures:
            return self._measure(self.dossier.measures[name], depth)
        if name in self.quantities:
            return self._quantity(self.quantities[name], depth)
        if kind == "fact" and rest in self.facts:
            return self._fact(self.facts[rest], depth)
        if name in self.facts:
            return self._fact(self.facts[name], depth)
        if name in self.claims:
            return self.claim(self.claims[name])
        if name in self.dossier.records.rejected:
            item = self.dossier.records.rejected[name]
            return replace(_rejected(item), passage=self.dossier.records.passages.get(item.uid))
        if kind == "assumption":
            return self._any_assumption(name, depth)
        if kind == "class":
            return self._class(rest, depth)
        if kind == "table":
            return _table(rest)
        if kind == "fx":
            return self._rate(name)
        if name in METHODS:
            return Node(id=name, kind="method", title=METHODS[name])
        if kind == "typed":
            return Node(
                id=name,
                kind="typed",
                title=f"typed: {self.dossier.price.headline}",
                text="a question put to the evidence, not a fact",
            )
        return None

    def _measure(self, measure: Measure, depth: int) -> Node:
        ids = [measure.answer.id] if isinstance(measure.answer, Quantity) else []
        ids += [q.id for q in measure.all_quantities() if q.id not in ids]
        return Node(
            id=measure.name,
            kind="measure",
            title=measure.question,
            text=measure.sentence,
            children=self._children(tuple(ids), depth),
        )

    def _quantity(self, quantity: Quantity, depth: int) -> Node:
        return Node(
            id=quantity.id,
            kind="number",
            title=f"{quantity.label} = {show(quantity)}",
            text=quantity.formula,
            children=self._children(quantity.lineage, depth),
        )

    def _fact(self, fact: Fact, depth: int) -> Node:
        known = ""
        if fact.distribution is not None:
            low, high = interval(fact.distribution)
            known = f"{fact.distribution.words}"
            if high > low:
                known += f", 80% between {short(low)} and {short(high)}"
        flags = "".join(f"; {flag}" for flag in (*fact.flags, *self.unreviewed(fact)))
        children = tuple(self.claim(c) for c in fact.accepted)
        children += tuple(self.claim(r.claim, f"not followed: {r.reason}") for r in fact.rejected)
        told = "fact" if fact.standing == "fact" else fact.status.replace("_", " ")
        return Node(
            id=f"fact:{fact.id}",
            kind="fact",
            title=f"{fact.id.replace('_', ' ')} = {in_words(fact.value)} [{fact.grade}]",
            text=f"{told}, held on {fact.held_on}, public from {fact.public_from}; {known}; "
            f"{fact.reason}; {fact.resolution}{flags}".replace("; ;", ";"),
            children=children,
        )

    def unreviewed(self, fact: Fact) -> tuple[str, ...]:
        """Return a flag for a fact that rests on unreviewed claims, or nothing."""
        return unreviewed_flag(fact, self.unseen)

    def claim(self, claim: Claim, note: str = "") -> Node:
        """Return the leaf of a claim, with its context and what was decided on it."""
        if not note and claim.ref in self.reasons:
            note = f"not followed: {self.reasons[claim.ref]}"
        records, uid = self.dossier.records, claim.uid if self._is_annotated else ""
        notes = [note] if note else []
        if uid in self.unseen:
            notes.append("unreviewed")
        elif uid in records.decisions:
            notes.append(decided(records.decisions[uid]))
        leaf = claim_node(claim, "; ".join(notes))
        return replace(
            leaf,
            passage=records.passages.get(uid),
            children=tuple(_superseded(item) for item in records.earlier.get(uid, ())),
        )

    @property
    def _is_annotated(self) -> bool:
        """False where nothing is kept beside any claim, so that no uid need be made."""
        r = self.dossier.records
        return bool(self.unseen or r.passages or r.decisions or r.earlier)

    def _assumption(self, assumed: Assumed, depth: int) -> Node:
        low, high = interval(assumed.distribution)
        return Node(
            id=assumed.id,
            kind="assumption",
            title=f"assumed {assumed.name.replace('_', ' ')} = "
            f"{_number(assumed.distribution.central, assumed.unit)} {_unit(assumed.unit)}",
            text=f"80% between {_number(low, assumed.unit)} and {_number(high, assumed.unit)}; "
            f"{assumed.reason}; {assumed.source}",
            children=self._children(assumed.lineage, depth),
        )

    def _any_assumption(self, name: str, depth: int) -> Node | None:
        if name in self.assumed:
            return self._assumption(self.assumed[name], depth)
        found = self.parameters.get(name)
        if found is None:
            return self._growth_parameter(name.removeprefix("assumption:"))
        low, high = (_number(v, found.unit) for v in (found.low, found.high))
        return Node(
            id=name,
            kind="assumption",
            title=f"assumed {found.key.replace('_', ' ')} = {significant(found.value)}, "
            f"{found.unit}",
            text=f"80% between {low} and {high}; {found.reference}; public from "
            f"{found.public_from}; change it with --assume {found.key}=…",
            children=self._children((found.table,), depth) if found.table else (),
        )

    def _growth_parameter(self, key: str) -> Node | None:
        lead = self.dossier.inquiry.futures().lead
        name = key.removeprefix("growth.")
        if not key.startswith("growth.") or not hasattr(lead.parameters, name):
            return None
        low, high = lead.interval(name)
        value = float(getattr(lead.parameters, name))
        return Node(
            id=f"assumption:{key}",
            kind="assumption",
            title=f"growth law, {name.replace('_', ' ')} = {significant(value)}",
            text=f"80% between {significant(low)} and {significant(high)}; {lead.reference}; "
            f"change it with --assume {key}=…",
            children=self._children((lead.table,), MAX_DEPTH - 1),
        )

    def _class(self, name: str, depth: int) -> Node | None:
        for found in self.dossier.inquiry.futures().classes:
            if found.name == name:
                return Node(
                    id=f"class:{name}",
                    kind="class",
                    title=f"reference class: {found.title}",
                    text=f"{found.reference}. {found.note}",
                    children=self._children((found.table, *found.lineage), depth),
                )
        return None

    def _rate(self, name: str) -> Node | None:
        try:
            rate = rate_of(name, self.dossier.company.conversion.rates)
        except (PricedinError, ValueError):
            return None
        return Node(id=name, kind="rate", title=str(rate))


def claim_node(claim: Claim, note: str = "") -> Node:
    """Return the leaf of a claim: quoted words, or its paraphrase marked as such."""
    document = claim.document
    relay = f", relaying {claim.origin}" if claim.relay else ""
    text = (
        f"{claim.attribute.replace('_', ' ')} {in_words(claim.value)}"
        f"{'' if claim.high is None else ' to ' + in_words(claim.high)}"
        f", {claim.qualifier.replace('_', ' ')}, {claim.status.replace('_', ' ')}"
    )
    if claim.quote is not None:
        place = (
            f" (characters {claim.quote.start:,}–{claim.quote.end:,})"
            if claim.quote.start is not None and claim.quote.end is not None
            else ""
        )
        quote = f"“{claim.quote.text}”{place}"
    else:
        quote = f"paraphrase: {claim.paraphrase}" if claim.paraphrase else ""
    return Node(
        id=claim.ref,
        kind="claim",
        title=f"{document.name}, {document.published} [{claim.grade}]{relay}",
        text=f"{text}; {note}" if note else text,
        quote=quote,
        url=document.url,
    )


def decided(decision: Decision) -> str:
    """Say what was decided, by whom, when and why.

    A correction is told of the claim that it put in place.
    """
    words = {"accept": "accepted", "reject": "rejected", "correct": "corrected"}
    who = f" by {decision.by}" if decision.by else ""
    why = f": {decision.why}" if decision.why else ""
    told = words.get(decision.choice, decision.choice)
    return f"{told}{who} on {decision.recorded_at.date()}{why}"


def unreviewed_flag(fact: Fact, unseen: frozenset[str]) -> tuple[str, ...]:
    """Return what a fact's row says of unreviewed claims, or nothing."""
    some, whole = unseen_claims(fact, unseen)
    if not some:
        return ()
    return ("unreviewed",) if some == whole else (f"{some} of {whole} claims unreviewed",)


def _superseded(item: Item) -> Node:
    """Return the leaf of a claim that a correction superseded."""
    note = "superseded" if item.decision is None else f"superseded, {decided(item.decision)}"
    return replace(claim_node(item.claim, note), kind="superseded")


def _rejected(item: Item) -> Node:
    """Return the leaf of a claim that was rejected: it takes no part, and still opens."""
    note = "rejected" if item.decision is None else decided(item.decision)
    return claim_node(item.claim, note)


def _table(name: str) -> Node | None:
    try:
        found = table(name)
    except NotFoundError:
        return None
    return Node(
        id=found.id,
        kind="table",
        title=f"{found.name}: {found.sample}",
        text=f"method: {found.method}. Bias: {found.bias}. Public from "
        f"{'the day that each row names' if found.public_from == date.min else found.public_from}. "
        f"Source: {found.source}",
    )


def show(quantity: Quantity) -> str:
    """Print a quantity with unit, interval and standard error, no finer than the error allows."""
    return " ".join(part for part in show_parts(quantity) if part)


def show_parts(quantity: Quantity) -> tuple[str, str]:
    """Return the number with its unit, and its interval and error, apart."""
    value = quantity.words or _number(quantity.value, quantity.unit, quantity.standard_error)
    unit = "" if quantity.words else _unit(quantity.unit)
    beside = []
    if quantity.interval is not None:
        low = _number(quantity.interval.low, quantity.unit, quantity.standard_error)
        high = _number(quantity.interval.high, quantity.unit, quantity.standard_error)
        if low != high:
            level = "range" if quantity.interval.level == 1 else f"{quantity.interval.level:.0%}"
            beside.append(f"({level} {low} to {high})")
    if quantity.standard_error:
        beside.append(f"± {_number(quantity.standard_error, quantity.unit, digits=2)}")
    return f"{value} {unit}".strip(), " ".join(beside)


def _unit(unit: str) -> str:
    return {"fraction": "", "fraction a year": "a year", "x": "×", "count": ""}.get(unit, unit)


def _number(
    value: Decimal | float, unit: str, standard_error: float | None = None, digits: int = 3
) -> str:
    if standard_error and value:
        from math import floor, log10

        size = abs(float(value)) / abs(float(standard_error))
        digits = max(1, min(3, 1 + floor(log10(size)))) if size >= 1 else 1
    if unit.startswith("fraction"):
        return percent(value, digits)
    if unit in ("x", "months", "count", "years"):
        return significant(value, digits)
    return short(value, digits)
