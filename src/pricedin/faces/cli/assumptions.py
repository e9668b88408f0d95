"""``pricedin assumptions``."""

from __future__ import annotations

from datetime import date

import click

from pricedin.faces.cli.options import (
    as_of_day,
    finish,
    inquiry_options,
    opened,
    print_json,
    settings_of,
)


@click.command()
@click.argument("case")
@inquiry_options
def assumptions(
    case: str,
    as_of: date | None,
    basis: str,
    price: str | None,
    assume: tuple[str, ...],
    seed: int,
    paths: int,
    as_json: bool,
    strict: bool,
    workspace: str | None,
) -> int:
    """List every assumed number of CASE: value, range, unit, source, and what changes it.

    Change one with --assume KEY=VALUE or KEY=LOW..HIGH on any command that answers; those without
    an option are set in the code.
    """
    with opened(workspace) as found:
        inquiry = found.inquiry(
            case, as_of_day(as_of, basis), price=price, settings=settings_of(seed, paths, assume)
        )
        rows = inquiry.futures().assumed_rows()
    if as_json:
        print_json(rows)
        return finish(inquiry.company.problems, strict=strict)
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for column in ("key", "value", "10%", "90%", "unit", "source", "changed by"):
        table.add_column(column, overflow="fold", header_style="dim")
    for row in rows:
        table.add_row(*(Text(text) for text in row.values()))
    Console().print(table)
    return finish(inquiry.company.problems, strict=strict)
