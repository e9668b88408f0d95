"""``pricedin names``: which names are one company's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pricedin.claims.names import read_names
from pricedin.errors import InputError
from pricedin.faces.cli.options import login_name, opened, print_json, workspace_option
from pricedin.facts.ledger import SubjectRecord
from pricedin.workspace import Workspace


@click.command()
@click.argument("case")
@click.option(
    "--merge", nargs=2, metavar="A B", help="A and B are one; the case, else A, keeps its name."
)
@click.option("--undo", is_flag=True, help="Undo the last merge of names of the case.")
@click.option("--list", "only_list", is_flag=True, help="List the names of CASE; propose nothing.")
@click.option("--all", "everything", is_flag=True, help="Propose for every company, not only CASE.")
@click.option(
    "--file",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Add names from a TOML file: a table a company, with name and aliases.",
)
@click.option("--why", default="", metavar="TEXT", help="The reason, kept with the decision.")
@click.option("--by", metavar="NAME", help="Who decides. Default: the login name.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON on standard output.")
@workspace_option()
def names(
    case: str,
    merge: tuple[str, str] | None,
    undo: bool,
    only_list: bool,
    everything: bool,
    file: Path | None,
    why: str,
    by: str | None,
    as_json: bool,
    workspace: str | None,
) -> int:
    """Show the names of CASE, and which subjects of the claims may be the same company.

    Letters cannot tell that 月之暗面 is Moonshot AI, so nothing is merged unless a person says so.
    After a merge claims filed under either name are found under the case; no claim is rewritten,
    and views as recorded on earlier days stay as they were.
    """
    who = by or login_name()
    if merge and undo:
        raise InputError("either --merge or --undo")
    with opened(workspace) as found:
        if file is not None:
            found.ledger.register(
                SubjectRecord(slug=s.slug, name=s.name, aliases=s.aliases) for s in read_names(file)
            )
        record = found.ledger.find(case)
        told: dict[str, Any] = {"case": record.slug}
        if merge:
            name, into = _direction(found, record, merge)
            other, home = found.merge_names(name, into, by=who, why=why)
            told["merged"] = {"subject": other.slug, "into": home.slug}
            click.echo(f"merged: {other.name} is found under {home.name}", err=True)
        elif undo:
            undone = found.review.undo([record.slug], by=who, why=why, choices=("merge",))
            told["undone"] = {"subject": undone.subject, "into": undone.into}
            click.echo(f"undone: {undone.subject} stands for itself again", err=True)
        record = found.ledger.find(case)
        told |= {"name": record.name, "aliases": list(record.aliases)}
        told["alike"] = [
            {"slugs": [a.slug, a.other], "names": a.names, "score": a.score, "reason": a.reason}
            for a in (() if only_list else found.alike(None if everything else record.slug))
        ]
    if as_json:
        print_json(told)
    else:
        _print(told)
    return 0


def _direction(found: Workspace, case: SubjectRecord, pair: tuple[str, str]) -> tuple[str, str]:
    """Return which name goes under which: the case keeps its own, else the first does."""
    slugs = []
    for name in pair:
        try:
            slugs.append(found.ledger.find(name).slug)
        except LookupError:
            slugs.append("")
    if slugs[1] == case.slug or not slugs[0]:
        return pair
    return pair[1], pair[0]


def _print(told: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from pricedin.dossier.terminal import inert

    click.echo(inert(f"{told['name']} [{told['case']}]"))
    if told["aliases"]:
        click.echo(inert("  also " + ", ".join(told["aliases"])))
    if not told["alike"]:
        return
    table = Table(box=None, pad_edge=False, title="May be one company", title_justify="left")
    for column in ("names", "filed under", "because"):
        table.add_column(column, overflow="fold", header_style="dim")
    for row in told["alike"]:
        cells = (" / ".join(row["names"]), " / ".join(row["slugs"]), row["reason"])
        table.add_row(*(Text(inert(cell)) for cell in cells))
    Console().print(table)
    click.echo(f"say so with: pricedin names {told['case']} --merge A B")
