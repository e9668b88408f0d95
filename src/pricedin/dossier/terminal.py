"""Ink for the terminal."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table as RichTable
from rich.text import Text
from rich.tree import Tree

from pricedin.company.figure import Missing
from pricedin.dossier.dossier import Dossier
from pricedin.dossier.explain import Node, show, show_parts
from pricedin.facts.fact import Fact
from pricedin.measures.measure import Cell, Measure, Quantity, Table
from pricedin.units import plural


def print_dossier(dossier: Dossier, console: Console) -> None:
    """Print the answer, then the parts."""
    counts = dossier.counts
    console.print(
        Text(
            f"as {dossier.as_of.basis} on {dossier.as_of.valid_on} · "
            + ", ".join(plural(n, noun.removesuffix("s")) for noun, n in counts.items()),
            style="dim",
        )
    )
    console.print(Panel(Text(dossier.headline), title=dossier.title, title_align="left"))
    for measure in dossier.measures.values():
        print_measure(measure, console, said=dossier.headline)
    if dossier.changes:
        console.print(changes_table(dossier))
    if dossier.missing:
        console.print(Text("What would tighten the answer", style="bold"))
        for missing in dossier.missing:
            console.print(Text(f"  {missing.name}: {missing.reason}; needs {missing.need}"))


def print_measure(measure: Measure, console: Console, *, said: str = "") -> None:
    """Print one measure, its sentence unless it has been `said`."""
    console.print()
    console.print(Text(measure.question, style="bold"))
    if measure.sentence != said:
        console.print(Text(measure.sentence))
    answer = measure.answer
    if isinstance(answer, Quantity):
        console.print(Text(f"  {answer.label}: {show(answer)}  [{answer.id}]", style="cyan"))
    else:
        console.print(Text(f"  missing: {answer.reason}; needs {answer.need}", style="yellow"))
    for table in measure.tables:
        if table.rows:
            console.print(Padding(_table(table), (1, 0, 0, 2)))
    for note in measure.notes:
        console.print(Text(f"  note: {note}", style="dim"))


def _table(table: Table) -> RenderableType:
    rich = RichTable(title=table.title, title_justify="left", box=None, pad_edge=False)
    for column in table.columns:
        rich.add_column(column, overflow="fold", header_style="dim")
    for row in table.rows:
        rich.add_row(*(_cell(cell) for cell in row))
    if table.note:
        return Group(rich, Text(table.note, style="dim"))
    return rich


def _cell(cell: Cell) -> Text:
    if isinstance(cell, Quantity):
        value, beside = show_parts(cell)
        text = Text(value, style="cyan")
        return text.append(f"\n{beside}", style="dim") if beside else text
    if isinstance(cell, Missing):
        return Text(f"not public: {cell.need}", style="yellow")
    if isinstance(cell, tuple):
        return Text().join(
            Text(show_parts(p)[0], style="cyan") if isinstance(p, Quantity) else Text(p)
            for p in cell
        )
    return Text(cell)


def changes_table(dossier: Dossier) -> RenderableType:
    """Return what became public after the day of the price."""
    rich = RichTable(
        title=f"Public since {dossier.price.day}", title_justify="left", box=None, pad_edge=False
    )
    for column in ("subject", "what", "value", "of", "public from"):
        rich.add_column(column, overflow="fold", header_style="dim")
    for change in dossier.changes:
        rich.add_row(
            change.subject,
            change.about,
            Text(change.value),
            str(change.held_on),
            str(change.public_from),
        )
    return Padding(rich, (1, 0, 0, 0))


def print_facts(facts: tuple[Fact, ...], console: Console) -> None:
    """Print decided things, with what was not followed."""
    rich = RichTable(box=None, pad_edge=False)
    for column in ("fact", "value", "how", "grade", "status", "of", "not followed"):
        rich.add_column(column, overflow="fold", header_style="dim")
    for fact in facts:
        value = ", ".join(fact.value) if isinstance(fact.value, tuple) else str(fact.value)
        told = fact.distribution.words if fact.distribution else ""
        rich.add_row(
            Text(fact.id),
            Text(value),
            Text(f"{told} {fact.resolution}"),
            fact.grade,
            fact.status.replace("_", " "),
            str(fact.held_on),
            Text("; ".join(f"{r.claim.ref}: {r.reason}" for r in fact.rejected)),
        )
    console.print(rich)


def print_node(node: Node, console: Console) -> None:
    """Print the tree behind a number."""
    console.print(_tree(node, None))


def _tree(node: Node, parent: Tree | None) -> Tree:
    label = Text(node.title, style="bold" if node.kind in ("measure", "number") else "")
    label.append(f"  [{node.id}]", style="dim")
    for extra, style in ((node.text, "dim"), (node.quote, "italic"), (node.url, "blue")):
        if extra:
            label.append("\n" + extra, style=style)
    tree = Tree(label) if parent is None else parent.add(label)
    for child in node.children:
        _tree(child, tree)
    return tree
