"""Ink for one self-contained page: offline, without script, fit for print.

Whatever comes from a claim is hostile: it is escaped, and an address is a link only if it is
``http`` or ``https``. Every number is a button that opens its lineage.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from pricedin.company.figure import Missing
from pricedin.dossier.charts import PALETTE, Chart, charts
from pricedin.dossier.dossier import Dossier
from pricedin.dossier.explain import Explainer, Node, show, show_parts
from pricedin.measures.measure import Cell, Measure, Quantity
from pricedin.units import percent, short, significant

HEADINGS: Mapping[str, str] = {
    "split": "The price in four parts",
    "price": "What was priced, under each reading",
    "implied_revenue": "The missing number: what revenue would have to be",
    "implied": "The bet: growth that would justify the price",
    "runway": "The cash",
    "peers": "Peers and the sector",
    "outlook": "The odds",
    "evidence": "Evidence and disputes",
}


@dataclass(frozen=True, slots=True)
class _Drawn:
    chart: Chart
    svg: Markup


def render_html(dossier: Dossier) -> str:
    """Return the page."""
    return _Page(dossier).render()


class _Page:
    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.explainer = Explainer(dossier)
        self.opened: dict[str, Quantity] = {}
        self.cited: dict[str, Node] = {}

    def render(self) -> str:
        drawn = [_Drawn(c, _svg(c)) for c in charts(self.dossier.measures)]
        env = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
        env.globals.update(
            cell=self.cell,
            sentence=self.sentence,
            anchor=anchor,
            link=safe_link,
            show=show,
        )
        text = files("pricedin.dossier").joinpath("templates", "dossier.html").read_text("utf-8")
        body = env.from_string(text)
        headline_measure = self.dossier.measures.get("split") or next(
            iter(self.dossier.measures.values()), None
        )
        # The body is rendered first: it decides which numbers are opened and what they cite.
        sections: list[dict[str, Any]] = [
            {
                "id": measure.name,
                "heading": HEADINGS.get(measure.name, measure.question),
                "question": measure.question,
                "sentence": self.sentence(measure.sentence, measure),
                "measure": measure,
                "charts": [d for d in drawn if d.chart.measure == measure.name],
                "tables": [
                    {
                        "title": table.title,
                        "columns": table.columns,
                        "rows": [[self.cell(cell) for cell in row] for row in table.rows],
                        "note": table.note,
                        "long": len(table.rows) > 14,
                    }
                    for table in measure.tables
                    if table.rows
                ],
            }
            for measure in self.dossier.measures.values()
        ]
        hero = next((d for d in drawn if d.chart.name == "split"), None)
        for section in sections:
            section["charts"] = [d for d in section["charts"] if d is not hero]
            # The sentence on top is that of the split, and stands there already.
            section["lead"] = section["id"] == "split"
        headline = (
            self.sentence(self.dossier.headline, headline_measure)
            if headline_measure
            else escape(self.dossier.headline)
        )
        popovers = self._popovers()
        return body.render(
            dossier=self.dossier,
            headline=headline,
            hero=hero,
            sections=sections,
            popovers=popovers,
            facts=self._facts(),
            runs=[m.run for m in self.dossier.measures.values() if m.run],
            palette=PALETTE,
        )

    def cell(self, cell: Cell) -> Markup:
        """Return a cell of a table; numbers open."""
        if isinstance(cell, Quantity):
            self.opened[cell.id] = cell
            value, beside = show_parts(cell)
            return Markup(
                '<button class="num" type="button" popovertarget="{}">{}</button>{}'
            ).format(
                anchor("q", cell.id),
                value,
                Markup('<span class="beside">{}</span>').format(beside) if beside else "",
            )
        if isinstance(cell, Missing):
            return Markup('<span class="miss" title="{}">not public: {}</span>').format(
                cell.reason, cell.need
            )
        if isinstance(cell, tuple):
            return Markup("").join(self._inline(part) for part in cell)
        return escape(cell)

    def _inline(self, part: str | Quantity) -> Markup:
        if not isinstance(part, Quantity):
            return escape(part)
        self.opened[part.id] = part
        return Markup('<button class="num" type="button" popovertarget="{}">{}</button>').format(
            anchor("q", part.id), show_parts(part)[0]
        )

    def sentence(self, text: str, measure: Measure) -> Markup:
        """Return a sentence in which the measure's numbers open."""
        printed: dict[str, Quantity] = {}
        for quantity in measure.all_quantities():
            printed.setdefault(_bare(quantity), quantity)
        for other in self.dossier.measures.values():  # a count that another measure made
            for quantity in other.all_quantities():
                if quantity.words:
                    printed.setdefault(_bare(quantity), quantity)
        for quantity in measure.all_quantities():
            for limit in _ends(quantity):
                printed.setdefault(limit, quantity)
        words = sorted((w for w in printed if len(w) > 1), key=len, reverse=True)
        if not words:
            return escape(text)
        pattern = re.compile(
            r"(?<![\w.,-])(" + "|".join(re.escape(w) for w in words) + r")(?![\w%]|[.,]\d)"
        )
        parts: list[Markup] = []
        end = 0
        for found in pattern.finditer(text):
            quantity = printed[found[1]]
            self.opened[quantity.id] = quantity
            parts.append(escape(text[end : found.start()]))
            parts.append(
                Markup('<button class="num" type="button" popovertarget="{}">{}</button>').format(
                    anchor("q", quantity.id), found[1]
                )
            )
            end = found.end()
        parts.append(escape(text[end:]))
        return Markup("").join(parts)

    def _popovers(self) -> list[dict[str, Any]]:
        """Return what each opened number rests on; numbers it rests on open in turn."""
        result = []
        queue = list(self.opened.values())
        done: set[str] = set()
        while queue:
            quantity = queue.pop(0)
            if quantity.id in done:
                continue
            done.add(quantity.id)
            lines = []
            for name in dict.fromkeys(quantity.lineage):
                if name in self.explainer.quantities:
                    queue.append(self.explainer.quantities[name])
                lines.append(self._line(name))
            result.append(
                {
                    "id": anchor("q", quantity.id),
                    "name": quantity.id,
                    "label": quantity.label,
                    "shown": show(quantity),
                    "formula": quantity.formula,
                    "basis": quantity.basis,
                    "lines": lines,
                }
            )
        return result

    def _line(self, name: str) -> dict[str, Any]:
        if name in self.explainer.quantities:
            quantity = self.explainer.quantities[name]
            return {
                "kind": "number",
                "target": anchor("q", name),
                "title": f"{quantity.label}: {show(quantity)}",
            }
        try:
            node = self.explainer.node(name)
        except LookupError:
            node = Node(id=name, kind="unknown", title=name)
        flag = ""
        if node.kind == "fact":
            self.cited[node.id] = node
            flag = self._flag(node)
        quotes = sorted(
            (c for c in node.children if c.kind == "claim" and "not followed" not in c.text),
            key=lambda c: not c.quote.startswith("“"),
        )
        return {
            "kind": node.kind,
            "title": node.title,
            "text": "" if node.kind in ("fact", "claim") else node.text,
            "quote": quotes[0].quote if quotes else node.quote,
            "by": quotes[0].title if quotes else "",
            "url": quotes[0].url if quotes else node.url,
            "passage": quotes[0].passage if quotes else node.passage,
            "flag": flag,
            "anchor": anchor("f", node.id) if node.kind == "fact" else "",
        }

    def _flag(self, node: Node) -> str:
        """Return what is said of a fact that rests on unreviewed claims."""
        fact = self.explainer.facts.get(node.id.removeprefix("fact:"))
        return "" if fact is None else "; ".join(self.explainer.unreviewed(fact))

    def _facts(self) -> list[dict[str, Any]]:
        return [
            {"id": anchor("f", node.id), "node": node, "flag": self._flag(node)}
            for node in sorted(self.cited.values(), key=lambda n: n.id)
        ]


def anchor(kind: str, name: str) -> str:
    """Return a fragment identifier for an id, another one for every other id.

    Signs that a fragment does not hold, and the underscore that announces them, are written as
    their code point.

    >>> anchor("q", "price.step_up.post_pre")
    'q-price.step_5f_up.post_5f_pre'
    >>> anchor("f", "fact:a.b/c")
    'f-fact_3a_a.b_2f_c'
    """
    return f"{kind}-" + re.sub(r"[^A-Za-z0-9.-]", lambda sign: f"_{ord(sign[0]):x}_", name)


def safe_link(url: str) -> str:
    """Return the address if it may be a link, else nothing.

    >>> safe_link("javascript:alert(1)"), safe_link("https://example.org/a")
    ('', 'https://example.org/a')
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""


def _ends(quantity: Quantity) -> tuple[str, ...]:
    """Return the ends of an interval as a sentence prints them."""
    if quantity.interval is None or quantity.words:
        return ()
    ends = (quantity.interval.low, quantity.interval.high)
    return tuple(_bare(replace(quantity, value=end)) for end in ends)


def _bare(quantity: Quantity) -> str:
    """Return a quantity's number as a sentence prints it."""
    if quantity.words:
        return quantity.words.removeprefix("at most ")
    if quantity.unit.startswith("fraction"):
        return percent(quantity.value)
    if quantity.unit in ("x", "months", "count", "years"):
        return significant(quantity.value)
    return short(quantity.value)


@lru_cache(maxsize=1)
def _renderer() -> Any:
    import vl_convert

    return vl_convert


def _svg(chart: Chart) -> Markup:
    """Draw a chart; its colours become the page's own, so that they follow its theme."""
    svg: str = _renderer().vegalite_to_svg(chart.spec)
    for name, colour in PALETTE.items():
        svg = svg.replace(f'"{colour}"', f'"var(--{name})"')
    width = re.search(r'width="([\d.]+)" height="([\d.]+)"', svg)
    if width:
        svg = svg.replace(width[0], 'role="img"', 1)
    svg = re.sub(r'<rect width="[\d.]+" height="[\d.]+" fill="white"/>', "", svg, count=1)
    return Markup(_named_apart(svg, chart.name))


def _named_apart(svg: str, name: str) -> str:
    """Number the ids of a picture anew, under the chart's name.

    The renderer counts them over its whole life, so that the second page of a process would
    differ from the first.

    >>> _named_apart('<clipPath id="clip7"/><g clip-path="url(#clip7)"/>', "peers")
    '<clipPath id="peers-1"/><g clip-path="url(#peers-1)"/>'
    """
    for number, old in enumerate(dict.fromkeys(re.findall(r'\bid="([^"]+)"', svg)), 1):
        new = f"{name}-{number}"
        svg = svg.replace(f'id="{old}"', f'id="{new}"').replace(f"url(#{old})", f"url(#{new})")
    return svg
