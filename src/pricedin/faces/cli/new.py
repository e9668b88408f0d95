"""``pricedin new``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from pricedin.claims.hand import LABELS, REVENUE_BASES
from pricedin.errors import InputError
from pricedin.faces.cli.options import finish, login_name, opened, print_json, workspace_option
from pricedin.reference import sectors


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print JSON on standard output.")
@click.option("--strict", is_flag=True, help="Exit with 7 if there were problems.")
@workspace_option()
def new(file: Path | None, as_json: bool, strict: bool, workspace: str | None) -> int:
    """Start a case by hand, from a small TOML FILE or by answering questions.

    Needed for the whole answer: price with label, revenue, growth, cash and burn. Leave out what
    you do not know; the answer says what it would need. Peers and the sector's record come with
    the package.
    """
    with opened(workspace, create=True) as found:
        if file is not None:
            case = found.new_case_from_file(file, by=login_name())
        else:
            case = found.new_case(_asked(), "questions", by=login_name())
    if as_json:
        print_json(
            {
                "case": case.slug,
                "name": case.name,
                "as_of": case.as_of.isoformat(),
                "claims": [c.ref for c in case.claims],
                "missing": case.missing,
            }
        )
    else:
        click.echo(f"{case.name} is filed as '{case.slug}' with {len(case.claims)} figures")
        if case.missing:
            click.echo("left out, and would tighten the answer: " + ", ".join(case.missing))
        click.echo(f"next: pricedin dossier {case.slug} --as-of {case.as_of}")
    return finish(case.problems, strict=strict)


def _asked() -> dict[str, Any]:
    """Ask for the numbers; an empty answer leaves one out."""

    def ask(text: str, default: str = "") -> str:
        return str(click.prompt(text, default=default, show_default=bool(default))).strip()

    name = ask("Name of the company")
    if not name:
        raise InputError("every case has a name")
    return {
        "name": name,
        "as_of": ask("As of (date)", date.today().isoformat()),
        "currency": ask("Currency", "USD"),
        "sector": ask(f"Sector ({', '.join(sectors())})", "market"),
        "price": {
            "value": ask("Price, as 800m"),
            "label": ask(f"Label ({', '.join(LABELS)})", "post"),
            "new_money": ask("New money in the round, if known"),
        },
        "revenue": {
            "value": ask("Yearly revenue, as 52m"),
            "basis": ask(f"Basis ({', '.join(REVENUE_BASES)})", "ltm"),
            "growth": ask("Growth of revenue a year, as 85%"),
        },
        "cash": {
            "value": ask("Cash, as 150m"),
            "net_burn_per_month": ask("Net burn a month, as 2m (0 if none)"),
        },
        "gross_margin": ask("Gross margin, as 75%"),
    }
