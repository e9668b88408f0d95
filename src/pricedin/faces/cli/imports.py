"""``pricedin import``."""

from __future__ import annotations

from pathlib import Path

import click

from pricedin.errors import InputError
from pricedin.faces.cli.options import (
    finish,
    login_name,
    opened,
    print_json,
    progress,
    workspace_option,
)
from pricedin.sources.document import SOURCE_CLASSES
from pricedin.workspace import ImportReport


@click.command("import")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--bundled", is_flag=True, help="Add the bundled cases (Kimi, MiniMax, Zhipu, peers)."
)
@click.option(
    "--source-class",
    type=click.Choice(SOURCE_CLASSES),
    help="Override the class of every document in the files.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON on standard output.")
@click.option("--strict", is_flag=True, help="Exit with 7 if there were problems.")
@workspace_option()
def import_(
    files: tuple[Path, ...],
    bundled: bool,
    source_class: str | None,
    as_json: bool,
    strict: bool,
    workspace: str | None,
) -> int:
    """Add claims from FILES: case rows (JSON lines) or readings (JSON).

    A row that cannot be used is told with its file and line and kept out; the rest goes in. The
    same row twice is one claim, so an import that was stopped can simply be run again.
    """
    if not files and not bundled:
        raise InputError("nothing to import; name files, or --bundled for the bundled cases")
    whole = ImportReport()
    with opened(workspace, create=True) as found:
        reports = [found.import_bundled()] if bundled else []
        for file in files:
            with progress(f"import {file.name}", None) as advance:
                reports.append(
                    found.import_file(
                        file,
                        source_class=source_class,  # type: ignore[arg-type]
                        by=login_name(),
                        progress=lambda n, advance=advance: advance(n, ""),  # type: ignore[misc]
                    )
                )
    for report in reports:
        whole.receipt.added += report.receipt.added
        whole.receipt.known += report.receipt.known
        whole.problems += report.problems
        whole.rows += report.rows
    errors = sum(p.severity == "error" for p in whole.problems)
    if as_json:
        from pricedin.dossier.encode import encode_problem

        print_json(
            {
                "added": whole.receipt.added,
                "already_known": whole.receipt.known,
                "kept_out": errors,
                "problems": [encode_problem(p) for p in whole.problems],
            }
        )
    else:
        click.echo(
            f"{whole.receipt.added} claims added, {whole.receipt.known} already known, "
            f"{errors} rows kept out"
        )
    return finish(whole.problems, strict=strict)
