"""Parts of the documentation that are made from the code, so that they cannot go stale.

A page holds ``<!-- generated: NAME -->`` where the text of `GENERATORS[NAME]` is put when the page
is read. Such pages are read anew at every build.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import click

DAY = date(2026, 1, 20)
WIDTH = 88
_MARK = re.compile(r"^<!-- generated: ([a-z-]+) -->$", re.MULTILINE)
_SPECIAL = re.compile(r"([\\*_{}\[\]<>|#~])")


def plain(text: object) -> str:
    """Return text that Markdown prints as it is."""
    return _SPECIAL.sub(r"\\\1", " ".join(str(text).split()))


def code(text: object) -> str:
    """Return text as code, or nothing for nothing."""
    return f"`{text}`" if str(text) else ""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table of cells that are Markdown already."""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def prose(docstring: str | None) -> str:
    """Return a docstring's text as Markdown."""
    text = re.sub(r"``(.+?)``", r"`\1`", (docstring or "").strip())
    return re.sub(r"::\n", ":\n", text)


# --- evidence ------------------------------------------------------------------------------


def vocabulary() -> str:
    """Every attribute, by its shape in time."""
    from pricedin.claims.vocabulary import ATTRIBUTES

    words = {
        "stock": "Stocks: they hold on a day",
        "flow": "Flows: they cover a period",
        "event": "Events: they belong to a round or an offering",
        "growth": "Changes over time",
        "state": "States: told in words or dates",
    }
    parts = []
    for shape, title in words.items():
        rows = [
            (code(a.name), a.kind, "yes" if a.signed else "", plain(a.definition))
            for a in ATTRIBUTES.values()
            if a.shape == shape
        ]
        parts += [f"## {title}\n", table(("attribute", "kind", "may be negative", "is"), rows)]
    left = {a.shape for a in ATTRIBUTES.values()} - set(words)
    if left:
        raise ValueError(f"shapes without a heading: {left}")
    return "\n".join(parts)


def other_names() -> str:
    """Names that claim files use for something in the vocabulary."""
    from pricedin.claims import vocabulary as found

    rows = [
        (code(name), code(r.attribute), code(r.basis), code(r.of), code(r.role))
        for name, r in found._CASE_NAMES.items()
    ]
    rows += [
        (code(prefix + "PART"), code(r.attribute), "", "the part, or the company", "")
        for prefix, r in found._CASE_PREFIXES.items()
    ]
    return table(("name in a file", "is read as", "basis", "of", "role"), rows)


def row_fields() -> str:
    """The fields of a case row."""
    from pricedin.claims.rows import _CASE_FIELDS

    return ", ".join(code(name) for name in sorted(_CASE_FIELDS)) + ".\n"


def choices() -> str:
    """Closed choices of a claim."""
    from pricedin.claims.claim import QUALIFIERS, STATUSES
    from pricedin.claims.rows import _COUNT_UNITS

    rows = [
        ("status", ", ".join(map(code, STATUSES))),
        ("qualifier", ", ".join(map(code, QUALIFIERS))),
        ("unit of a count", ", ".join(map(code, sorted(_COUNT_UNITS)))),
    ]
    return table(("field", "one of"), rows)


def grades() -> str:
    """What each grade is and weighs."""
    from pricedin.facts.grade import GRADES, LEAST_ERROR, MEANING, POINTS

    rows = [(g, plain(MEANING[g]), f"{LEAST_ERROR[g]:.0%}", str(POINTS[g])) for g in GRADES]
    return table(("grade", "is", "least error", "points of one origin"), rows)


def source_classes() -> str:
    """Classes of sources and the grade each gives."""
    from pricedin.claims.claim import _GRADES

    return table(("class of the source", "grade"), [(code(n), g) for n, g in _GRADES.items()])


def checks() -> str:
    """Identities that reports must keep."""
    from pricedin.facts.checks import CHECKS

    rows = [
        (code(check.__name__), plain((check.__doc__ or "").splitlines()[0])) for check in CHECKS
    ]
    return table(("check", "rule"), rows)


# --- commands and calculations -------------------------------------------------------------


def _help(command: click.Command, parent: click.Context | None, name: str) -> str:
    context = click.Context(
        command,
        parent=parent,
        info_name=name,
        terminal_width=WIDTH,
        max_content_width=WIDTH,
        **command.context_settings,
    )
    return f"```text\n{command.get_help(context)}\n```\n"


def commands() -> str:
    """The help of every command."""
    from pricedin.faces.cli.main import COMMANDS, cli

    group = click.Context(cli, info_name="pricedin", **cli.context_settings)
    parts = ["## `pricedin`\n", _help(cli, None, "pricedin")]
    for name, (module, attribute, _line) in COMMANDS.items():
        command = getattr(importlib.import_module(f"pricedin.faces.cli.{module}"), attribute)
        parts += [f"## `pricedin {name}`\n", _help(command, group, name)]
    return "\n".join(parts)


def calculations() -> str:
    """Every single calculation with the fields of its input."""
    from pricedin.calculations import CALCULATIONS

    parts = []
    for found in CALCULATIONS.values():
        parts.append(f"## `{found.name}`\n\n{plain(found.question)}\n\nSource: {found.source}.\n")
        parts.append(table(("input", "type", "needed"), _schema_rows(found.input_schema)))
        parts.append(table(("output", "type", "always there"), _schema_rows(found.output_schema)))
    return "\n".join(parts)


def _schema_rows(schema: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str, str]]:
    rows = []
    needed = schema.get("required", [])
    for name, kind in schema["properties"].items():
        if kind.get("type") == "object":
            rows += _schema_rows(kind, f"{prefix}{name}.")
            continue
        words = kind.get("type") or " or ".join(code(v) for v in kind.get("enum", ())) or "any"
        rows.append((code(prefix + name), words, "yes" if name in needed else ""))
    return rows


def exit_codes() -> str:
    """Exit codes with the errors behind them."""
    from pricedin import errors
    from pricedin.faces.cli.main import EXIT_CODES, STRICT_PROBLEMS

    rows = [("0", "", "done, even with problems, which are told on standard error")]
    rows.append(("1", "", "a fault of the program itself; please report it"))
    rows += [
        (str(number), code(name), plain((getattr(errors, name).__doc__ or "").splitlines()[0]))
        for name, number in EXIT_CODES.items()
    ]
    rows.append((str(STRICT_PROBLEMS), "", "there were problems, and `--strict` was given"))
    rows.append(("130", "", "stopped by hand; what was accepted is kept"))
    return table(("exit code", "error", "meaning"), rows)


# --- measures and answers ------------------------------------------------------------------


def measures() -> str:
    """Every measure with its question and what its module says."""
    from pricedin.measures.registry import MEASURES

    parts = []
    for name, function in MEASURES.items():
        module = sys.modules[function.__module__]
        _first, _, rest = prose(module.__doc__).partition("\n\n")
        parts.append(
            f"## {code(name)}\n\n**{plain(module.QUESTION)}** "
            f"Command: `pricedin {name.replace('_', '-')} CASE`.\n\n{_first}\n\n{rest}\n"
        )
    return "\n".join(parts)


def picture() -> str:
    """The picture of a dossier, where there is one."""
    path = "images/kimi-2026-01-20.png"
    if not (Path(__file__).parent / path).exists():
        return ""
    return f"![The first page of the dossier on Kimi, as public on 20 January 2026]({path})\n"


@cache
def _workspace() -> Any:
    from pricedin.workspace import Workspace

    found = Workspace(":memory:")
    found.import_bundled()
    return found


def dossier_json() -> str:
    """A real dossier of one measure, its long lists cut."""
    from pricedin.dates import AsOf
    from pricedin.dossier.encode import encode_dossier

    made = _workspace().dossier("kimi", AsOf.day(DAY), measures=["price"])
    data = encode_dossier(made)
    measure = data["measures"]["price"]
    measure["quantities"] = [*measure["quantities"][:1], "…"]
    for found in measure["tables"]:
        found["rows"] = [*found["rows"][:1], "…"]
    measure["tables"] = [*measure["tables"][:1], "…"]
    data["missing"] = [*data["missing"][:1], "…"]
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return f"```text\n{text}\n```\n"


# --- assumptions and tables ----------------------------------------------------------------


def _figure(value: float) -> str:
    return f"{value:.4g}"


def assumptions() -> str:
    """Every assumed number of an inquiry into an AI company of 4.8bn USD after four rounds."""
    from pricedin.reference import sector
    from pricedin.simulation.assumptions import default_assumptions
    from pricedin.simulation.odds import odds_assumptions

    found = default_assumptions(sector("ai_models"), DAY)
    odds = odds_assumptions(4, 4800.0, software=True)
    head = ("key", "value", "10 %", "90 %", "unit", "reference")

    def rows(group: Mapping[str, Any]) -> list[tuple[str, ...]]:
        return [
            (
                code(a.key),
                _figure(a.value),
                _figure(a.low),
                _figure(a.high),
                plain(a.unit),
                plain(a.reference),
            )
            for a in group.values()
        ]

    return (
        f"## Values\n\n{table(head, rows(found))}\n## Odds\n\nNo value rests on these.\n\n"
        f"{table(head, rows(odds))}"
    )


def growth_parameters() -> str:
    """The fitted parameters of both presets with their 80 percent ranges as drawn."""
    from pricedin.simulation.classes import LISTED, LISTED_SOFTWARE
    from pricedin.simulation.growth import GrowthParameters

    told = dict(
        re.findall(
            r"^ {4}(\w+) : float or array, (.+?)$", GrowthParameters.__doc__ or "", re.MULTILINE
        )
    )

    def cell(found: Any, name: str) -> str:
        low, high = found.interval(name)
        value = _figure(float(getattr(found.parameters, name)))
        return value if low == high else f"{value} ({_figure(low)} to {_figure(high)})"

    rows = [
        (
            code(f.name),
            plain(told.get(f.name, "")),
            cell(LISTED, f.name),
            cell(LISTED_SOFTWARE, f.name),
        )
        for f in fields(GrowthParameters)
    ]
    head = ("parameter", "unit", "`LISTED_2008_2021`", "`SOFTWARE_2008_2021`")
    return table(head, rows)


@cache
def _check(universe: str) -> Any:
    from pricedin.simulation.calibration.cells import shipped_tables
    from pricedin.simulation.calibration.check import PRESETS, check

    return check(shipped_tables(), universe, PRESETS[universe], seed=1)


_UNIVERSES = {
    "all_ex_financials_ex_biotech": "listed",
    "software_internet": "software",
}


_BUCKETS = {"over_1bn": "over 1bn", "neg": "below 0", "over_100%": "over 100%"}


def growth_hits() -> str:
    """How many printed percentiles the law meets, by horizon."""
    from pricedin.simulation.calibration.check import JUDGED_PERCENTILES, hit_counts

    readings = (
        ("cells by size and growth, 100 windows or more", {"n_least": 100}),
        ("the same, missing ends may have done worst", {"n_least": 100, "allow_missing": True}),
        ("cells by size and growth, 30 windows or more", {"n_least": 30}),
        ("growth buckets over all sizes, 100 windows or more", {"all_sizes": True}),
    )
    rows = []
    for universe, name in _UNIVERSES.items():
        for words, options in readings:
            counts = hit_counts(_check(universe), **options)
            cells = [name, words]
            for years in (1, 3, 5, 10):
                parts = [counts.get((years, p), (0, 0)) for p in JUDGED_PERCENTILES]
                hits, trials = sum(h for h, _ in parts), sum(t for _, t in parts)
                cells.append(f"{hits} of {trials} = {hits / trials:.0%}" if trials else "no cell")
            rows.append(tuple(cells))
    head = ("record", "cells", "1 year (fitted)", "3 years (fitted)", "5 years", "10 years")
    return table(head, rows)


def growth_misses() -> str:
    """The judged percentiles that the law misses in cells of 100 windows or more."""
    import numpy as np

    from pricedin.simulation.calibration.check import JUDGED_PERCENTILES

    rows = []
    for universe, name in _UNIVERSES.items():
        for r in _check(universe):
            sized = r.size != "all" and r.n_end >= 100
            if r.inside or r.percentile not in JUDGED_PERCENTILES or not sized:
                continue
            seen, low, high, drawn = (
                f"{100 * np.expm1(x):.1f}" for x in (r.observed, r.low, r.high, r.simulated)
            )
            rows.append(
                (
                    name,
                    str(r.years),
                    plain(_BUCKETS.get(r.size, r.size)),
                    plain(_BUCKETS.get(r.growth, r.growth)),
                    f"p{r.percentile}",
                    str(r.n_end),
                    seen,
                    f"{low} to {high}",
                    drawn,
                )
            )
    head = ("record", "years", "revenue", "grew before", "", "windows", "observed", "90 %", "law")
    return table(head, rows)


def growth_slopes() -> str:
    """The autoregression of annual growth, simulated and published."""
    from pricedin.simulation.calibration.cells import population, shipped_tables
    from pricedin.simulation.calibration.check import PRESETS
    from pricedin.simulation.calibration.fit import autoregression, published_slope

    tables = shipped_tables()
    rows = []
    for universe, name in _UNIVERSES.items():
        slopes = autoregression(population(tables, universe, 50_000, 5, 1), PRESETS[universe])
        published = published_slope(tables, universe)[0]
        rows.append((name, *(f"{s:.3f}" for s in slopes), f"{published:.3f}"))
    return table(("record", *(f"year {n}" for n in range(1, 6)), "published"), rows)


def growth_tails() -> str:
    """Simulated revenue after ten years over revenue now, from six starts."""
    import numpy as np

    from pricedin.simulation.draws import Draws
    from pricedin.simulation.frontier import log_frontier
    from pricedin.simulation.growth import (
        LISTED_2008_2021,
        SOFTWARE_2008_2021,
        start_distance,
        step,
    )

    paths = 65_536
    draws = Draws(7)
    noise, shocks = draws.normals("start", 1, paths)[0], draws.normals("level", 40, paths)
    rows = []
    for revenue, growth in ((5, 3), (16, 30), (40, 1.75), (90, 3.5), (100, 0.4), (100, 1)):
        cells = [f"{revenue}m, grew {growth:.0%}"]
        start = np.log(np.array([float(revenue)]))
        for law in (LISTED_2008_2021, SOFTWARE_2008_2021):
            now = np.broadcast_to(start, (paths,))
            distance = start_distance(now, np.log1p(np.array([growth])), noise, law)
            for z in shocks:
                now, distance = step(now, distance, z, law)
            times = np.sort(np.exp(now - start))
            best = times[-paths // 100 :].sum() / times.sum()
            mean, median, high = times.mean(), np.median(times), np.percentile(times, 99.9)
            cells += [f"{mean:.3g}", f"{median:.2g}", f"{best:.0%}", f"{high:,.0f}"]
        cells.append(_times(float(np.exp(log_frontier(start, 10.0, DAY)[0]))))
        rows.append(cells)
    head = ["starts at", *(f"{w}, {n}" for n in ("listed", "software") for w in _TAIL_WORDS)]
    return table([*head, "frontier"], rows)


_TAIL_WORDS = ("mean", "median", "best 1 %", "99.9 %")


def _times(multiple: float) -> str:
    return f"{multiple:,.0f}" if multiple >= 20 else f"{multiple:.3g}"


def growth_records() -> str:
    """The rows of the frontier's table."""
    from pricedin.reference import table as shipped

    rows = []
    for row in shipped("growth_records").rows:
        start, end = float(row["start_revenue_usd_m"]), float(row["end_revenue_usd_m"])
        rows.append(
            (
                plain(row["company"].replace("one_largest", "largest of any company")),
                row["start_year"],
                f"{start:,.10g}",
                row["years"],
                f"{end:,.10g}",
                _times(end / start),
                plain(row["basis"]),
                row["public_from"],
            )
        )
    head = ("company", "from", "USD m", "years", "USD m then", "times", "basis", "public from")
    return table(head, rows)


def frontier() -> str:
    """The largest multiple by starting revenue and years."""
    import numpy as np

    from pricedin.simulation.frontier import HORIZONS, log_frontier

    sizes = (1.0, 10.0, 50.0, 100.0, 1000.0, 10000.0)
    rows = []
    for size in sizes:
        logs = [float(log_frontier(np.log(np.array([size])), h, DAY)[0]) for h in HORIZONS]
        rows.append((f"{size:,.0f}", *(_times(np.exp(x)) for x in logs)))
    return table(("starting revenue, USD m", *(f"{h:g} years" for h in HORIZONS)), rows)


def shipped_tables() -> str:
    """Every table that ships, with what it says of itself."""
    from pricedin.reference import table as shipped
    from pricedin.reference import tables

    parts = []
    for name in tables():
        found = shipped(name)
        day = "each row has its own day" if found.public_from == date.min else found.public_from
        parts.append(
            f"## `{name}`\n\n"
            f"- **Source**: {plain(found.source)}\n"
            f"- **Licence**: {plain(found.licence)}\n"
            f"- **Method**: {plain(found.method)}\n"
            f"- **Sample**: {plain(found.sample)}\n"
            f"- **Bias**: {plain(found.bias)}\n"
            f"- **Public from**: {day}\n"
            f"- **{len(found.rows)} rows of**: {', '.join(code(c) for c in found.rows[0])}\n"
        )
    return "\n".join(parts)


def sectors() -> str:
    """Sectors, and the tables that stand for each."""
    from pricedin.reference import sectors as known

    rows = [
        (code(s.name), plain(s.title), plain(s.industry), code(s.universe), plain(s.reason))
        for s in known().values()
    ]
    return table(("sector", "is", "industry row", "universe of growth", "because"), rows)


def bundled() -> str:
    """The bundled claim files."""
    from pricedin.reference import case_lines, case_names

    rows = [(code(f"{name}.jsonl"), str(len(case_lines(name)))) for name in case_names()]
    return table(("file", "claims"), rows)


# --- Python --------------------------------------------------------------------------------

# What a reader meets first; any other public name follows.
_FIRST = ("Workspace", "AsOf", "Settings", "Dossier", "Measure", "Quantity", "Interval", "Missing")


def public_names() -> str:
    """The public interface, documented from its docstrings."""
    import pricedin

    names = [name for name in pricedin.__all__ if not name.startswith("__")]
    names.sort(key=lambda n: _FIRST.index(n) if n in _FIRST else len(_FIRST))
    lines = []
    for name in names:
        found = getattr(pricedin, name)
        if isinstance(found, type):
            kind = "autoexception" if issubclass(found, BaseException) else "autoclass"
            lines += [f".. {kind}:: pricedin.{name}", "   :members:", ""]
        else:
            kind = "autofunction" if callable(found) else "autodata"
            lines += [f".. {kind}:: pricedin.{name}", ""]
    return "```{eval-rst}\n" + "\n".join(lines) + "\n```\n"


def settings() -> str:
    """How an inquiry draws unless told otherwise."""
    from pricedin.measures.inquiry import Settings

    rows = [
        (code(f.name), code(f.default if f.default is not MISSING else "{}"))
        for f in fields(Settings)
    ]
    return table(("setting", "default"), rows)


GENERATORS: dict[str, Callable[[], str]] = {
    name.replace("_", "-"): function
    for name, function in list(globals().items())
    if callable(function)
    and getattr(function, "__module__", "") == __name__
    and not name.startswith("_")
    and name not in ("plain", "code", "table", "prose")
}


# --- Sphinx --------------------------------------------------------------------------------


def fill(text: str) -> str:
    """Put generated text in the place of each mark."""
    return _MARK.sub(lambda mark: GENERATORS[mark[1]](), text)


def _on_source_read(_app: Any, _docname: str, source: list[str]) -> None:
    source[0] = fill(source[0])


def _outdated(_app: Any, env: Any, _added: Any, _changed: Any, _removed: Any) -> list[str]:
    return [d for d in env.found_docs if _MARK.search(Path(env.doc2path(d)).read_text("utf-8"))]


def setup(app: Any) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("source-read", _on_source_read)
    app.connect("env-get-outdated", _outdated)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
