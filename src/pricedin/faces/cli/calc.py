"""``pricedin calc``."""

from __future__ import annotations

import json
from typing import IO

import click

from pricedin.calculations import CALCULATIONS, calculation
from pricedin.errors import InputError
from pricedin.faces.cli.options import print_json


@click.command()
@click.argument("name", required=False)
@click.argument("file", type=click.File(encoding="utf-8"), default="-")
@click.option("--list", "show_list", is_flag=True, help="List the calculations with schemas.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON on standard output.")
def calc(name: str | None, file: IO[str], show_list: bool, as_json: bool) -> int:
    """Run one calculation NAME on JSON from FILE, or from standard input.

    `pricedin calc --list --json` gives each name with the schema of its input and output.
    """
    if show_list:
        if as_json:
            print_json(
                [
                    {
                        "name": c.name,
                        "question": c.question,
                        "source": c.source,
                        "input": c.input_schema,
                        "output": c.output_schema,
                    }
                    for c in CALCULATIONS.values()
                ]
            )
        else:
            for found in CALCULATIONS.values():
                click.echo(f"{found.name}: {found.question} ({found.source})")
        return 0
    if name is None:
        raise InputError("name a calculation; 'pricedin calc --list' lists them")
    chosen = calculation(name)
    try:
        data = json.loads(file.read())
    except ValueError as error:
        raise InputError(f"{name}: the input is not JSON: {error}") from None
    if not isinstance(data, dict):
        raise InputError(f"{name}: the input is a JSON object")
    result = chosen.run(data)
    if as_json:
        print_json(result)
    else:
        for key, value in result.items():
            click.echo(f"{key.replace('_', ' ')}: {value}")
    return 0
