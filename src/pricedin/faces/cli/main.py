"""The group of commands; each is imported only when it is called.

Nothing heavy may be imported here: ``pricedin --help`` is to answer at once.
"""

from __future__ import annotations

import difflib
import importlib
import sys
from typing import Any

import click

# name: (module, attribute, one line for --help)
COMMANDS: dict[str, tuple[str, str, str]] = {
    "demo": ("demo", "demo", "Write the bundled Kimi dossier; needs nothing else."),
    "new": ("new", "new", "Start a case by hand, from a few numbers or a TOML file."),
    "read": ("read", "read", "Read documents into claims: articles, filings, tables, mail."),
    "import": ("imports", "import_", "Add claims from files; bad rows are told and kept out."),
    "facts": ("facts", "facts", "Show what the claims about a case add up to, and disputes."),
    "review": ("review", "review", "Accept, correct or reject what was read, beside its words."),
    "names": ("names", "names", "Say which names are one company's; see which may be."),
    "dossier": ("dossier", "dossier", "Answer: how much of the price is there, how much a bet."),
    "explain": ("explain", "explain", "Open any number, fact or claim down to its source."),
    "assumptions": ("assumptions", "assumptions", "List every assumed number with its source."),
    "calc": ("calc", "calc", "Run one calculation: JSON in, JSON out."),
    "price": ("measure", "price", "What was actually priced, under each reading of labels."),
    "split": ("measure", "split", "Cash, today's business, progress on the record, the bet."),
    "implied": ("measure", "implied", "What growth, and for how long, the price needs."),
    "implied-revenue": ("measure", "implied_revenue", "What revenue each peer's multiple needs."),
    "peers": ("measure", "peers", "What comparable companies cost, on which revenue."),
    "runway": ("measure", "runway", "How long the cash lasts under which spending."),
    "outlook": ("measure", "outlook", "Odds in 12 and 24 months: up, flat, down, listing, ..."),
    "evidence": ("measure", "evidence", "What rests on what: grades, origins, disputes."),
}

EXIT_CODES = {
    "InputError": 2,
    "NotFoundError": 3,
    "SourceError": 4,
    "EvidenceError": 5,
    "SolveError": 6,
}
STRICT_PROBLEMS = 7


class LazyGroup(click.Group):
    """A group that imports a command when it is asked for, and offers near names."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which a reader meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        entry = COMMANDS.get(cmd_name.replace("_", "-"))
        if entry is None:
            return None
        module = importlib.import_module(f"pricedin.faces.cli.{entry[0]}")
        command: click.Command = getattr(module, entry[1])
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command, or say which one may have been meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            near = difflib.get_close_matches(args[0], COMMANDS, n=3, cutoff=0.5) if args else []
            if near:
                text = f"no command '{args[0]}'; did you mean " + " or ".join(
                    f"'{n}'" for n in near
                )
                raise click.UsageError(text + "?", ctx) from None
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry[2]) for name, entry in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="pricedin", prog_name="pricedin")
def cli() -> None:
    """How much of a private company's price is there already, and how much is a bet?

    Start with `pricedin demo`. Every number carries its source: open it with `pricedin explain
    CASE ID`.
    """


def main(argv: list[str] | None = None) -> None:
    """Run the command line; each branch of errors has its own exit code."""
    from pricedin.errors import PricedinError

    try:
        result: Any = cli.main(args=argv, standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("stopped; what was accepted is kept", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except PricedinError as error:
        click.echo(f"pricedin: {error}", err=True)
        codes = [EXIT_CODES[c.__name__] for c in type(error).__mro__ if c.__name__ in EXIT_CODES]
        sys.exit(codes[0] if codes else 2)
    except BrokenPipeError:
        sys.exit(0)
    sys.exit(result if isinstance(result, int) else 0)
