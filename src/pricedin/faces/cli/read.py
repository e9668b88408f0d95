"""``pricedin read``: from documents to claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from pricedin.errors import InputError, Problem
from pricedin.faces.cli.options import Day, finish, opened, progress, workspace_option
from pricedin.sources.document import SOURCE_CLASSES
from pricedin.sources.limits import LIMITS, Limits
from pricedin.units import plural

if TYPE_CHECKING:
    from pricedin.claims.llm.settings import LlmSettings
    from pricedin.sources.source import Source
    from pricedin.workspace import ReadReport


@click.command()
@click.argument("places", nargs=-1, metavar="[CASE] PLACE...")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print one JSON object a document, a line each, and keep nothing; no CASE then.",
)
@click.option("--published", type=Day(), help="Day of documents that state none themselves.")
@click.option(
    "--source-class",
    type=click.Choice(SOURCE_CLASSES),
    help="What kind of source the documents are; sets their grade. Default: as they show.",
)
@click.option(
    "--reader",
    type=click.Choice(["rules", "llm"]),
    default="rules",
    show_default=True,
    help="'llm' asks a language model as well; what it says is checked against the text.",
)
@click.option("--llm-base-url", default="", help="OpenAI-compatible endpoint.")
@click.option("--llm-model", default="", help="Name of the model there.")
@click.option(
    "--llm-allow-plain-http", is_flag=True, help="Send unencrypted, even to another machine."
)
@click.option("--allow-private", is_flag=True, help="Fetch from private addresses too.")
@click.option(
    "--limit",
    "limits",
    multiple=True,
    metavar="NAME=COUNT",
    help="Change a limit, as pages=5000; --limit list prints them.",
)
@click.option("--strict", is_flag=True, help="Exit with 7 if there were problems.")
@workspace_option()
def read(
    places: tuple[str, ...],
    as_json: bool,
    published: date | None,
    source_class: str | None,
    reader: str,
    llm_base_url: str,
    llm_model: str,
    llm_allow_plain_http: bool,
    allow_private: bool,
    limits: tuple[str, ...],
    strict: bool,
    workspace: str | None,
) -> int:
    """Read documents for CASE and keep what they say, with the words that carry it.

    A PLACE is a file, a folder, an address (http, https) or - for standard input: text, HTML, PDF,
    DOCX, mail, feeds, XLSX, ODS, CSV. What cannot be read is told, and the rest goes on. Claims
    are unreviewed until 'pricedin review CASE'. Figures of other companies are filed under those.

    No document leaves this machine unless --reader llm and an endpoint are given; before anything
    is sent, the command says what goes where.
    """
    if "list" in limits:
        for name, value, meaning in LIMITS.lines():
            click.echo(f"{name:16} {value:>12,}  {meaning}")
        return 0
    bounds = LIMITS.changed(limits)
    model = None
    if reader == "llm":
        from pricedin.claims.llm.settings import llm_settings

        model = llm_settings(llm_base_url, llm_model, allow_plain_http=llm_allow_plain_http)
    case, wanted = ("", places) if as_json else (places[0] if places else "", places[1:])
    if not wanted:
        raise InputError("name what to read: pricedin read CASE PLACE..., or --json PLACE...")
    problems: list[Problem] = []
    found = _sources(wanted, bounds, allow_private=allow_private)
    if model is not None:
        found = _announced(found, model)
    if as_json:
        _print(found, published, model, problems)
        return finish(problems, strict=strict)
    with (
        opened(workspace, create=True) as kept,
        progress(f"read for {case}", None) as advance,
    ):
        report = kept.read(
            case,
            found,
            published=published,
            source_class=source_class,  # type: ignore[arg-type]
            model=model,
            progress=lambda source: advance(1, source.name[-40:]),
        )
        slug = kept.ledger.find(case).slug
    _tell(report, slug, case)
    return finish(report.problems, strict=strict)


def _sources(
    places: Sequence[str], limits: Limits, *, allow_private: bool
) -> Iterator[Source | Problem]:
    """Yield the documents of every place in turn; the same bytes are read once."""
    from pricedin.sources.read import read_path, read_stdin
    from pricedin.sources.source import Source

    seen: set[str] = set()
    for place in places:
        if place == "-":
            found = read_stdin(limits=limits)
        elif place.startswith(("http://", "https://")):
            from pricedin.sources.fetch import read_url

            found = read_url(place, allow_private=allow_private, limits=limits)
        else:
            found = read_path(place, limits)
        for one in found:
            if isinstance(one, Source):
                if one.text_sha256 and one.text_sha256 in seen:
                    yield Problem(
                        where=one.place,
                        message="is a text that was read already",
                        severity="note",
                    )
                    continue
                seen.add(one.text_sha256)
            yield one


def _announced(found: Iterator[Source | Problem], model: LlmSettings) -> Iterator[Source | Problem]:
    """Say what will be sent where, before the first document is."""
    from pricedin.claims.llm.settings import what_is_sent
    from pricedin.sources.source import Source

    whole = list(found)
    sources = [one for one in whole if isinstance(one, Source)]
    click.echo(what_is_sent(model, sources), err=True)
    yield from whole


def _print(
    found: Iterator[Source | Problem],
    published: date | None,
    model: LlmSettings | None,
    problems: list[Problem],
) -> None:
    import json

    from pricedin.claims.documents import Reader, encode_read

    reader = Reader(published=published, model=model)
    for one in found:
        if isinstance(one, Problem):
            problems.append(one)
            continue
        read = reader.read(one)
        problems.extend(read.problems)
        click.echo(json.dumps(encode_read(read), ensure_ascii=False))


def _tell(report: ReadReport, slug: str, case: str) -> None:
    told = report.claims[slug]
    click.echo(
        f"{plural(report.documents, 'document')} read: {plural(report.receipt.added, 'claim')} "
        f"added, {report.receipt.known} already known; {told} about {case}"
    )
    others = [f"{name} {count}" for name, count in report.claims.most_common() if name != slug]
    if others:
        click.echo(f"also about: {', '.join(others[:12])}{' ...' if len(others) > 12 else ''}")
    if report.documents and not told:
        click.echo(
            f"nothing read is about {case}; if it goes by another name there, say so: "
            f"pricedin names {case} --merge NAME"
        )
    for line in report.disagreements[:20]:
        click.echo(f"readers differ: {line}")
    for line in report.rejected[:20]:
        click.echo(f"not admitted: {line}")
    if len(report.rejected) > 20:
        click.echo(f"... and {len(report.rejected) - 20} more not admitted")
    if report.receipt.added:
        click.echo(f"unreviewed: pricedin review {case}")
