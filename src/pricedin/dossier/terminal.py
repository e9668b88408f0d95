"""Ink for the terminal.

Whatever comes from a claim is hostile: it is never read as markup, and signs that steer a
terminal, or turn the direction of writing, are printed as escapes.
"""

from __future__ import annotations

import re
from itertools import accumulate

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table as RichTable
from rich.text import Text
from rich.tree import Tree

from pricedin.company.figure import Missing
from pricedin.dossier.dossier import Dossier
from pricedin.dossier.explain import Node, show, show_parts, unreviewed_flag
from pricedin.facts.fact import Fact
from pricedin.facts.texts import Passage
from pricedin.measures.measure import Cell, Measure, Quantity, Table
from pricedin.units import plural

_STEERS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PARTS = (
    ("cash", "cash paid in"),
    ("today", "today's business"),
    ("progress", "progress on the record"),
    ("bet", "the bet"),
)
_BAR = 100  # columns of the longest bar
_BESIDE_BAR = 38  # columns that names and numbers take


def inert(text: str) -> str:
    r"""Return text with every sign that would steer a terminal written out; lines still end.

    >>> inert("note \x1b[2J")
    'note \\x1b[2J'
    """
    return _STEERS.sub(
        lambda sign: " " if sign[0] == "\t" else sign[0].encode("unicode_escape").decode("ascii"),
        text,
    )


def _text(text: str, style: str = "") -> Text:
    return Text(inert(text), style=style)


def print_dossier(dossier: Dossier, console: Console) -> None:
    """Print the answer, then the parts."""
    counts = dossier.counts
    console.print(
        _text(
            f"as {dossier.as_of.basis} on {dossier.as_of.valid_on} · "
            + ", ".join(plural(n, noun.removesuffix("s")) for noun, n in counts.items()),
            style="dim",
        )
    )
    if dossier.unreviewed_words:
        console.print(_text(dossier.unreviewed_words, style="yellow"))
    console.print(Panel(_text(dossier.headline), title=_text(dossier.title), title_align="left"))
    for measure in dossier.measures.values():
        print_measure(measure, console, said=dossier.headline)
    if dossier.changes:
        console.print(changes_table(dossier))
    if dossier.missing:
        console.print(_text("What would tighten the answer", style="bold"))
        for missing in dossier.missing:
            console.print(_text(f"  {missing.name}: {missing.reason}; needs {missing.need}"))


def print_measure(measure: Measure, console: Console, *, said: str = "") -> None:
    """Print one measure, its sentence unless it has been `said`."""
    console.print()
    console.print(_text(measure.question, style="bold"))
    if measure.sentence != said:
        console.print(_text(measure.sentence))
    answer = measure.answer
    if isinstance(answer, Quantity):
        console.print(_text(f"  {answer.label}: {show(answer)}  [{answer.id}]", style="cyan"))
    else:
        console.print(_text(f"  missing: {answer.reason}; needs {answer.need}", style="yellow"))
    if "bar" in measure.series and isinstance(answer, Quantity):
        console.print(Padding(_bar(measure, answer, console.width), (1, 0, 0, 2)))
    for table in measure.tables:
        if table.rows:
            console.print(Padding(_table(table), (1, 0, 0, 2)))
    for note in measure.notes:
        console.print(_text(f"  note: {note}", style="dim"))


def _bar(measure: Measure, answer: Quantity, width: int) -> RenderableType:
    """Draw the parts of the price to scale, each beginning where the one before it ends.

    A part below nothing runs back to the left.
    """
    whose = answer.id.rpartition(".")[0]
    rows = [(words, measure.quantity(f"{whose}.{key}")) for key, words in _PARTS]
    told = [(words, quantity) for words, quantity in rows if quantity is not None]
    edges = list(accumulate((float(q.value) for _, q in told), initial=0.0))
    span = max(edges) - min(edges)
    columns = max(8, min(_BAR, width - _BESIDE_BAR))
    places = [round((edge - min(edges)) / span * columns) if span else 0 for edge in edges]
    rich = RichTable(box=None, pad_edge=False, show_header=False)
    for (words, quantity), start, end in zip(told, places, places[1:], strict=False):
        left, blocks = min(start, end), abs(end - start)
        rich.add_row(
            words,
            Text(" " * min(left, columns - 1) + ("█" * blocks or "▏"), no_wrap=True),
            _text(show_parts(quantity)[0], style="cyan"),
        )
    return rich


def _table(table: Table) -> RenderableType:
    rich = RichTable(title=_text(table.title), title_justify="left", box=None, pad_edge=False)
    for column in table.columns:
        rich.add_column(_text(column), overflow="fold", header_style="dim")
    for row in table.rows:
        rich.add_row(*(_cell(cell) for cell in row))
    if table.note:
        return Group(rich, _text(table.note, style="dim"))
    return rich


def _cell(cell: Cell) -> Text:
    if isinstance(cell, Quantity):
        value, beside = show_parts(cell)
        text = _text(value, style="cyan")
        return text.append(f"\n{inert(beside)}", style="dim") if beside else text
    if isinstance(cell, Missing):
        return _text(f"not public: {cell.need}", style="yellow")
    if isinstance(cell, tuple):
        return Text().join(
            _text(show_parts(p)[0], style="cyan") if isinstance(p, Quantity) else _text(p)
            for p in cell
        )
    return _text(cell)


def changes_table(dossier: Dossier) -> RenderableType:
    """Return what became public after the day of the price."""
    rich = RichTable(
        title=f"Public since {dossier.price.day}", title_justify="left", box=None, pad_edge=False
    )
    for column in ("subject", "what", "value", "of", "public from"):
        rich.add_column(_text(column), overflow="fold", header_style="dim")
    for change in dossier.changes:
        rich.add_row(
            _text(change.subject),
            _text(change.about),
            _text(change.value),
            str(change.held_on),
            str(change.public_from),
        )
    return Padding(rich, (1, 0, 0, 0))


def print_facts(
    facts: tuple[Fact, ...], console: Console, *, unseen: frozenset[str] = frozenset()
) -> None:
    """Print decided things, with what was not followed; `unseen` are unreviewed claims by uid."""
    rich = RichTable(box=None, pad_edge=False)
    for column in ("fact", "value", "how", "grade", "status", "of", "not followed"):
        rich.add_column(_text(column), overflow="fold", header_style="dim")
    for fact in facts:
        value = ", ".join(fact.value) if isinstance(fact.value, tuple) else str(fact.value)
        told = fact.distribution.words if fact.distribution else ""
        rich.add_row(
            _text(fact.id),
            _text(value),
            _flagged(f"{told} {fact.resolution}", unreviewed_flag(fact, unseen)),
            fact.grade,
            fact.status.replace("_", " "),
            str(fact.held_on),
            _text("; ".join(f"{r.claim.ref}: {r.reason}" for r in fact.rejected)),
        )
    console.print(rich)


def _flagged(text: str, flags: tuple[str, ...]) -> Text:
    made = _text(text)
    for flag in flags:
        made.append(f"\n{flag}", style="yellow")
    return made


def print_node(node: Node, console: Console) -> None:
    """Print the tree behind a number."""
    console.print(_tree(node, None, plain=is_plain(console)))


def is_plain(console: Console) -> bool:
    """Return whether colours are lost, so that highlighted words need signs around them."""
    return console.no_color or not console.is_terminal


def highlighted(passage: Passage, *, plain: bool) -> Text:
    """Return the quoted words in their context, marked; by signs where colours are lost."""
    quote = inert(passage.quote)
    text = Text()
    text.append(inert(passage.before), style="dim")
    text.append(f"»{quote}«" if plain else quote, style="black on yellow")
    return text.append(inert(passage.after), style="dim")


def _tree(node: Node, parent: Tree | None, *, plain: bool) -> Tree:
    label = _text(node.title, style="bold" if node.kind in ("measure", "number") else "")
    label.append(f"  [{inert(node.id)}]", style="dim")
    for extra, style in ((node.text, "dim"), (node.quote, "italic"), (node.url, "blue")):
        if extra:
            label.append("\n" + inert(extra), style=style)
    if node.passage is not None:
        label.append("\n").append_text(highlighted(node.passage, plain=plain))
    tree = Tree(label) if parent is None else parent.add(label)
    for child in node.children:
        _tree(child, tree, plain=plain)
    return tree
