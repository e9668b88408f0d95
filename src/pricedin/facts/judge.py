"""The judge: from claims about one thing and time to a fact, with its rivals and the reason.

The rule, in order:

1. *Status.* What the best grade says decides whether a thing has happened. Talks, plans and
   denials never become facts; a rumour is admitted at grade D at best.
2. *Identities.* A claim that an identity contradicts is set aside, with the identity as reason.
3. *Agreement.* Claims that can be prints of one figure stand together. Support counts origins:
   ten relays of one origin are one.
4. *Choice.* Better grade, then support by an identity, then more origins, then the later report.
5. *What is left.* A rival of lower grade is rejected; one of the same grade and standing stays,
   and the fact is a mixture of both, open.

Labels are not rivals: pre- and post-money readings of one headline are kept side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import get_args

from pricedin.claims.claim import Claim, Grade, Status
from pricedin.claims.vocabulary import LISTED_PRICES
from pricedin.errors import Problem
from pricedin.facts.checks import Finding, findings
from pricedin.facts.distribution import AtLeast, AtMost, Between, Distribution, Mixture, Stated
from pricedin.facts.fact import Fact, Label, Rejected
from pricedin.facts.grade import GRADES, POINTS, error_of, rank
from pricedin.facts.topics import Topic, agrees, in_currency_of, topics
from pricedin.fx import Rates

HAPPENED: tuple[Status, ...] = ("closed", "announced", "rumoured")
_STATUS_ORDER: tuple[str, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Facts, talks, and claims about which nothing could be believed.

    `unreviewed` are the uids of claims among them that nobody has decided on, where asked for.
    """

    facts: tuple[Fact, ...]
    talks: tuple[Fact, ...]
    set_aside: tuple[Rejected, ...]
    problems: tuple[Problem, ...] = ()
    unreviewed: frozenset[str] = frozenset()

    def get(self, fact_id: str) -> Fact | None:
        """Return the fact or talk of this id."""
        return next((f for f in (*self.facts, *self.talks) if f.id == fact_id), None)

    def of(self, subject: str, attribute: str | None = None) -> tuple[Fact, ...]:
        """Return the facts about `subject`, or only those of one attribute."""
        return tuple(
            f
            for f in self.facts
            if f.subject == subject and (attribute is None or f.attribute == attribute)
        )


def judge(claims: Sequence[Claim], rates: Rates) -> Judgement:
    """Weigh `claims`, which are all that was known at one moment."""
    found = findings(claims, rates)
    facts: list[Fact] = []
    talks: list[Fact] = []
    aside: list[Rejected] = []
    for topic in topics(claims, rates):
        for result in _judge_topic(topic, found, rates):
            if isinstance(result, Rejected):
                aside.append(result)
            elif result.standing == "fact":
                facts.append(result)
            else:
                talks.append(result)
    return Judgement(tuple(facts), tuple(talks), tuple(aside))


def effective_grade(claim: Claim) -> Grade:
    """Return the grade, D at best for a rumour."""
    if claim.status == "rumoured" and rank(claim.grade) < rank("D"):
        return "D"
    return claim.grade


def _judge_topic(
    topic: Topic, found: dict[str, list[Finding]], rates: Rates
) -> Iterable[Fact | Rejected]:
    sound, rejected = _set_aside(topic.claims, found)
    if not sound:
        return rejected
    status, told_as_done = _status(sound)
    if status in HAPPENED:
        standing = [c for c in sound if c.status in HAPPENED]
        rejected += [
            Rejected(c, f"{c.status.replace('_', ' ')}: overtaken by what was done")
            for c in sound
            if c.status not in HAPPENED
        ]
    else:
        standing = sound
    groups = _agreeing(standing, rates)
    groups.sort(key=lambda group: _standing(group, found))
    chosen, rest = groups[0], groups[1:]
    fact = _fact(topic, chosen, rest, found, rates, status)
    rejected += [
        Rejected(c, reason) for group in rest for c, reason in _refused(group, chosen, fact)
    ]
    flags = list(fact.flags)
    if told_as_done and status not in HAPPENED:
        names = ", ".join(sorted({c.document.name for c in told_as_done}))
        flags.append(f"told as done by {names}, against a better grade")
    if status == "rumoured":
        flags.append("rumoured, not confirmed")
    return [_with(fact, rejected=tuple(rejected), flags=tuple(flags))]


def _set_aside(
    claims: Sequence[Claim], found: dict[str, list[Finding]]
) -> tuple[list[Claim], list[Rejected]]:
    sound: list[Claim] = []
    rejected: list[Rejected] = []
    for claim in claims:
        against = [f for f in found.get(claim.uid, ()) if not f.holds]
        if against:
            rejected.append(Rejected(claim, against[0].reason))
        else:
            sound.append(claim)
    return sound, rejected


def _status(claims: Sequence[Claim]) -> tuple[Status, list[Claim]]:
    """Return the status by the best grade, and worse graded claims that tell it as done."""
    best = min(rank(effective_grade(c)) for c in claims)
    leaders = [c for c in claims if rank(effective_grade(c)) == best]
    done = [c for c in leaders if c.status in HAPPENED]
    # Of equals the later report counts: done overtakes the talks before it, not those after.
    other = [c for c in leaders if c.status not in HAPPENED]
    if done and other and _latest(other) > _latest(done):
        done = []
    pool = done or other or leaders
    status = min((c.status for c in pool), key=_STATUS_ORDER.index)
    others = [c for c in claims if c.status in HAPPENED and c not in pool]
    return status, others


def _latest(claims: Iterable[Claim]) -> date:
    return max(c.document.published for c in claims)


def _agreeing(claims: Sequence[Claim], rates: Rates) -> list[list[Claim]]:
    """Group claims that can be prints of one figure, around the best of each group.

    An exact figure heads a group before a bound, so that a bound joins what it bounds.
    """
    bounds = ("at_least", "at_most")
    order = sorted(
        claims,
        key=lambda c: (
            rank(effective_grade(c)),
            c.qualifier in bounds,
            c.qualifier == "approx",
            c.high is not None,
            -_digits(c),
        ),
    )
    groups: list[list[Claim]] = []
    for claim in order:
        for group in groups:
            if agrees(claim, group[0], rates):
                group.append(claim)
                break
        else:
            groups.append([claim])
    return groups


def _digits(claim: Claim) -> int:
    """How precisely it is printed; of equals the more precise print leads."""
    number = claim.number
    return 0 if number is None else len(number.normalize().as_tuple().digits)


def _standing(group: Sequence[Claim], found: dict[str, list[Finding]]) -> tuple[object, ...]:
    """Order of a group among its rivals; the least comes first."""
    supported = any(f.holds for c in group for f in found.get(c.uid, ()))
    best = min(rank(effective_grade(c)) for c in group)
    latest = max(c.document.published for c in group)
    return best, not supported, -len(_origins(group)), -latest.toordinal(), group[0].ref


def _origins(group: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(sorted({c.origin_name for c in group}))


def _fact(
    topic: Topic,
    chosen: list[Claim],
    rest: list[list[Claim]],
    found: dict[str, list[Finding]],
    rates: Rates,
    status: Status,
) -> Fact:
    lead = chosen[0]
    grade = GRADES[min(rank(effective_grade(c)) for c in chosen)]
    rivals = [g for g in rest if _is_equal_rival(g, chosen, found)]
    distribution = _distribution(lead, grade, chosen, rates)
    listed = lead.attribute in LISTED_PRICES
    if distribution is not None and rivals and not listed:
        parts = [(_weight(chosen), distribution)]
        for group in rivals:
            part = _distribution(group[0], grade, group, rates, unit_of=lead)
            if part is not None:
                parts.append((_weight(group), part))
        distribution = Mixture(tuple(parts)) if len(parts) > 1 else distribution
    contested = bool(rest)
    open_ = bool(rivals) and not listed
    return Fact(
        id=topic.id,
        subject=lead.subject,
        attribute="valuation" if lead.attribute.endswith("_valuation") else lead.attribute,
        value=lead.value,
        unit=lead.unit,
        distribution=distribution,
        qualifier=lead.qualifier,
        status=status,
        standing="fact" if status in HAPPENED else "talk",
        grade=grade,
        held_on=min((c.held_on for c in chosen if c.grade == grade), default=lead.held_on),
        public_from=min(c.public_from for c in chosen),
        event=lead.event,
        basis=lead.basis,
        of=lead.of,
        party=lead.party,
        role=lead.role,
        period=lead.period,
        accepted=tuple(chosen),
        origins=_origins(chosen),
        resolution="open" if open_ else "resolved" if contested else "uncontested",
        reason=_reason(chosen, rest, found, grade, open_=open_),
        flags=tuple(
            f"identity holds: {f.reason}"
            for f in _unique(f for c in chosen for f in found.get(c.uid, ()) if f.holds)
        ),
        labels=_labels(chosen),
    )


def _with(fact: Fact, **changes: object) -> Fact:
    from dataclasses import replace

    return replace(fact, **changes)  # type: ignore[arg-type]


def _unique(found: Iterable[Finding]) -> list[Finding]:
    return list({f.reason: f for f in found}.values())


def _is_equal_rival(
    group: Sequence[Claim], chosen: Sequence[Claim], found: dict[str, list[Finding]]
) -> bool:
    mine, theirs = _standing(group, found), _standing(chosen, found)
    return mine[:2] == theirs[:2]


def _weight(group: Sequence[Claim]) -> Decimal:
    """Sum of points over independent origins, each at its best grade."""
    best: dict[str, Decimal] = {}
    for claim in group:
        points = POINTS[effective_grade(claim)]
        best[claim.origin_name] = max(points, best.get(claim.origin_name, Decimal(0)))
    return sum(best.values(), Decimal(0))


def _distribution(
    claim: Claim,
    grade: Grade,
    group: Sequence[Claim],
    rates: Rates,
    unit_of: Claim | None = None,
) -> Distribution | None:
    """Return what the group knows of the number, in the unit of its lead (or of `unit_of`)."""
    number, high = claim.number, claim.number_high
    if number is None:
        return None
    if unit_of is not None and claim.unit != unit_of.unit:
        converted = in_currency_of(claim, unit_of, rates)
        if converted is None or not number:
            return None
        factor = converted / number
        number, high = converted, None if high is None else high * factor
    error = error_of(grade, claim.qualifier)
    # Independent origins that agree narrow the error, by the root of their count and no more.
    count = len(_origins(c for c in group if effective_grade(c) == grade))
    error /= max(1, count) ** 0.5
    if high is not None:
        spread = Decimal(str(1 + error))
        return Between(number / spread if number > 0 else number * spread, high * spread)
    if claim.qualifier == "at_least":
        return AtLeast(number, error)
    if claim.qualifier == "at_most":
        return AtMost(number, error)
    return Stated(number, error, claim.qualifier)


def _refused(
    group: Sequence[Claim], chosen: Sequence[Claim], fact: Fact
) -> Iterable[tuple[Claim, str]]:
    lead = chosen[0]
    for claim in group:
        if lead.attribute in LISTED_PRICES and rank(claim.grade) == rank(lead.grade):
            yield claim, "another moment of the same day, or another source's count of shares"
        elif _other_side(claim, fact):
            yield claim, "no conflict: the same round on the other side of its new money"
        elif rank(effective_grade(claim)) > rank(fact.grade):
            yield (
                claim,
                f"grade {effective_grade(claim)} against {fact.grade}: {lead.document.name} "
                f"says {lead.value}",
            )
        elif fact.resolution == "open":
            yield claim, f"rival of equal standing, kept in the mixture beside {lead.value}"
        else:
            yield claim, f"an identity or more origins stand behind {lead.value}"


def _other_side(claim: Claim, fact: Fact) -> bool:
    """True if pre- and post-money of one round both stand, by an identity."""
    names = {"pre_money_valuation", "post_money_valuation"}
    return {claim.attribute, fact.accepted[0].attribute} == names and any(
        " before + " in flag for flag in fact.flags
    )


def _reason(
    chosen: Sequence[Claim],
    rest: Sequence[Sequence[Claim]],
    found: dict[str, list[Finding]],
    grade: Grade,
    *,
    open_: bool,
) -> str:
    lead = chosen[0]
    origins = _origins(chosen)
    support = f"{len(chosen)} claim{'s' * (len(chosen) > 1)} of {len(origins)} origin" + "s" * (
        len(origins) > 1
    )
    text = f"grade {grade}, {support} ({', '.join(origins[:4])})"
    if not rest:
        return text
    if open_:
        return f"{text}; rivals of the same standing are kept as a mixture"
    if any(f.holds for c in chosen for f in found.get(c.uid, ())):
        return f"{text}; an identity supports it against {len(rest)} other figure(s)"
    return f"{text}; preferred to {len(rest)} other figure(s) by grade, origins or date" + (
        "" if lead.relay else ", in its own words"
    )


def _labels(chosen: Sequence[Claim]) -> dict[Label, tuple[Claim, ...]]:
    labels: dict[Label, tuple[Claim, ...]] = {}
    for label, name in (("pre", "pre_money_valuation"), ("post", "post_money_valuation")):
        said = tuple(c for c in chosen if c.attribute == name)
        if said:
            labels[label] = said  # type: ignore[index]
    return labels
