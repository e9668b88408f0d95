"""``pricedin explain``."""

from __future__ import annotations

from datetime import date

import click

from pricedin.faces.cli.options import (
    as_of_day,
    finish,
    inquiry_options,
    opened,
    print_json,
    progress,
    settings_of,
)
from pricedin.measures.registry import MEASURES


@click.command()
@click.argument("case")
@click.argument("id", metavar="ID")
@inquiry_options
def explain(
    case: str,
    id: str,
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
    """Open ID down to its source: a number, a measure, a fact, a claim, an assumption.

    Numbers print their id behind them; `pricedin dossier CASE --json` lists all of them.
    """
    view = as_of_day(as_of, basis)
    settings = settings_of(seed, paths, assume)
    # A number needs its measure; a fact or a claim needs none.
    head = id.partition(".")[0]
    names = [head] if head in MEASURES else [] if ":" in id or "-" in id else None
    with opened(workspace) as found, progress("dossier", len(MEASURES)) as advance:
        made = found.dossier(
            case,
            view,
            price=price,
            settings=settings,
            measures=names,
            progress=lambda name: advance(1, name),
        )
        node = found.explain(made, id)
    if as_json:
        from pricedin.dossier.encode import encode_node

        print_json(encode_node(node))
    else:
        from rich.console import Console

        from pricedin.dossier.terminal import print_node

        print_node(node, Console())
    return finish(made.problems, strict=strict)
