"""From a text to what it says: figures, investors and rounds, each with the words that carry it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pricedin.claims.claim import Status
from pricedin.claims.reader import tables
from pricedin.claims.reader.attributes import Reading as Owned
from pricedin.claims.reader.attributes import attributes
from pricedin.claims.reader.companies import Company, Mention, find_companies, find_mentions
from pricedin.claims.reader.cues import Cue, find_cues
from pricedin.claims.reader.figure import DEALS, FLOWS, Figure
from pricedin.claims.reader.investors import Investor, find_investors
from pricedin.claims.reader.layout import Sentence, clause, sentences
from pricedin.claims.reader.rounds import Round, find_rounds
from pricedin.claims.reader.status import status_in, status_of
from pricedin.claims.reader.when import as_of_label, is_to_come, nearest, year_before
from pricedin.text.amounts import Amount, find_amounts
from pricedin.text.normal import Normal, normal
from pricedin.text.times import When, find_times

_GROWING = ("arr", "revenue", "net_loss", "net_profit", "users", "paying_users", "burn")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the companies named and the figures, in the order of the text."""

    companies: tuple[Company, ...]
    figures: tuple[Figure, ...]


@dataclass(slots=True)
class _Line:
    """A sentence with what was found in it; spans count characters of the sentence."""

    sentence: Sentence
    amounts: list[Amount]
    times: list[When]
    cues: list[Cue]
    rounds: list[Round]
    investors: list[Investor]
    mentions: list[Mention] = field(default_factory=list)
    owned: list[Owned] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.sentence.text

    @property
    def zh(self) -> bool:
        return self.sentence.is_chinese


def read_text(text: str, published: date | None = None, known: Iterable[Company] = ()) -> Reading:
    """Read one text.

    Parameters
    ----------
    text : str
        As it is shown; every span of the result points into it.
    published : date, optional
        Against which "last month" and 去年 are resolved.
    known : companies of the user's registry
        Their names and aliases are found wherever they stand.
    """
    plain = normal(text)
    lines = _lines(plain.text, published)
    parties = {one.name for line in lines for one in line.investors}
    companies = find_companies(plain.text, [line.sentence for line in lines], parties, known)
    _place(lines, find_mentions(plain.text, companies))
    walk = _Walk(plain, published, companies, lines)
    rows = {run[0]: run for run in tables.blocks([line.sentence for line in lines])}
    number = 0
    while number < len(lines):
        run = rows.get(number)
        if run and walk.read_table(run):
            number = run[-1] + 1
            continue
        walk.read(number)
        number += 1
    return Reading(tuple(companies), tuple(walk.finished()))


_OWN_DOLLAR = (
    ("AUD", r"(?<![A-Z])A\$|AU\$|ASX|Austral|Sydney|Melbourne|Brisbane|Perth"),
    ("CAD", r"(?<![A-Z])C\$|CA\$|TSX|Canad|Toronto|Vancouver|Montr"),
    ("HKD", r"HK\$|Hong Kong|HKEX"),
    ("SGD", r"(?<![A-Z])S\$|SGX|Singapore"),
    ("NZD", r"NZ\$|NZX|New Zealand|Auckland"),
)
_US_DOLLAR = re.compile(r"US\$|\$US|\bUSD\b|U\.S\. dollars")
_BARE_DOLLAR = re.compile(r"(?<![A-Za-z$])\$\s?\d")
_TAIWAN = re.compile(r"新台幣|新臺幣|新台币|台幣|臺幣|NT\$")


def _dollar(text: str) -> str:
    """Return what a bare ``$`` is: the source's own where it marks the US dollar."""
    if _US_DOLLAR.search(text) and _BARE_DOLLAR.search(text):
        counts = {code: len(re.findall(words, text)) for code, words in _OWN_DOLLAR}
        code = max(counts, key=lambda name: counts[name])
        if counts[code]:
            return code
    return "USD"


def _lines(text: str, published: date | None) -> list[_Line]:
    amounts, times = find_amounts(text, dollar=_dollar(text)), find_times(text, published)
    if _TAIWAN.search(text) and not re.search("人民[币幣]", text):
        amounts = [
            replace(one, currency="TWD") if one.implicit_currency and one.currency == "CNY" else one
            for one in amounts
        ]
    result: list[_Line] = []
    parties: list[Investor] = []
    at_amount = at_time = 0
    for sentence in sentences(text):
        mine: list[Amount] = []
        while at_amount < len(amounts) and amounts[at_amount].start < sentence.end:
            if amounts[at_amount].start >= sentence.start:
                mine.append(_shifted(amounts[at_amount], -sentence.start))
            at_amount += 1
        when: list[When] = []
        while at_time < len(times) and times[at_time].start < sentence.end:
            if times[at_time].start >= sentence.start:
                one = times[at_time]
                when.append(
                    replace(one, start=one.start - sentence.start, end=one.end - sentence.start)
                )
            at_time += 1
        zh = sentence.is_chinese
        line = _Line(
            sentence,
            mine,
            when,
            find_cues(sentence.text, is_chinese=zh) if mine else [],
            find_rounds(sentence.text, is_chinese=zh),
            find_investors(sentence.text, is_chinese=zh, amounts=mine, earlier=parties),
        )
        parties += [one for one in line.investors if one.name not in {p.name for p in parties}]
        line.owned = attributes(line.text, line.amounts, line.cues, is_chinese=zh)
        result.append(line)
    return result


def _shifted(amount: Amount, by: int) -> Amount:
    return replace(
        amount,
        start=amount.start + by,
        end=amount.end + by,
        qualified_start=amount.qualified_start + by,
    )


def _place(lines: Sequence[_Line], mentions: Sequence[Mention]) -> None:
    at = 0
    for line in lines:
        start, end = line.sentence.start, line.sentence.end
        while at < len(mentions) and mentions[at].start < end:
            if mentions[at].start >= start:
                one = mentions[at]
                line.mentions.append(Mention(one.company, one.start - start, one.end - start))
            at += 1


_LEADING = re.compile(
    r"(?:(?:the|its|a|smaller|larger|bigger|local|main|closest|fellow|rival|competitor)\s+)*", re.I
)
_FORMER = re.compile(r"\bthe former\b|前者", re.I)
_LATTER = re.compile(r"\bthe latter\b|后者|後者", re.I)
_OBLIQUE = re.compile(
    r"(?:\b(?:by|with|from|than|like|unlike|via|through|against|alongside|at|rival|rivals|competitor|"
    r"compared to|compared with|such as|including|and|or|formerly)\s+(?:the\s+|its\s+|rival\s+|larger\s+|smaller\s+)*|由|被|与|與|和|及|、|比|相比|获|獲)$",
    re.I,
)
_TOPICAL = re.compile(
    r"(?:'s|’s|\s+(?:is|was|has|had|said|will|raised|closed)|的|宣布|完成|表示|披露)", re.I
)


class _Walk:
    """One pass over a text, keeping whom it speaks of."""

    def __init__(
        self,
        plain: Normal,
        published: date | None,
        companies: Sequence[Company],
        lines: Sequence[_Line],
    ) -> None:
        self.plain, self.published = plain, published
        self.companies, self.lines = companies, lines
        self.topic = companies[0].name if companies else ""
        self.before = ""  # whom it spoke of before that
        self.round: dict[str, str] = {}
        self.period: When | None = None
        self.figures: list[Figure] = []

    # --- whose figure ---------------------------------------------------------------------

    def _subject(self, line: _Line) -> str:
        """Return whom a sentence is about: the first company that stands as its subject."""
        for mention in line.mentions:
            before = line.text[max(0, mention.start - 24) : mention.start]
            leads = mention.start < 24 and _LEADING.fullmatch(before)
            if leads or not _OBLIQUE.search(before):
                return mention.company
        return ""

    def _company(self, line: _Line, at: int) -> str:
        left, right = clause(line.text, at, is_chinese=line.zh)
        words = line.text[left:at]
        if _FORMER.search(words) or _LATTER.search(words):
            pair = self._pair()
            if len(pair) == 2:
                is_latter = bool(_LATTER.search(words))
                return pair[1] if is_latter else pair[0]
        best = ""
        for mention in line.mentions:
            if mention.start >= at:
                break
            oblique = _OBLIQUE.search(line.text[max(0, mention.start - 24) : mention.start])
            if not oblique or (mention.start >= left and not best):
                best = mention.company
        if best:
            return best
        after = [m for m in line.mentions if at <= m.start < right + 40]
        if after and re.search(
            r"\b(?:in|for|into|of|to|on|at)\s+(?:\w+\s+){0,3}$",
            line.text[at : after[0].start][-30:],
        ):
            return after[0].company
        return self.topic

    def _pair(self) -> list[str]:
        seen: list[str] = []
        for line in reversed(self.lines[: self.number]):
            for mention in reversed(line.mentions):
                if mention.company not in seen:
                    seen.insert(0, mention.company)
                if len(seen) == 2:
                    return seen
        return seen

    # --- a sentence -----------------------------------------------------------------------

    def read(self, number: int) -> None:
        """Read one sentence: what its amounts are, whose, and who invested."""
        self.number = number
        line = self.lines[number]
        subject = self._subject(line)
        if subject and subject != self.topic:
            self.before, self.topic = self.topic, subject
        start = len(self.figures)
        for index in range(len(line.amounts)):
            figure = self._figure(line, index)
            if figure is not None:
                self.figures.append(figure)
        self._parties(line)
        self._rounds(line)
        self._denials(number, start)

    def read_table(self, run: Sequence[int]) -> bool:
        """Read a table; return whether it held anything."""
        self.number = run[0]
        sheet = [line.sentence for line in self.lines]
        for number in (*([run[0] - 1] if run[0] else []), run[0]):
            subject = self._subject(self.lines[number])
            if subject:
                self.topic = subject
        above = " ".join(one.text for one in sheet[max(0, run[0] - 2) : run[0]])
        below = sheet[run[-1] + 1].text if run[-1] + 1 < len(sheet) else ""
        found = list(tables.values(sheet, run, above, below if len(below) < 120 else ""))
        for one in found:
            line = self.lines[one.line]
            label = self._heading(one.column, run[0])
            is_stock = one.attribute not in FLOWS
            start, end = one.label.start, one.cell.end
            if not _short_enough(self.plain.text[start:end], line.zh):
                start = one.cell.start
            first, last = self.plain.original(start, end)
            currency = one.currency
            if not currency and one.attribute not in ("users", "paying_users", "employees"):
                currency = "CNY" if line.zh else "USD"
            self.figures.append(
                Figure(
                    company=self.topic,
                    attribute=one.attribute,
                    value=one.value,
                    currency=currency,
                    basis=one.basis,
                    as_of=as_of_label(label) if label and is_stock else "",
                    period=label.label if label and not is_stock else "",
                    status="planned" if label and is_to_come(label, self.published) else "closed",
                    start=first,
                    end=last,
                )
            )
        return bool(found)

    def _heading(self, column: tables.Cell | None, number: int) -> When | None:
        if column is None:
            return None
        line = self.lines[number]
        base = line.sentence.start
        return next(
            (t for t in line.times if base + t.start < column.end and base + t.end > column.start),
            None,
        )

    def _figure(self, line: _Line, index: int) -> Figure | None:
        amount, owned = line.amounts[index], line.owned[index]
        if amount.refused or amount.bound == "order_of_magnitude":
            return None
        sign = _signed(line.text, amount)
        if not owned.name and not sign:
            return None
        if _HYPOTHESIS.search(line.text[: amount.start]):
            return None
        if amount.in_brackets and index and self._is_conversion(line, index):
            return None
        company = self._company(line, amount.start)
        attribute, basis, of = self._attribute(line, index)
        if not attribute:
            return None
        if attribute == "sector_funding_total" or of == "sector_funding_total":
            company = _sector(line.text, line.zh) or company
        party, role = "", ""
        if attribute == "investor":
            who = self._investor_of(line, amount)
            if who is None:
                return None
            party, role = who.name, who.role
        if attribute == "ownership_pct":
            party = _holder(line.text, amount.start, amount.end, line.zh)
        when = nearest(
            line.text,
            amount.start,
            amount.end,
            line.times,
            is_chinese=line.zh,
            wants_period=attribute in FLOWS,
        )
        status = status_of(
            line.sentence,
            amount.start,
            amount.end,
            is_deal=attribute in DEALS,
            is_forecast=attribute in FLOWS
            and not owned.relation
            and is_to_come(when, self.published),
        )
        if owned.relation and status == "planned" and attribute in FLOWS:
            status = "closed"  # what is to be beaten has been reached
        if status == "closed" and attribute in DEALS:
            status = self._continued(line, attribute)
        as_of, period = "", ""
        if when is not None and attribute in FLOWS:
            period = year_before(when.label) if owned.relation in ("from", "back") else when.label
        elif when is not None:
            as_of = as_of_label(when)
        name = self._round_of(line, amount.start, company) if attribute in DEALS else ""
        start, end = _evidence(line, amount, owned)
        value, high = amount.value, amount.high
        if attribute == "net_profit" and (
            value < 0 or _NEGATIVE.search(line.text[: amount.qualified_start])
        ):
            attribute, value = "net_loss", abs(value)
        elif attribute == "net_loss" and _POSITIVE.search(line.text[: amount.qualified_start]):
            attribute = "net_profit"
        elif owned.kind == "money":
            value, high = abs(value), None if high is None else abs(high)
        if attribute == "growth_rate" and sign:
            value = -abs(value) if sign == "-" else abs(value)
        elif attribute == "growth_rate" and owned.name == "+down":
            value, high = -value, None if high is None else -high
        return self._made(
            line,
            start,
            end,
            company=company,
            attribute=attribute,
            value=value,
            high=high,
            currency=amount.currency or self._currency(line, amount)
            if owned.kind == "money"
            else "",
            qualifier=amount.bound,
            status=status,
            as_of=as_of,
            period=period,
            round=name,
            party=party,
            role=role,
            basis=basis,
            of=of,
            others=self._others(line, index),
        )

    def _continued(self, line: _Line, attribute: str) -> Status:
        """Return the status of the figure before, where a sentence only goes on about it."""
        if not self.figures or status_in(line.text, is_chinese=line.zh) is not None:
            return "closed"
        last = self.figures[-1]
        if last.attribute not in DEALS or last.status == "closed":
            return "closed"
        goes_on = _GOES_ON.match(line.text) or (
            attribute.startswith("ipo") and last.attribute.startswith("ipo")
        )
        same = last.start >= self.plain.original(line.sentence.start, line.sentence.end)[0]
        return last.status if goes_on and not same else "closed"

    def _made(self, line: _Line, start: int, end: int, **told: object) -> Figure:
        base = line.sentence.start
        first, last = self.plain.original(base + start, base + end)
        return Figure(start=first, end=last, **told)  # type: ignore[arg-type]

    def _currency(self, line: _Line, amount: Amount) -> str:
        """Return the currency of an amount told without one: that of the amount before it."""
        here = [a.currency for a in line.amounts if a.currency]
        before = [a.currency for a in line.amounts if a.currency and a.end <= amount.start]
        if before or here:
            return (before or here)[-1] if before else here[0]
        for earlier in reversed(self.lines[: self.number]):
            for one in reversed(earlier.amounts):
                if one.currency:
                    return one.currency
        for later in self.lines[self.number :]:
            for one in later.amounts:
                if one.currency:
                    return one.currency
        return "CNY" if line.zh else "USD"

    def _is_conversion(self, line: _Line, index: int) -> bool:
        before, amount = line.amounts[index - 1], line.amounts[index]
        if not before.currency or not amount.currency or before.currency == amount.currency:
            return False
        gap = line.text[before.end : amount.qualified_start]
        return bool(re.fullmatch(r"\s*(?:[^()]{0,8})\(\s*[^()]{0,25}", gap))

    def _others(self, line: _Line, index: int) -> tuple[tuple[object, object, str], ...]:
        nxt = index + 1
        if (
            nxt < len(line.amounts)
            and line.amounts[nxt].in_brackets
            and self._is_conversion(line, nxt)
        ):
            one = line.amounts[nxt]
            return ((one.value, one.high, one.currency),)
        return ()

    # --- what it is -----------------------------------------------------------------------

    def _attribute(self, line: _Line, index: int) -> tuple[str, str, str]:
        """Attribute, basis and `of` of an amount, or nothing."""
        amount, owned = line.amounts[index], line.owned[index]
        name, text = owned.name, line.text
        cue = owned.cue
        if _signed(text, amount):
            metric = self._grown(line, amount)
            return ("growth_rate", "", metric) if metric else ("", "", "")
        if cue is None or name in ("-", "#"):
            return "", "", ""
        left, right = clause(text, amount.start, is_chinese=line.zh)
        near = text[left:right]
        offering = _OFFERING.search(text)
        if amount.kind == "money_per_share" or _is_small(amount):
            told = offering or re.search(
                r"IPO|招股|上市|public offering|listing", self._above(line)
            )
            is_price = (
                told
                and not _AFTER_LISTING.search(text[max(0, amount.start - 30) : amount.end + 12])
                and (amount.kind == "money_per_share" or _PRICE.search(near))
            )
            return ("ipo_price", "", "") if is_price else ("", "", "")
        if name in ("+up", "+down"):
            if amount.kind == "percent_points":
                return "", "", ""
            metric = self._grown(line, amount)
            return ("growth_rate", "", metric) if metric else ("", "", "")
        if name == "+hold":
            is_vote = re.search(
                r"vot(?:es?|ing)|表决权|表決權|投票|票权", text[amount.end : amount.end + 22], re.I
            )
            return ("", "", "") if is_vote else ("ownership_pct", "", "")
        if name == "+secondary":
            return "", "", ""
        if name == "+offer" and not _IPO.search(f"{text} {self._above(line)}"):
            name = "+raise"
        if name == "+offer":
            return "ipo_proceeds", "primary part" if _FRESH.search(near) else "", ""
        if name == "+convertible":
            return "amount_raised", "convertible", ""
        if name == "+invest":
            if self._investor_of(line, amount) is not None:
                return "investor", "", ""
            if _INTO.search(text[amount.end : amount.end + 30]) and not line.rounds:
                return "", "", ""
            name = "+raise"
        if name == "+raise" and cue.bonus < 0 and not (_FINANCING.search(text) or line.rounds):
            return "", "", ""
        if name in ("+raise", "+round"):
            if _ABANDONED.search(text[left : amount.start]):
                return "", "", ""
            if _sector(text, line.zh):
                return "sector_funding_total", "", ""
            if not line.rounds and not line.investors and self._is_offering(line, near):
                return "ipo_proceeds", "", ""
            return "amount_raised", "", ""
        if name == "total_raised" and _TRANCHES.search(
            text[max(0, amount.start - 12) : amount.start]
        ):
            return "amount_raised", "", ""
        if name in ("valuation", "post_money_valuation", "pre_money_valuation"):
            basis = "secondary trade" if any(c.name == "+secondary" for c in line.cues) else ""
            if name == "valuation" and _ON_MARKET.search(text):
                return "market_cap", "", ""
            return name, basis, ""
        return name, cue.basis, ""

    def _is_offering(self, line: _Line, near: str) -> bool:
        """Return whether money comes from the public: told so here, or just above."""
        if _PRIVATE.search(near):
            return False
        if _OFFERING.search(near):
            return True
        above = self._above(line)
        return bool(_OFFERING.search(line.text) or _OFFERING.search(above)) and not _PRIVATE.search(
            line.text + above
        )

    def _above(self, line: _Line) -> str:
        """Return the text of the line before, if it is of the same paragraph, or the title."""
        number = line.sentence.index
        if not number:
            return ""
        before = self.lines[number - 1].sentence
        title = self.lines[0].text if self.lines[0].sentence.is_title else ""
        return f"{title} {before.text}" if before.paragraph == line.sentence.paragraph else title

    def _grown(self, line: _Line, amount: Amount) -> str:
        """Return the quantity that changed by a percentage, if it is one that is recorded."""
        best, cost = "", 1e9
        for cue in line.cues:
            if cue.name not in _GROWING and cue.name not in (
                "-",
                "valuation",
                "market_cap",
                "cash_balance",
                "+raise",
                "employees",
                "+round",
                "total_raised",
            ):
                continue
            if cue.name == "-" and cue.start >= amount.end and cue.start - amount.end > 12:
                continue
            distance = (
                amount.start - cue.end if cue.end <= amount.start else cue.start - amount.end + 12
            )
            distance += 20 * line.text[
                min(cue.end, amount.end) : max(cue.start, amount.start)
            ].count(";")
            if distance < cost:
                best, cost = cue.name, distance
        if best in ("+raise", "+round", "total_raised"):
            return "sector_funding_total" if _sector(line.text, line.zh) else ""
        if best:
            return best if best in _GROWING else ""
        recent = [f.attribute for f in self.figures[-2:] if f.attribute in _GROWING]
        return recent[-1] if recent and line.sentence.index else ""

    # --- rounds and parties -----------------------------------------------------------------

    def _round_of(self, line: _Line, at: int, company: str) -> str:
        best, cost = "", 1e9
        for one in line.rounds:
            distance = abs(at - one.start) + (0 if one.start <= at else 10)
            if distance < cost:
                best, cost = one.name, distance
        if best:
            self.round[company] = best
            return best
        return self.round.get(company, "")

    def _investor_of(self, line: _Line, amount: Amount) -> Investor | None:
        """Return the investor whose cheque an amount is."""
        return next((one for one in line.investors if one.cheque_start == amount.start), None)

    def _parties(self, line: _Line) -> None:
        names = {form for one in self.companies for form in one.forms}
        for one in line.investors:
            if one.name in names:
                continue
            company = self._company(line, one.start) or self.topic
            if any(
                f.attribute == "investor" and f.party == one.name and f.company == company
                for f in self.figures
            ):
                self._raise_role(one, company)
                continue
            status = status_of(line.sentence, one.start, one.end, is_deal=True)
            when = nearest(
                line.text, one.start, one.end, line.times, is_chinese=line.zh, wants_period=False
            )
            self.figures.append(
                self._made(
                    line,
                    one.start,
                    one.end,
                    company=company,
                    attribute="investor",
                    status=status,
                    as_of=as_of_label(when) if when else "",
                    round=self._round_of(line, one.start, company),
                    party=one.name,
                    role=one.role,
                )
            )

    def _raise_role(self, one: Investor, company: str) -> None:
        for index, figure in enumerate(self.figures):
            if (
                figure.attribute == "investor"
                and figure.party == one.name
                and figure.company == company
            ):
                if one.role == "lead" or figure.role == "participant":
                    self.figures[index] = replace(
                        figure, role=one.role if figure.role != "lead" else "lead"
                    )
                return

    def _rounds(self, line: _Line) -> None:
        for one in line.rounds:
            company = self._company(line, one.start) or self.topic
            key = (company, one.name.casefold().replace(" round", "").replace("series ", ""))
            if any(
                f.attribute == "round_name"
                and (f.company, f.round.casefold().replace(" round", "").replace("series ", ""))
                == key
                for f in self.figures
            ):
                continue
            status = status_of(line.sentence, one.start, one.end, is_deal=True)
            when = nearest(
                line.text, one.start, one.end, line.times, is_chinese=line.zh, wants_period=False
            )
            self.figures.append(
                self._made(
                    line,
                    one.start,
                    one.end,
                    company=company,
                    attribute="round_name",
                    status=status,
                    as_of=as_of_label(when) if when else "",
                    round=one.name,
                )
            )

    def _denials(self, number: int, start: int) -> None:
        """A sentence that only denies speaks of the figures told just before it."""
        line = self.lines[number]
        if len(self.figures) > start or status_in(line.text, is_chinese=line.zh) != "denied":
            return
        if not _DENIES_THAT.search(line.text):
            return
        earlier = self.lines[number - 1].sentence if number else None
        if earlier is None or earlier.paragraph != line.sentence.paragraph:
            return
        first = self.plain.original(earlier.start, earlier.end)[0]
        for index, figure in enumerate(self.figures):
            if figure.start >= first and figure.attribute in DEALS and figure.status != "closed":
                self.figures[index] = replace(figure, status="denied")

    # --- at the end -------------------------------------------------------------------------

    def finished(self) -> list[Figure]:
        """Return the figures, each once: a repetition adds nothing."""
        kept: list[Figure] = []
        for figure in self.figures:
            same = next((k for k in kept if _repeats(figure, k)), None)
            if same is None:
                kept.append(figure)
            elif _tells_more(figure, same):
                kept[kept.index(same)] = replace(
                    figure, start=same.start, end=same.end, round=figure.round or same.round
                )
        return kept


_OFFERING = re.compile(
    r"\b(?:IPO|public offering|prospectus|listing|flotation|offering|DRHP|offer price|price band|float)\b|招股|首次公开|首次公開|上市|发行价|發行價|新股|递表|遞表|公开发售|全球发售",
    re.I,
)
_AFTER_LISTING = re.compile(
    r"\b(?:closed|close|trading|traded|opened|debut|shares? (?:rose|fell|jumped))\b|收报|收報|收盘|收盤|开盘|開盤|报价|股价|股價",
    re.I,
)
_HYPOTHESIS = re.compile(
    r"\b(?:suppose|imagine|assume (?:that )?a|if (?:I|we|you|one) (?:had|were|raise|sell|take)|were (?:we|it|they|I) to|had it|hypothetical|if (?:it|the company|they|these|those) (?:were|had|raised|sold))\b|假设|假設|假如|设想|設想|打个比方|比方说|如果.{0,12}(?:按|给)",
    re.I,
)
_GOES_ON = re.compile(
    r"(?:of (?:this|that|which|the total)|a further|another|the (?:rest|remainder|balance|round|deal|offering|money|terms|company would)|它|其中|此次|该轮|本次)",
    re.I,
)
_IPO = re.compile(
    r"\bIPO\b|public offering|prospectus|listing|flotation|go(?:ing|es)? public|offer price|DRHP|stock exchange|招股|首次公开|首次公開|上市|IPO|递表|遞表|公开发售|公開發售|全球发售",
    re.I,
)
# Words without which "took", "got" or "put" is no financing.
_FINANCING = re.compile(
    r"\b(?:rounds?|rais\w+|fund(?:ing|rais\w+|ed)|invest\w*|equity|venture|financ\w+|backers?|shareholders?|series [A-K]|seed|stake|tranche|instal?ment|closing|capital)\b|融|募|投|资金|資金|股权|股權|到账|轮|輪",
    re.I,
)
_PRIVATE = re.compile(
    r"\b(?:private placement|venture|series [A-K]\b|seed|convertible|privately|before (?:its|the) (?:IPO|listing))|配售|定向|可转换|可轉換|配套资金|股权融资|轮|輪",
    re.I,
)
_PRICE = re.compile(
    r"\b(?:price[ds]?|band|range|at|each|apiece)\b|招股价|招股價|发行价|發行價|发售价|發售價|承銷價|承销价|定价|定價|区间|區間|每股",
    re.I,
)
_FRESH = re.compile(r"\b(?:fresh|new|primary)\b|新股", re.I)
_INTO = re.compile(
    r"^\s*(?:\w+\s+){0,3}(?:in|into|on|to (?:build|expand|develop|open|hire))\b|^(?:元|美元)?(?:用于|用於|建设|建設|扩|建)",
    re.I,
)
_ABANDONED = re.compile(
    r"\b(?:abandon(?:ed|s)?|scrapp(?:ed|ing)|shelved|dropped|called off|cancelled|failed to|gave up|withdrew)\b|放弃|放棄|取消|搁置|擱置|终止|終止|未能",
    re.I,
)
_TRANCHES = re.compile(r"\bfor\s*$", re.I)
_ON_MARKET = re.compile(
    r"\bon the exchange\b|\bthe market (?:thought|values?|valued)\b|\b(?:came|went) public\b|\b(?:at|on) (?:the |its )?(?:offer|IPO|issue|listing|debut) price\b|发行价计|發行價計|按发行价|招股价",
    re.I,
)
_CHEQUE = re.compile(
    r"invest|contribut|\bput\b|putting|chipp|commit|wrote|writing|provid|pledg|account|with|lead|led|takes?|took|subscri|anchor|inject|for\s|:\s*$|出资|出資|投资|投資|认购|認購|投入|注资|注資|投了|斥资|领投|領投|跟投|\($",
    re.I,
)
_DENIES_THAT = re.compile(
    r"\b(?:that|this|it|report|claim|figure|these|those|story|rumou?r|speculation|numbers?)\b|此|上述|该|該|传闻|傳聞|消息|报道|報導|说法|說法|不实|不實",
    re.I,
)
_NEGATIVE = re.compile(r"(?:\bminus|\bnegative|负的?|負的?)\s*$", re.I)
_POSITIVE = re.compile(r"\bplus\s*$", re.I)
_HOLDER_EN = re.compile(
    r"(?P<n>[A-Z][\w&'’.-]+(?:\s+(?:[A-Z][\w&'’.-]+|of|and|&))*)\s*(?:,[^,]{1,40},)?\s+(?:(?:currently|still|now|will|would|also|each|together|jointly|directly|indirectly|then|to)\s+)*(?:holds?|held|owns?|owned|controls?|controlled|retains?|keeps?|kept|has|have|had|with|bought|acquired|took|takes|acquire|buy|hold|own|take|sits)\b[^.;]{0,50}$"
)
_HOLDER_AFTER_EN = re.compile(
    r"^[^.;]{0,40}?\b(?:held|owned|belongs?|by|to|for|in the hands of)\s+(?:by\s+|to\s+)?(?:the\s+)?(?P<n>[A-Z][\w&'’.-]+(?:\s+(?:[A-Z][\w&'’.-]+|&))*)"
)
_HOLDER_ZH = re.compile(
    r"(?:^|[,。;、:(]|创始人|創始人|創辦人|创办人|董事长|董事長|CEO|股东|股東|和|与|其中)(?P<n>[\u4e00-\u9fffA-Za-z0-9·]{2,12}?)(?:兼CEO|先生|女士)?(?:则|則|目前|仍|合计|合計|直接|间接|間接|共|将|將|及其[^,]{0,8}|分别|分別|通过[^,]{2,14}|为[^,]{2,10})*(?:持股|持有|占股|佔股|拥有|擁有|控制|占|佔|的持股|取得|获得|將持有)[^,。;]{0,14}$"
)


def _holder(text: str, start: int, end: int, is_chinese: bool) -> str:
    if is_chinese:
        found = _HOLDER_ZH.search(text[:start])
        return found["n"] if found else ""
    found = _HOLDER_EN.search(text[:start])
    if found is None:
        found = _HOLDER_AFTER_EN.match(text[end:])
    if found is None:
        return ""
    from pricedin.claims.reader.companies import trimmed

    return trimmed(found["n"])


_SECTOR_EN = re.compile(
    r"(?P<a>\b(?:[A-Z][\w'’-]*\s+|AI\s+)?(?:[\w'’-]+\s+){0,4}?(?:start-?ups|companies|sector|industry|firms|ventures|market|ecosystem|fintechs|biotechs|space))\s+(?:had\s+|have\s+|has\s+|together\s+|collectively\s+|globally\s+|worldwide\s+)*(?:raised|attracted|drew|secured|pulled|took|received|saw|collected|landed|announced)\b"
    r"|\b(?:funding|investment|financing|venture capital|capital|money|fundraising|equity funding|investments)\s+(?:raised\s+|flowing\s+|going\s+|invested\s+)?(?:in(?:to)?|of|to|for|across|by)\s+(?:the\s+)?(?P<b>(?:(?!\b(?:was|were|rose|fell|reached|totalled|totaled|hit|came|amounted|has|had|is|dropped|increased|grew|stood|jumped|climbed|slumped)\b)[\w'’&-]+\s+){0,6}?(?:start-?ups|companies|sector|industry|firms|ventures|market|ecosystem|space|technology|tech|fintechs?|biotechs?|startups|robotics|AI|software))\b",
)
_SECTOR_ZH = re.compile(
    r"(?P<a>(?:国内|國內|中国|中國|全球|全国|亚洲|美国|美國|台湾|臺灣|香港|本周|本週|整个|我国)?[\u4e00-\u9fffA-Z]{0,10}?(?:一级市场|一級市場|领域|領域|赛道|賽道|行业|行業|产业|產業|板块|板塊|新创圈|新創圈|创投市场|創投市場|市场))(?:[^,。;]{0,12}?)(?:共|累计|累計|融资|融資|总|總|合计|合計|披露|发生|募|获|獲|吸引)"
)


def _signed(text: str, amount: Amount) -> str:
    """Return the sign before a percentage, as in "+39%"."""
    if amount.kind != "percent":
        return ""
    before = text[max(0, amount.start - 1) : amount.start] + amount.text[:1]
    sign = next((one for one in before if one in "+-−"), "")
    if sign == "-" and amount.start > 1 and text[amount.start - 2].isalnum():
        return ""
    return "-" if sign in ("-", "−") else sign


def _is_small(amount: Amount) -> bool:
    """Return whether an amount of money can only be a price of something."""
    return amount.kind == "money" and abs(amount.value) < 10_000 and (amount.high or 0) < 10_000


def _sector(text: str, is_chinese: bool) -> str:
    """Return the sector whose funding a sentence totals, or nothing."""
    found = (_SECTOR_ZH if is_chinese else _SECTOR_EN).search(text)
    if found is None:
        return ""
    name = found["a"] or (found["b"] if not is_chinese else "")
    return re.sub(
        r"^(?:In\s+\d{4},?\s+|The\s+|the\s+|total\s+|本周|本週)+", "", (name or "").strip()
    )


def _evidence(line: _Line, amount: Amount, owned: Owned) -> tuple[int, int]:
    """Return a short stretch that carries the amount, with its cue where that stands near."""
    text, zh = line.text, line.zh
    start, end = amount.qualified_start, amount.end
    if owned.cue is not None:
        left, right = min(start, owned.cue.start), max(end, owned.cue.end)
        if _short_enough(text[left:right], zh):
            start, end = left, right
    return start, end


def _short_enough(words: str, is_chinese: bool) -> bool:
    return len(words) <= 30 if is_chinese else len(words.split()) <= 12


def _repeats(one: Figure, other: Figure) -> bool:
    if (one.attribute, one.company, one.value, one.high, one.currency) != (
        other.attribute,
        other.company,
        other.value,
        other.high,
        other.currency,
    ):
        return False
    if one.attribute == "investor":
        return one.party == other.party
    if one.attribute == "round_name":
        return one.round == other.round
    if one.period and other.period and one.period != other.period:
        return False
    if one.attribute == "growth_rate" and one.of != other.of:
        return False
    return not (one.attribute == "ownership_pct" and one.party != other.party)


def _tells_more(one: Figure, other: Figure) -> bool:
    """The body of an article is more exact than its headline."""
    ranks: tuple[Status, ...] = ("closed", "announced", "planned", "in_talks", "rumoured", "denied")
    return bool(one.period and not other.period) or (
        ranks.index(one.status) > ranks.index(other.status) and not other.as_of
    )
