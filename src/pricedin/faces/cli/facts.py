"""``pricedin facts``."""

from __future__ import annotations

from datetime import date

import click

from pricedin.faces.cli.options import (
    Day,
    as_of_day,
    finish,
    opened,
    output_options,
    print_json,
)


@click.command()
@click.argument("case")
@click.option("--as-of", type=Day(), help="Show what was public then. Default: today.")
@click.option(
    "--basis",
    type=click.Choice(["public", "recorded"]),
    default="public",
    show_default=True,
    help="As a reader could know, or as this ledger held it.",
)
@click.option("--disputes", is_flag=True, help="Only what has rivals or was set aside.")
@output_options()[0]
@output_options()[1]
@output_options()[2]
def facts(
    case: str,
    as_of: date | None,
    basis: str,
    disputes: bool,
    as_json: bool,
    strict: bool,
    workspace: str | None,
) -> int:
    """Show what the claims about CASE add up to: values, grades, rivals and reasons."""
    with opened(workspace) as found:
        judged = found.facts(case, as_of_day(as_of, basis))
    every = (*judged.facts, *judged.talks)
    chosen = tuple(f for f in every if f.rejected) if disputes else every
    if as_json:
        from pricedin.dossier.encode import encode_fact, encode_problem, encode_rejected

        print_json(
            {
                "facts": [encode_fact(f, judged.unreviewed) for f in chosen],
                "set_aside": [encode_rejected(r) for r in judged.set_aside],
                "problems": [encode_problem(p) for p in judged.problems],
            }
        )
    else:
        from rich.console import Console

        from pricedin.dossier.terminal import print_facts

        print_facts(chosen, Console(), unseen=judged.unreviewed)
        for rejected in judged.set_aside:
            click.echo(f"set aside {rejected.claim.ref}: {rejected.reason}")
    return finish(judged.problems, strict=strict)
