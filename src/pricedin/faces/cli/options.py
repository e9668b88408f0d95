"""What the commands share: options, the workspace, progress, problems."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import click

from pricedin.dates import AsOf
from pricedin.errors import InputError, NotFoundError, Problem, SourceError
from pricedin.faces.cli.main import STRICT_PROBLEMS
from pricedin.measures.inquiry import DEFAULT_PATHS, DEFAULT_SEED, Settings
from pricedin.workspace import Workspace

DEFAULT_WORKSPACE = "pricedin.db"

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType):  # type: ignore[type-arg]  # older releases take no argument
    """A day, written 2026-01-20."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"'{value}' is not a day; write it like 2026-01-20", param, ctx)


def inquiry_options(function: F) -> F:
    """Add the options of every command that answers a question."""
    for option in reversed(
        (
            click.option("--as-of", type=Day(), help="Show what was public then. Default: today."),
            click.option(
                "--basis",
                type=click.Choice(["public", "recorded"]),
                default="public",
                show_default=True,
                help="As a reader could know, or as this ledger held it.",
            ),
            click.option(
                "--price",
                "price",
                metavar="TEXT",
                help="Test this price, as '4.8bn USD pre'. Default: the latest stated.",
            ),
            click.option(
                "--assume",
                multiple=True,
                metavar="KEY=VALUE",
                help="Replace an assumption; 'pricedin assumptions' lists the keys.",
            ),
            click.option(
                "--seed",
                type=int,
                default=DEFAULT_SEED,
                show_default=True,
                help="Same seed, same answer.",
            ),
            click.option(
                "--paths",
                type=click.IntRange(1024, 4_000_000),
                default=DEFAULT_PATHS,
                show_default=True,
                help="Simulated paths.",
            ),
            *output_options(),
        )
    ):
        function = option(function)
    return function


def output_options() -> tuple[Callable[[F], F], ...]:
    """Return the options of every command that prints."""
    return (
        click.option("--json", "as_json", is_flag=True, help="Print JSON on standard output."),
        click.option("--strict", is_flag=True, help="Exit with 7 if there were problems."),
        workspace_option(),
    )


def workspace_option() -> Callable[[F], F]:
    """Return the option that names the workspace."""
    return click.option(
        "--workspace",
        metavar="PATH|URL",
        help=f"Default: $PRICEDIN_WORKSPACE, else ./{DEFAULT_WORKSPACE}.",
    )


def location(workspace: str | None) -> str:
    """Return where the workspace is."""
    return workspace or os.environ.get("PRICEDIN_WORKSPACE") or DEFAULT_WORKSPACE


def login_name() -> str:
    """Return the name of who is logged in, or nothing where the system knows none."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


@contextmanager
def opened(workspace: str | None, *, create: bool = False) -> Iterator[Workspace]:
    """Open the workspace; only commands that write may make it."""
    where = location(workspace)
    if not create and not Workspace.exists(where):
        raise NotFoundError(
            f"no workspace at {where}; make one with 'pricedin import --bundled' (the bundled "
            "cases), 'pricedin new' (by hand) or 'pricedin import FILE'"
        )
    with Workspace(where) as found:
        yield found


def as_of_day(day: date | None, basis: str) -> AsOf:
    """Return the view that was asked for."""
    chosen = day or date.today()
    if chosen > date.today() + timedelta(days=1):
        warn(
            [
                Problem(
                    where="--as-of",
                    message=f"{chosen} is in the future; shows what is known until today",
                    severity="warning",
                )
            ]
        )
    return AsOf.day(chosen, "recorded" if basis == "recorded" else "public")


def settings_of(seed: int, paths: int, assume: Sequence[str]) -> Settings:
    """Return how to draw."""
    given: dict[str, str] = {}
    for item in assume:
        key, sign, value = item.partition("=")
        if not sign or not key.strip() or not value.strip():
            raise InputError(f"'{item}' is not an assumption; write it like tax_rate=0.2")
        given[key.strip()] = value.strip()
    return Settings(seed=seed, paths=paths, assume=given)


def print_json(data: Any) -> None:
    """Print JSON, and nothing else, on standard output."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def warn(problems: Sequence[Problem]) -> None:
    """Tell problems on standard error, with a count."""
    if not problems:
        return
    for problem in problems[:50]:
        click.echo(str(problem), err=True)
    if len(problems) > 50:
        click.echo(f"... and {len(problems) - 50} more", err=True)
    click.echo(f"{len(problems)} problem{'s' * (len(problems) != 1)}", err=True)


def finish(problems: Sequence[Problem], *, strict: bool) -> int:
    """Tell problems and return the exit code."""
    told = [p for p in problems if p.severity != "note"]
    warn(told)
    return STRICT_PROBLEMS if strict and told else 0


@contextmanager
def progress(title: str, total: int | None) -> Iterator[Callable[[int, str], None]]:
    """Show a bar on standard error while something long runs; silent where nobody looks."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not sys.stderr.isatty():
        yield lambda _step, _name: None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f}/{task.total}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=total)

        def advance(step: int, name: str) -> None:
            bar.update(task, advance=step, description=f"{title} {name}".strip())

        yield advance


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all.

    Raises
    ------
    SourceError
        If it cannot be written.
    """
    partial = path.with_name(path.name + ".part")
    try:
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        raise SourceError(f"cannot write {path}: {error.strerror or error}") from error
