"""Ink for the terminal, at the widths of terminals."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from pricedin.dossier.dossier import Dossier
from pricedin.dossier.explain import Node, explain, show_parts
from pricedin.dossier.terminal import (
    inert,
    print_dossier,
    print_facts,
    print_measure,
    print_node,
)
from pricedin.measures.runway import runway
from pricedin.units import short

WIDTHS = pytest.mark.parametrize("width", [80, 120])
Print = Callable[[Callable[[Console], None], int], str]


@pytest.fixture(scope="module")
def printed() -> Print:
    def run(job: Callable[[Console], None], width: int) -> str:
        out = io.StringIO()
        job(Console(file=out, width=width, color_system=None, legacy_windows=False))
        return out.getvalue()

    return run


def words(text: str) -> str:
    """Text without frames and line ends."""
    return " ".join(re.sub(r"[│╭╮╰╯─]", " ", text).split())


@WIDTHS
def test_no_line_is_wider_than_the_console(
    kimi_dossier: Dossier, printed: Print, width: int
) -> None:
    text = printed(lambda console: print_dossier(kimi_dossier, console), width)
    wide = [line for line in text.splitlines() if cell_len(line) > width]
    assert wide == []
    assert len(text.splitlines()) > 100


@WIDTHS
def test_the_sentence_on_top_stands_first_and_once(
    kimi_dossier: Dossier, printed: Print, width: int
) -> None:
    text = words(printed(lambda console: print_dossier(kimi_dossier, console), width))
    assert text.count(kimi_dossier.headline) == 1
    assert text.index(kimi_dossier.headline) < 300


@WIDTHS
def test_every_measure_says_its_sentence(kimi_dossier: Dossier, printed: Print, width: int) -> None:
    text = words(printed(lambda console: print_dossier(kimi_dossier, console), width))
    for measure in kimi_dossier.measures.values():
        assert " ".join(measure.sentence.split()) in text, measure.name


@WIDTHS
def test_the_bar_shows_the_four_parts_to_scale(
    kimi_dossier: Dossier, printed: Print, width: int
) -> None:
    """A line of blocks whose lengths are the parts of the price, and the parts with their names."""
    text = printed(lambda console: print_dossier(kimi_dossier, console), width)
    flat = words(text)
    for part in ("cash", "today", "progress", "bet"):
        quantity = kimi_dossier.quantities()[f"split.pre.listed.{part}"]
        # In full, or no finer than its sampling error allows.
        shown = {short(quantity.value), show_parts(quantity)[0].split()[0]}
        assert any(number in flat for number in shown), part
    drawn = [line for line in text.splitlines() if re.search(r"[█▉▊▋▌▍▎▏▓▒░━]{4}", line)]
    assert drawn
    values = [
        float(kimi_dossier.quantities()[f"split.pre.listed.{part}"].value)
        for part in ("cash", "today", "progress", "bet")
    ]
    names = ("cash paid in", "today's business", "progress on the record", "the bet")
    lines = [
        next(x for x in text.splitlines() if x.strip().startswith(n) and re.search("[█▏]", x))
        for n in names
    ]
    blocks = [line.count("█") for line in lines]
    # Each part begins where the last one ends: ends are rounded to a column, so a length is off
    # by one column at most.
    scale = sum(blocks) / sum(map(abs, values))
    assert blocks == pytest.approx([abs(v) * scale for v in values], abs=1.0 + 1e-9)


@pytest.mark.parametrize("sign", ["\x1b", "\x9b", "\r", "\x08", "\u202e"])
def test_signs_that_steer_are_written_out(sign: str) -> None:
    assert inert(f"a{sign}b\nc") == f"a{sign.encode('unicode_escape').decode()}b\nc"


@WIDTHS
def test_no_number_is_torn_apart(kimi_dossier: Dossier, printed: Print, width: int) -> None:
    """A column too narrow for its number would fold it into two numbers."""
    text = printed(lambda console: print_measure(kimi_dossier.measures["runway"], console), width)
    cash = kimi_dossier.measures["runway"].quantity("runway.cash")
    assert cash is not None
    for number in ("75.5 months", "50.3 months", "37.7 months", "25.2 months"):
        assert any(number in line for line in text.splitlines()), number


@WIDTHS
def test_facts_and_trees_keep_to_the_width(
    kimi_dossier: Dossier, printed: Print, width: int
) -> None:
    facts = kimi_dossier.company.facts
    node = explain(kimi_dossier, "split.pre.listed.bet")
    for text in (
        printed(lambda console: print_facts(facts, console), width),
        printed(lambda console: print_node(node, console), width),
    ):
        assert [line for line in text.splitlines() if cell_len(line) > width] == []
        assert len(text.splitlines()) > 20


def test_a_tree_prints_the_quoted_words(kimi_dossier: Dossier, printed: Print) -> None:
    node = explain(kimi_dossier, "kimi-004")
    text = words(printed(lambda console: print_node(node, console), 100))
    assert "“holds over 10 billion RMB in cash reserves” (characters 466–508)" in text
    assert "https://www.aicoin.com/en/article/511999" in text
    assert "[kimi-004]" in text


def test_what_is_missing_is_said_with_what_it_needs(cases: Any, printed: Print) -> None:
    told = runway(cases.inquiry(cash=None, burn=None))
    text = words(printed(lambda console: print_measure(told, console), 100))
    assert "missing: no cash balance is public; needs cash on a day; debt beside it" in text


# --- hostile text -----------------------------------------------------------------------------


@WIDTHS
def test_markup_of_a_source_is_printed_and_not_followed(
    hostile: Dossier, printed: Print, width: int
) -> None:
    text = printed(lambda console: print_dossier(hostile, console), width)
    assert "Evil [/b] <script>alert(1)</script>" in words(text)
    assert "Peer [red]" in words(text)
    assert [line for line in text.splitlines() if cell_len(line) > width] == []


def test_markup_in_facts_and_trees_is_printed_too(hostile: Dossier, printed: Print) -> None:
    facts = printed(lambda console: print_facts(hostile.company.facts, console), 120)
    assert "evil.cash_balance.2026-01-05" in "".join(facts.split())
    tree = printed(lambda console: print_node(explain(hostile, "runway"), console), 120)
    assert "<script>alert(1)</script>" in words(tree)


def test_control_characters_of_a_source_never_reach_the_terminal(printed: Print) -> None:
    """An escape sequence could rewrite the screen, or its title."""
    evil = "note \x1b[2J\x1b]0;owned\x07 \x9b31m end"
    node = Node(id="evil-1", kind="claim", title=evil, text=evil, quote=evil, url=evil)
    text = printed(lambda console: print_node(node, console), 100)
    assert "note" in text
    assert [sign for sign in "\x1b\x07\x9b" if sign in text] == []
