"""``pricedin demo``."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import click

from pricedin.dates import AsOf
from pricedin.faces.cli.dossier import show
from pricedin.faces.cli.options import Day, finish, progress, settings_of
from pricedin.measures.inquiry import DEFAULT_PATHS, DEFAULT_SEED
from pricedin.measures.registry import MEASURES
from pricedin.workspace import BUNDLED_DAY, Workspace


@click.command()
@click.option(
    "--as-of",
    type=Day(),
    default=BUNDLED_DAY.isoformat(),
    show_default=True,
    help="Show what was public then; up to 2026-02-15.",
)
@click.option("--case", default="kimi", show_default=True, help="kimi, minimax or zhipu.")
@click.option("--price", metavar="TEXT", help="Test this price, as '4.8bn USD pre'.")
@click.option("--assume", multiple=True, metavar="KEY=VALUE", help="Replace an assumption.")
@click.option(
    "--seed", type=int, default=DEFAULT_SEED, show_default=True, help="Same seed, same answer."
)
@click.option(
    "--paths",
    type=click.IntRange(1024, 4_000_000),
    default=DEFAULT_PATHS,
    show_default=True,
    help="Simulated paths.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON on standard output.")
@click.option(
    "--html",
    "html",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the page.  [default: ./CASE-DAY.html]",
)
@click.option("--strict", is_flag=True, help="Exit with 7 if there were problems.")
def demo(
    as_of: date,
    case: str,
    price: str | None,
    assume: tuple[str, ...],
    seed: int,
    paths: int,
    as_json: bool,
    html: Path | None,
    strict: bool,
) -> int:
    """Write the dossier of a bundled case, by default Kimi on 20 January 2026.

    Uses a workspace of its own that is thrown away: no server, no key, no network.
    """
    settings = settings_of(seed, paths, assume)
    with (
        tempfile.TemporaryDirectory() as folder,
        Workspace(Path(folder) / "demo.db") as found,
        progress("dossier", len(MEASURES)) as advance,
    ):
        found.import_bundled()
        made = found.dossier(
            case,
            AsOf.day(as_of),
            price=price,
            settings=settings,
            progress=lambda name: advance(1, name),
        )
    show(made, as_json=as_json, html=html or Path(f"{case}-{as_of}.html"))
    return finish(made.problems, strict=strict)
