"""Reading of documents: text into figures, memory over many, and documents in.

Called by ``run.py``. The texts are those of ``tests/corpus/reading/open``, of which each line
names money: an amount every 70 characters, several times as many as in ordinary news. So the
speed is also taken of the same texts among prose that names none.
"""

from __future__ import annotations

import io
import re
import runpy
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

TESTS = Path(__file__).parents[1] / "tests"
OPEN = TESTS / "corpus" / "reading" / "open"
NUMBER = re.compile(r"[$€£¥]?\d[\d,.]*\s?(?:million|billion|[mbk]n?\b|[万亿]|%)?")
# Sentences of news that carry no figure, of the length and kind that stand between those that do.
BETWEEN = {
    "en": "Analysts say that the market for such software is growing as factories look for ways to "
    "save power. The founders met at university and worked for a maker of cars before they set "
    "out on their own. Customers, they say, care less for price than for the promise that a line "
    "never stops. Rivals have been quick to follow, and some have merged. ",
    "zh": "业内人士认为，随着工厂寻求节能，这类软件的市场正在扩大。创始人在大学相识，此前在一家汽车"
    "制造商工作，后来决定自己创业。他们表示，客户更看重生产线不停机的承诺，而不是价格。同行很快跟进，"
    "其中一些已经合并。",
}


def best(function: Callable[[], object], repeats: int) -> float:
    """Return the shortest processor time of several runs, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        function()
        times.append(time.process_time() - start)
    return min(times)


def news(text: str, language: str) -> str:
    """Return a text whose sentences with figures stand among some without."""
    lines = text.split("\n")
    return "\n".join(f"{line}\n{BETWEEN[language]}" if line.strip() else line for line in lines)


def text_into_figures(repeats: int, most: int | None) -> None:
    """MB of plain text a second on one core, beside splitting it and a pass for numbers."""
    from pricedin.claims.documents import Reader
    from pricedin.sources.read import read_bytes
    from pricedin.sources.source import Source

    print("plain text into figures, one core")
    for language, name in (("en", "English"), ("zh", "Chinese")):
        texts = [path.read_text("utf-8") for path in sorted(OPEN.glob(f"{language}-*.txt"))[:most]]
        for kind, chosen in (
            ("as it is", texts),
            ("as news", [news(one, language) for one in texts]),
        ):
            sources = [
                one
                for text in chosen
                for one in read_bytes(text.encode(), "text.txt")
                if isinstance(one, Source)
            ]
            reader = Reader()

            def read(sources: list[Source] = sources, reader: Reader = reader) -> int:
                return sum(len(reader.read(one).reading.figures) for one in sources)

            def split(sources: list[Source] = sources) -> None:
                for one in sources:
                    one.text.split()

            def numbers(sources: list[Source] = sources) -> None:
                for one in sources:
                    for _ in NUMBER.finditer(one.text):
                        pass

            figures = read()  # tables of patterns are made once, and not timed
            taken, words, found = best(read, repeats), best(split, 5), best(numbers, 5)
            size = sum(len(one.text.encode()) for one in sources) / 1e6
            signs = sum(len(one.text) for one in sources) / figures
            print(
                f"  {name:8} {kind:9} {size / taken:6.2f} MB/s  {taken / words:7,.0f} times "
                f"str.split  {taken / found:6,.0f} times a pass for numbers  "
                f"a figure every {signs:,.0f} characters"
            )


MEMORY = """
import sys
from pathlib import Path
from pricedin.claims.documents import Reader, encode_read
from pricedin.sources.read import read_bytes
paths = sorted(Path(sys.argv[1]).glob("*.txt"))
few, many = int(sys.argv[2]), int(sys.argv[3])
reader = Reader()
for count in range(1, many + 1):
    # Each is another text, as articles are: what is kept by text would show.
    data = paths[count % len(paths)].read_bytes()[:700].decode("utf-8", "ignore") + f" No. {count}"
    for source in read_bytes(data.encode(), f"{count}.txt"):
        read = reader.read(source)
        encode_read(read)
        sum(1 for _ in reader.claims(read))
    if count in (few, many):
        status = Path("/proc/self/status")
        lines = status.read_text().splitlines() if status.exists() else ["VmHWM: 0 kB"]
        print(next(line for line in lines if line.startswith("VmHWM")).split()[1])
"""


def memory(few: int, many: int) -> None:
    """Peak memory after many articles against that after few, in a process of its own."""
    command = [sys.executable, "-c", MEMORY, str(OPEN), str(few), str(many)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    small, large = (int(one) / 1024 for one in told)
    print(f"peak memory, {many:,} articles read one after another")
    if small:
        print(f"  after {few:,}              {small:8.0f} MB")
        print(f"  after {many:,}             {large:8.0f} MB   {large / small:5.2f} times")


def documents_in(repeats: int) -> None:
    """Documents a second from bytes to text, of a page of news each."""
    from pricedin.sources.read import read_bytes
    from pricedin.sources.source import Source

    made = runpy.run_path(str(TESTS / "fuzz" / "reading.py"))
    path = sorted(OPEN.glob("en-*.txt"))[0]
    lines = news(path.read_text("utf-8"), "en").splitlines()
    wrapped = [piece for line in lines for piece in re.findall(r".{1,88}(?:\s|$)", line)]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as container:
        for name, words in made["docx"](lines).items():
            container.writestr(name, words)
    links = "".join(f'<li><a href="/{n}">Deal number {n}</a></li>' for n in range(200))
    body = "".join(f"<p>{line}</p>" for line in lines)
    page = f"<html><head><title>{lines[0]}</title></head><body><nav><ul>{links}</ul></nav>"
    page += f"<article>{body}</article><aside><ul>{links}</ul></aside></body></html>"
    kinds = {
        "text": ("text.txt", "\n".join(lines).encode()),
        "HTML": ("page.html", page.encode()),
        "PDF": (
            "memo.pdf",
            made["pdf"]([wrapped[at : at + 45] for at in range(0, len(wrapped), 45)]),
        ),
        "DOCX": ("memo.docx", packed.getvalue()),
    }
    print("documents in, from bytes to text")
    plain = 0.0
    for kind, (name, data) in kinds.items():

        def read(name: str = name, data: bytes = data) -> None:
            (source,) = read_bytes(data, name)
            if not isinstance(source, Source):
                raise SystemExit(f"not read: {source}")

        read()
        taken = best(lambda read=read: [read() for _ in range(10)], repeats) / 10  # type: ignore[misc]
        plain = plain or taken
        rate = f"{1 / taken:7.0f} a second   {taken / plain:5.1f} times text"
        print(f"  {kind:5} {len(data) / 1e3:6.1f} kB  {rate}")


def run(*, smoke: bool) -> None:
    """Run all of them; small sizes if `smoke`."""
    text_into_figures(1 if smoke else 3, 8 if smoke else None)
    memory(*((30, 300) if smoke else (1_000, 10_000)))
    documents_in(1 if smoke else 3)
