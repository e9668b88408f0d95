"""Run the commands that the pages show, and put what they print into the pages.

    python docs/refresh.py [--check] [PAGE …]

A block is run if this stands before it, with what to keep of its output (nothing: all of it)::

    <!-- shown: REGEX +LINES | REGEX .. REGEX -->
    ```console
    $ pricedin …
    ```

Each part begins at the first line after the part before it that matches, and has as many lines as
said, or ends at the next line that matches the second; what is left out is marked. A mark of the
form ``<!-- file: NAME -->`` before a block makes its text a file that the page's commands can
read. ``--check`` changes nothing and fails if a block is stale.

Figures of the simulation differ in their last digits between versions of NumPy, so this is run by
hand when a figure moves, and not by the tests.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).parent
WIDTH = 88
LEFT_OUT = "…"
_BLOCK = re.compile(
    r"<!-- (?P<kind>shown|file)(?:: (?P<rest>[^\n]+?))? -->\n"
    r"```[^\n]*\n(?P<body>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)


def kept(output: str, parts: str | None) -> str:
    """Return the parts of an output that a page shows."""
    lines = [line.rstrip() for line in output.strip("\n").splitlines()]
    if not parts:
        return "\n".join(lines)
    shown: list[str] = []
    at = 0
    for part in parts.split(" | "):
        first, to, last = part.partition(" .. ")
        first, _, count = part.rpartition(" +") if not to else (first, "", "")
        start = _index(lines, first, at)
        if start > at:
            shown.append(LEFT_OUT)
        at = _index(lines, last, start) + 1 if to else min(start + int(count), len(lines))
        shown += lines[start:at]
    if at < len(lines):
        shown.append(LEFT_OUT)
    return "\n".join(shown)


def _index(lines: list[str], pattern: str, start: int) -> int:
    for number, line in enumerate(lines[start:], start):
        if re.search(pattern, line):
            return number
    raise SystemExit(
        f"nothing matches '{pattern}' after line {start} of:\n" + "\n".join(lines[:80])
    )


def run(command: str, folder: Path) -> str:
    """Run a command as a reader would, and return what it prints."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "COLUMNS": str(WIDTH), "PRICEDIN_WORKSPACE": ""}
    done = subprocess.run(
        command, shell=True, cwd=folder, env=env, check=False, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    if done.returncode == 1:
        raise SystemExit(f"{command}\n{done.stdout}")
    return done.stdout


def refreshed(text: str, folder: Path) -> str:
    """Return a page with its blocks run anew, in order."""

    def block(found: re.Match[str]) -> str:
        if found["kind"] == "file":
            (folder / found["rest"]).write_text(found["body"], encoding="utf-8")
            return found[0]
        command = re.match(r"\$ ((?:.*\\\n)*.*)\n", found["body"])
        if command is None:
            raise SystemExit(f"no command in:\n{found[0]}")
        output = kept(run(command[1], folder), found["rest"])
        head = found[0][: found.start("body") - found.start()]
        return f"{head}$ {command[1]}\n{output}\n```" if output else f"{head}$ {command[1]}\n```"

    return _BLOCK.sub(block, text)


def main(arguments: list[str]) -> int:
    """Refresh the pages named, or all."""
    check = "--check" in arguments
    named = [Path(a).resolve() for a in arguments if a != "--check"]
    stale = []
    for page in named or sorted(DOCS.rglob("*.md")):
        text = page.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            new = refreshed(text, Path(folder))
        if new != text:
            stale.append(page.relative_to(DOCS))
            if not check:
                page.write_text(new, encoding="utf-8")
    for page in stale:
        sys.stdout.write(f"{page} {'is stale' if check else 'refreshed'}\n")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
