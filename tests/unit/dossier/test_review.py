"""What the dossier says of claims that nobody reviewed, and the words it opens on."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from rich.console import Console

from pricedin.claims.claim import Claim, Quote
from pricedin.dates import AsOf
from pricedin.dossier.dossier import Dossier
from pricedin.dossier.encode import encode_dossier, encode_fact, encode_node
from pricedin.dossier.explain import explain
from pricedin.dossier.html import render_html
from pricedin.dossier.terminal import print_dossier, print_facts, print_node
from pricedin.facts.corrections import corrected
from pricedin.measures.inquiry import Settings
from pricedin.sources.document import Document
from pricedin.workspace import Workspace

Build = Callable[..., Claim]
DAY = AsOf.day(date(2026, 1, 20))
PAGE = Document(
    name="Post <b>",
    url="https://example.org/a?b=<c>",
    published=date(2026, 1, 15),
    source_class="named_reporter",
)
HOSTILE = "<script>alert(1)</script> "
TEXT = (
    "An old story. " * 60
    + HOSTILE
    + "Acme closed a round at $900m post-money. "
    + "Revenue was <i>$120m</i> in 2025. "
    + "And so on. " * 80
)
CASE: dict[str, Any] = {
    "name": "Acme",
    "as_of": "2026-01-10",
    "currency": "USD",
    "sector": "software",
    "price": {"value": "800m", "label": "post"},
    "revenue": {"value": "100m", "basis": "ltm", "growth": "40%"},
    "cash": {"value": "100m", "net_burn_per_month": "0"},
}


def quoted(told: Claim, words: str, ref: str) -> Claim:
    start = TEXT.index(words)
    return replace(
        told, ref=ref, document=PAGE, origin="Post", quote=Quote(words, start, start + len(words))
    )


@pytest.fixture
def workspace(claim: Build) -> Any:
    """Return a case typed by hand beside which a newer page was read."""
    with Workspace(":memory:") as found:
        found.new_case(CASE, "typed")
        found.add_source(
            PAGE,
            TEXT,
            [
                quoted(
                    claim("post_money_valuation", "900m USD", as_of="2026-01-14", event="acme/b"),
                    "$900m",
                    "post-1",
                ),
                quoted(claim("revenue", "120m USD", period="FY2025"), "$120m", "post-2"),
            ],
            by="reader 1",
        )
        yield found


def answer(workspace: Workspace, *names: str) -> Dossier:
    return workspace.dossier(
        "acme", DAY, settings=Settings(paths=1024), measures=names or ("price", "evidence")
    )


def printed(show: Callable[[Console], None]) -> str:
    console = Console(width=100, record=True, file=open("/dev/null", "w"))  # noqa: SIM115, PTH123
    show(console)
    console.file.close()
    return " ".join(console.export_text().split())


def test_the_answer_says_how_much_of_it_is_unreviewed(workspace: Workspace) -> None:
    made = answer(workspace)
    told = encode_dossier(made)
    price = told["measures"]["price"]["unreviewed"]
    assert price["facts"] == price["only"] >= 1
    assert price["of"] >= price["facts"]
    words = made.unreviewed_words
    assert re.fullmatch(
        r"\d+ of \d+ facts behind the answer rest on unreviewed claims, \d+ on nothing else", words
    )
    assert words in render_html(made)
    assert words in printed(lambda c: print_dossier(made, c))
    assert "2 claims of " in made.measures["evidence"].sentence
    share = made.measures["evidence"].quantity("evidence.share_unreviewed")
    assert share is not None
    assert share.formula.startswith("2 of ")


def test_once_all_is_decided_nothing_is_said(workspace: Workspace) -> None:
    workspace.review.accept(workspace.review.unreviewed(), by="me")
    made = answer(workspace)
    assert made.unreviewed_words == ""
    told = encode_dossier(made)
    assert {m["unreviewed"]["facts"] for m in told["measures"].values()} == {0}
    assert "unreviewed" not in render_html(made).replace("unreviewed_", "")
    assert "accepted by me" in explain(made, "post-1").text


def test_each_fact_is_flagged(workspace: Workspace) -> None:
    judged = workspace.facts("acme", DAY)
    (fact,) = (f for f in judged.facts if f.event == "acme/b")
    assert encode_fact(fact, judged.unreviewed)["unreviewed"] == {"claims": 1, "of": 1}
    assert encode_fact(fact)["unreviewed"] == {"claims": 0, "of": 1}
    assert "unreviewed" in printed(lambda c: print_facts((fact,), c, unseen=judged.unreviewed))
    assert "unreviewed" not in printed(lambda c: print_facts((fact,), c))
    node = explain(answer(workspace), f"fact:{fact.id}")
    assert node.text.endswith("; unreviewed")


def test_a_number_opens_on_the_highlighted_words_escaped_and_bounded(workspace: Workspace) -> None:
    page = render_html(answer(workspace))
    assert "<script" not in page
    (context,) = set(re.findall(r'<p class="context">(.*?)</p>', page, re.DOTALL))
    assert "<mark>$900m</mark>" in context
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in context
    assert len(re.sub(r"&\w+;", "x", context)) < 900
    assert "default-src 'none'" in page
    popover = re.search(r"<div popover.*?</div>", page, re.DOTALL)
    assert popover is not None
    assert '<details class="passage"><summary>in its context</summary>' in page


def test_explain_shows_the_words_in_their_context(workspace: Workspace) -> None:
    node = explain(answer(workspace), "post-1")
    assert node.passage is not None
    assert node.passage.quote == "$900m"
    told = encode_node(node)["context"]
    assert told["before"].endswith("closed a round at ")
    assert (told["document"], told["published"]) == ("Post <b>", "2026-01-15")
    text = printed(lambda c: print_node(node, c))
    assert "closed a round at »$900m« post-money." in text
    coloured = Console(
        width=100, force_terminal=True, color_system="standard", record=True, no_color=False
    )
    with coloured.capture() as captured:
        print_node(node, coloured)
    assert "»" not in captured.get()
    assert "$900m" in captured.get()


def test_a_claim_without_a_text_opens_as_before(kimi_dossier: Dossier) -> None:
    node = explain(kimi_dossier, "kimi-001")
    assert node.passage is None
    assert encode_node(node)["context"] is None
    assert kimi_dossier.unreviewed_words == ""
    assert {m.unreviewed.facts for m in kimi_dossier.measures.values()} == {0}
    assert kimi_dossier.measures["split"].unreviewed.of > 5


def test_a_correction_shows_what_it_superseded(workspace: Workspace) -> None:
    review = workspace.review
    item = review.item("post-1")
    review.correct(
        item,
        corrected(item.claim, {"value": "950m USD"}),
        by="Ann",
        why="misread",
        recorded_at=datetime(2026, 1, 16, tzinfo=UTC),
    )
    made = answer(workspace)
    node = explain(made, "post-1")
    assert "950m USD" in node.text
    assert "corrected by Ann on 2026-01-16: misread" in node.text
    (earlier,) = node.children
    assert earlier.kind == "superseded"
    assert "900m USD" in earlier.text
    assert "superseded, corrected by Ann on 2026-01-16: misread" in earlier.text
    assert 'class="superseded"' in render_html(made)


def test_a_rejected_claim_is_not_judged_and_still_opens(workspace: Workspace) -> None:
    review = workspace.review
    review.reject([review.item("post-1")], by="Ann", why="another Acme")
    made = answer(workspace)
    assert made.price.headline.amount == 800_000_000
    node = explain(made, "post-1")
    assert "rejected by Ann on" in node.text
    assert "another Acme" in node.text
    assert node.passage is not None
