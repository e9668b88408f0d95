"""``pricedin calc``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from pricedin.calculations import CALCULATIONS, calculation
from pricedin.errors import InputError, SourceError
from pricedin.faces.cli.options import print_json


@click.command()
@click.argument("name", required=False)
@click.argument("file", default="-", metavar="[FILE|-]")
@click.option("--list", "show_list", is_flag=True, help="List them; with NAME its fields.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON on standard output.")
def calc(name: str | None, file: str, show_list: bool, as_json: bool) -> int:
    """Run one calculation NAME on JSON from FILE, or from standard input.

    `pricedin calc --list --json` gives each name with the schema of its input and output,
    `pricedin calc NAME --list` the fields that it takes.
    """
    if show_list:
        chosen = CALCULATIONS.values() if name is None else (calculation(name),)
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
                    for c in chosen
                ]
            )
        else:
            for found in chosen:
                click.echo(f"{found.name}: {found.question} ({found.source})")
                if name is not None:
                    _echo_fields(found.input_schema)
        return 0
    if name is None:
        raise InputError("name a calculation; 'pricedin calc --list' lists them")
    wanted = calculation(name)
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{file}: {getattr(error, 'strerror', None) or error}") from error
    try:
        data = json.loads(text)
    except ValueError as error:
        raise InputError(f"{name}: the input is not JSON: {error}") from None
    if not isinstance(data, dict):
        raise InputError(f"{name}: the input is a JSON object")
    result = wanted.run(data)
    if as_json:
        print_json(result)
    else:
        for key, value in result.items():
            click.echo(f"{key.replace('_', ' ')}: {value}")
    return 0


def _echo_fields(schema: dict[str, Any], indent: str = "  ") -> None:
    required = schema.get("required", [])
    for field, kind in schema.get("properties", {}).items():
        choices = " or ".join(str(c) for c in kind.get("enum", ()))
        told = choices or str(kind.get("type", "")).removesuffix("object")
        click.echo(
            f"{indent}{field}{'' if field in required else ' (optional)'}: {told}".rstrip(": ")
        )
        _echo_fields(kind, indent + "  ")
