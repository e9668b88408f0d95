"""A dossier full of hostile text, and a page taken apart."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from pricedin.dates import AsOf
from pricedin.dossier.dossier import Dossier, dossier
from pricedin.dossier.html import render_html
from pricedin.facts.ledger import SubjectRecord
from pricedin.measures.inquiry import Settings
from pricedin.workspace import Workspace

SCRIPT = "<script>alert(1)</script>"
BREAKOUT = '"><img src=x onerror=alert(2)>'
TICKS = "'><svg/onload=alert(3)>"
TEMPLATE = "{{ 7*7 }}{% raw %}&amp;<b>"
LINKS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//https://x.example",
    "data:text/html,<script>alert(1)</script>",
    'https://x.example/"onmouseover="alert(1)',
    "//x.example/a",
    "file:///etc/passwd",
    " javascript:alert(1)",
    "vbscript:msgbox(1)",
]


@dataclass
class Element:
    """One start tag with its attributes."""

    tag: str
    attributes: dict[str, str]


@dataclass
class Page:
    """A page taken apart by the parser of the standard library."""

    elements: list[Element] = field(default_factory=list)
    text: str = ""

    def all(self, name: str) -> list[str]:
        """Return every value of an attribute."""
        return [e.attributes[name] for e in self.elements if name in e.attributes]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.words: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.elements.append(Element(tag, {k: v or "" for k, v in attrs}))
        if tag == "style":
            self.inside.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.elements.append(Element(tag, {k: v or "" for k, v in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.words.append(data)


def take_apart(html: str) -> Page:
    """Return the elements and the visible text of a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.page.text = "".join(reader.words)
    return reader.page


@pytest.fixture(scope="session")
def taken_apart() -> Callable[[str], Page]:
    return take_apart


@pytest.fixture(scope="session")
def html(kimi_dossier: Dossier) -> str:
    return render_html(kimi_dossier)


@pytest.fixture(scope="session")
def page(html: str) -> Page:
    return take_apart(html)


def hostile_rows(row: Callable[..., dict[str, Any]]) -> list[dict[str, Any]]:
    """Claims on an invented company and a peer that carry markup wherever text may stand."""
    common = {
        "company": "evil",
        "period": None,
        "reported": "2026-01-10",
        "source_class": "filing",
        "paraphrase": f"note {SCRIPT} {BREAKOUT}",
        "source_name": f"Paper {BREAKOUT}",
        "origin": f"Origin {TICKS}",
        "lang": "en",
    }

    def claim(attribute: str, value: Any, unit: str, **more: Any) -> dict[str, Any]:
        number = len(made)
        return row(
            **{
                **common,
                "id": f"evil-{number}",
                "attribute": attribute,
                "value": value,
                "unit": unit,
                "as_of": "2026-01-05",
                "url": LINKS[number % len(LINKS)],
                **more,
            }
        )

    made: list[dict[str, Any]] = []
    quoted = f"cash of 90 million {SCRIPT} {TEMPLATE}"
    made.append(claim("post_money_valuation", 500_000_000, "USD", event=f"evil/{BREAKOUT}"))
    made.append(
        claim(
            "cash_balance",
            90_000_000,
            "USD",
            quote=quoted,
            quote_start=5,
            quote_end=5 + len(quoted),
        )
    )
    made.append(claim("burn", 2_000_000, "USD", basis="per_month"))
    made.append(claim("revenue", 60_000_000, "USD", period="FY2025", as_of=None))
    made.append(claim("revenue", 30_000_000, "USD", period="FY2024", as_of=None))
    made.append(claim("gross_margin", 0.6, "fraction", period="FY2025", as_of=None))
    made.append(
        claim("growth_rate", 1.7, "fraction", of=f"users {SCRIPT}", period="FY2025", as_of=None)
    )
    # A rival that is not followed, with its reason.
    made.append(claim("cash_balance", 400_000_000, "USD", source_class="aggregator"))
    peer = {"company": f"peer {SCRIPT}"}
    made.append(claim("post_money_valuation", 900_000_000, "USD", event="peer/a", **peer))
    made.append(claim("arr", 30_000_000, "USD", **peer))
    return made


@pytest.fixture(scope="session")
def hostile(
    tmp_path_factory: pytest.TempPathFactory, row: Callable[..., dict[str, Any]]
) -> Iterator[Dossier]:
    """Return the dossier of a company of whom every source tries to break out of the page."""
    path: Path = tmp_path_factory.mktemp("hostile") / "rows.jsonl"
    rows = hostile_rows(row)
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    with ExitStack() as stack:
        workspace = stack.enter_context(Workspace(":memory:"))
        report = workspace.import_file(path)
        assert report.problems == []
        workspace.ledger.register(
            [
                SubjectRecord(slug="evil", name=f"Evil [/b] {SCRIPT}", sector="software"),
                SubjectRecord(
                    slug=f"peer {SCRIPT}", name=f"Peer [red] {BREAKOUT}", sector="software"
                ),
            ]
        )
        inquiry = workspace.inquiry(
            "evil", AsOf.day(date(2026, 1, 20)), settings=Settings(paths=1024)
        )
        assert len(inquiry.company.peers) == 1
        made = dossier(inquiry)
        assert made.problems == ()
        yield made


@pytest.fixture(scope="session")
def typed_dossier(cases: Any) -> Dossier:
    """Return the dossier of a case typed by hand, with both sides of its round and no peers."""
    return dossier(cases.inquiry(new_money="120m", burn="3m", paths=1024))
