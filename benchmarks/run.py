"""Benchmarks, side by side in one run; ratios count, seconds only inform.

    python benchmarks/run.py            all of them
    python benchmarks/run.py --smoke    small sizes, to see that they run

Each figure is the best of several repeats. Nothing here is a test: no time is asserted.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

import reading


def best(function: Callable[[], object], repeats: int) -> float:
    """Return the shortest time of several runs, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times)


def growth_law(paths: int, quarters: int, repeats: int) -> None:
    """The growth law of 100,000 paths against drawing the same normals."""
    from pricedin.simulation.growth import SOFTWARE_2008_2021, start_distance, step

    block = 5000
    law = SOFTWARE_2008_2021

    def draw() -> None:
        generator = np.random.default_rng(7)
        for _ in range(paths // block):
            for _ in range(quarters + 1):
                generator.standard_normal(block)

    def simulate() -> None:
        generator = np.random.default_rng(7)
        for _ in range(paths // block):
            log_revenue = np.full(block, np.log(100.0))
            z = generator.standard_normal(block)
            distance = start_distance(log_revenue, np.full(block, 0.7), z, law)
            for _ in range(quarters):
                z = generator.standard_normal(block)
                log_revenue, distance = step(log_revenue, distance, z, law)

    normals, law_time = best(draw, repeats), best(simulate, repeats)
    count = paths * (quarters + 1)
    print(f"growth law, {paths:,} paths x {quarters} quarters, one normal a step")
    print(f"  drawing {count / 1e6:.1f}m normals   {normals:8.3f} s")
    print(f"  the law with its draws    {law_time:8.3f} s   {law_time / normals:5.1f} times")


def value(paths: int, repeats: int) -> None:
    """A whole value with its interval: facts, costs, policy, stopping, horizon."""
    from pricedin.simulation.futures import Futures

    company = _case("minimax")

    def whole() -> None:
        futures = Futures(company, seed=7, paths=paths)
        futures.valuation(futures.lead)

    warm = Futures(company, seed=7, paths=4096)
    warm.valuation(warm.lead)  # imports and tables are not timed
    whole_time = best(whole, repeats)
    count = 2 * paths * 41
    generator = np.random.default_rng(7)
    normals = best(lambda: generator.standard_normal(count // 64), repeats) * 64
    print(f"value with nested interval, twice {paths:,} paths x 40 quarters, four cost lines")
    print(f"  drawing as many normals   {normals:8.3f} s")
    print(f"  value with its interval   {whole_time:8.3f} s   {whole_time / normals:5.1f} times")


def antithetic(paths: int) -> None:
    """Variance of the value at equal paths, mirrored against plain draws."""
    from pricedin.simulation.draws import Draws
    from pricedin.simulation.engine import run
    from pricedin.simulation.futures import Futures
    from pricedin.simulation.record import Record, Shocks

    futures = Futures(_case("minimax"), seed=7, paths=4096, outer_draws=1)
    one, policy = futures.drawn(futures.lead).inputs, futures.policy(futures.lead)
    means: dict[bool, list[float]] = {True: [], False: []}
    for replicate in range(64):
        for mirrored in (True, False):
            draws = Draws(11, replicate=replicate)
            shocks = Shocks(
                level=draws.normals("level", 40, paths, antithetic=mirrored),
                start=draws.normals("start", 1, paths, antithetic=mirrored)[0],
            )
            means[mirrored].append(float(run(Record(one, shocks, policy)).mean()))
    plain, mirror = np.var(means[False], ddof=1), np.var(means[True], ddof=1)
    print(f"variance of a mean over {paths:,} paths, 64 repeats")
    print(f"  plain {plain:10.1f}   mirrored {mirror:10.1f}   {plain / mirror:5.1f} times lower")


def dossier(repeats: int) -> None:
    """One dossier, cold (a new process) and warm (the second in one process)."""
    from pricedin.dates import AsOf
    from pricedin.workspace import BUNDLED_DAY, Workspace

    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pricedin", "demo", "--html", f"{folder}/kimi.html"]
        cold = best(
            lambda: subprocess.run(command, check=True, capture_output=True), max(1, repeats // 2)
        )
        with Workspace(Path(folder) / "bench.db") as found:
            found.import_bundled()

            def one() -> None:
                found.dossier("kimi", AsOf.day(BUNDLED_DAY))

            one()
            warm = best(one, max(1, repeats // 2))
    print("one dossier, Kimi on 2026-01-20")
    print(f"  cold, with page           {cold:8.2f} s")
    print(f"  warm, as data             {warm:8.2f} s   {warm / cold:5.2f} of cold")


def help_text(repeats: int) -> None:
    """``pricedin --help`` against a bare interpreter."""
    bare = best(lambda: subprocess.run([sys.executable, "-c", ""], check=True), repeats)
    shown = best(
        lambda: subprocess.run(
            [sys.executable, "-m", "pricedin", "--help"], check=True, capture_output=True
        ),
        repeats,
    )
    print("pricedin --help")
    print(f"  bare interpreter          {bare:8.3f} s")
    print(f"  --help                    {shown:8.3f} s   {shown / bare:5.1f} times")


def import_claims(count: int) -> None:
    """Import of many claims against parsing their JSON, and its memory against that of a few."""
    from datetime import date

    from pricedin.dates import AsOf
    from pricedin.workspace import Workspace

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, path = folder / "few.jsonl", folder / "claims.jsonl"
        lines = (json.dumps(_row(index)) + "\n" for index in range(count))
        with path.open("w") as file:
            file.writelines(lines)
        few.write_text("".join(path.read_text().splitlines(keepends=True)[: count // 100]))

        def parse() -> None:
            with path.open() as file:
                for line in file:
                    json.loads(line)

        parsed = best(parse, 2)
        small = _peak_of_import(few, folder / "few.db")
        large = _peak_of_import(path, folder / "many.db")
        with Workspace(folder / "bench.db") as found:
            start = time.perf_counter()
            report = found.import_file(path)
            taken = time.perf_counter() - start
            if report.receipt.added != count:
                raise SystemExit(f"import lost rows: {report.problems[:3]}")
            again = best(lambda: found.import_file(path), 1)
            day = AsOf.day(date(2026, 1, 1))
            view = best(lambda: found.ledger.view(day, ["company-7"]), 3)
    print(f"import of {count:,} claims")
    print(f"  parsing the JSON          {parsed:8.2f} s")
    print(f"  import                    {taken:8.2f} s   {taken / parsed:5.1f} times")
    print(f"  the same file again       {again:8.2f} s   {again / parsed:5.1f} times")
    print(f"  view of one company       {1000 * view:8.1f} ms")
    if small:
        ratio = large / small
        few_rows = f"{count // 100:,} rows"
        print(f"  peak memory               {large:8.0f} MB   {ratio:5.2f} of {few_rows}")


IMPORT = """
import sys
from pathlib import Path
from pricedin.workspace import Workspace
with Workspace(sys.argv[2]) as found:
    found.import_file(Path(sys.argv[1]))
status = Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else ["VmHWM: 0 kB"]
print(next(line for line in lines if line.startswith("VmHWM")).split()[1])
"""


def _peak_of_import(path: Path, workspace: Path) -> float:
    """Return the peak memory of an import in a process of its own, MB; 0 where no kernel says."""
    command = [sys.executable, "-c", IMPORT, str(path), str(workspace)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return int(told) / 1024


def _row(index: int) -> dict[str, object]:
    return {
        "id": f"bench-{index:07d}",
        "company": f"company-{index % 997}",
        "attribute": "revenue",
        "value": 1_000_000 + index,
        "unit": "USD",
        "qualifier": "exact",
        "period": f"FY{2000 + index % 25}",
        "as_of": f"{2000 + index % 25}-12-31",
        "status": "closed",
        "reported": "2026-01-01",
        "reported_precision": "seen",
        "source_name": f"page {index % 5000}",
        "url": f"https://example.org/{index % 5000}",
        "source_class": "named_reporter",
        "origin": f"outlet {index % 50}",
        "relay": False,
        "lang": "en",
        "paraphrase": "a made-up row",
    }


def _case(name: str) -> object:
    from pricedin.dates import AsOf
    from pricedin.workspace import BUNDLED_DAY, Workspace

    with tempfile.TemporaryDirectory() as folder, Workspace(Path(folder) / "b.db") as found:
        found.import_bundled()
        return found.company(name, AsOf.day(BUNDLED_DAY))


def main() -> None:
    """Run them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="small sizes")
    smoke = parser.parse_args().smoke
    repeats = 1 if smoke else 5
    growth_law(20_000 if smoke else 100_000, 40, repeats)
    value(8_192 if smoke else 65_536, repeats)
    antithetic(256)
    help_text(repeats)
    import_claims(2_000 if smoke else 100_000)
    dossier(repeats)
    reading.run(smoke=smoke)


if __name__ == "__main__":
    main()
