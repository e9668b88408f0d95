"""One verb a measure."""

from __future__ import annotations

from datetime import date

import click

from pricedin.dossier.encode import encode_measure
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


def _verb(name: str) -> click.Command:
    @click.command(name.replace("_", "-"), help=MEASURES[name].__doc__)
    @click.argument("case")
    @inquiry_options
    def command(
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
        view = as_of_day(as_of, basis)
        settings = settings_of(seed, paths, assume)
        with opened(workspace) as found, progress(name, None):
            inquiry = found.inquiry(case, view, price=price, settings=settings)
            answer = MEASURES[name](inquiry)
        if as_json:
            print_json(encode_measure(answer))
        else:
            from rich.console import Console

            from pricedin.dossier.terminal import print_measure

            print_measure(answer, Console())
        return finish(inquiry.company.problems, strict=strict)

    return command


def __getattr__(name: str) -> click.Command:
    if name in MEASURES:
        return _verb(name)
    raise AttributeError(name)
