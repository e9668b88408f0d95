"""``pricedin dossier``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from pricedin.dossier.dossier import Dossier
from pricedin.faces.cli.options import (
    as_of_day,
    finish,
    inquiry_options,
    opened,
    print_json,
    progress,
    settings_of,
    write_text,
)
from pricedin.measures.registry import MEASURES


@click.command()
@click.argument("case")
@click.option(
    "--html", "html", type=click.Path(dir_okay=False, path_type=Path), help="Write the page here."
)
@inquiry_options
def dossier(
    case: str,
    html: Path | None,
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
    """Answer the question of a case: how much of the price is there, how much is a bet."""
    view = as_of_day(as_of, basis)
    settings = settings_of(seed, paths, assume)
    with opened(workspace) as found, progress("dossier", len(MEASURES)) as advance:
        made = found.dossier(
            case,
            view,
            price=price,
            settings=settings,
            progress=lambda name: advance(1, name),
        )
    show(made, as_json=as_json, html=html)
    return finish(made.problems, strict=strict)


def show(made: Dossier, *, as_json: bool, html: Path | None) -> None:
    """Print a dossier as JSON or for the terminal, and write the page if asked."""
    if html is not None:
        from pricedin.dossier.html import render_html

        write_text(html, render_html(made))
        click.echo(f"wrote {html}", err=True)
    if as_json:
        from pricedin.dossier.encode import encode_dossier

        print_json(encode_dossier(made))
    else:
        from rich.console import Console

        from pricedin.dossier.terminal import print_dossier

        print_dossier(made, Console())
