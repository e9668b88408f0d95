"""Files, folders, archives and what is made to exhaust a reader."""

import dataclasses
import gzip
import hashlib
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricedin.errors import InputError, NotFoundError, Problem
from pricedin.sources.limits import LIMITS, Limits
from pricedin.sources.read import read_bytes, read_path, read_stdin
from pricedin.sources.source import Source, unique, words_sha256

ARTICLE = "Aster raises $120m\n\nOSLO, 14 May 2024 - Aster said so. The round was led by Cedar."


def texts(items: Iterator[Source | Problem]) -> list[str]:
    return [item.text for item in items if isinstance(item, Source)]


def only_problem(data: bytes, name: str, limits: Limits = LIMITS) -> Problem:
    (problem,) = read_bytes(data, name, limits=limits)
    assert isinstance(problem, Problem), problem
    return problem


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in members.items():
            container.writestr(name, content)
    return out.getvalue()


def test_a_text_file_is_read_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "aster.txt"
    path.write_text(ARTICLE)
    (source,) = read_path(path)
    assert isinstance(source, Source)
    assert source.text == ARTICLE
    assert (source.name, source.kind, source.title) == ("aster.txt", "text", "Aster raises $120m")
    assert (source.published, source.published_quote) == (date(2024, 5, 14), "OSLO, 14 May 2024 -")
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_folder_is_read_in_order_without_links_or_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.md", ".hidden.txt", "data.json", "Page_files/ad.html"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"Text of {name}")
    (tmp_path / "Page.html").write_text(f"<p>{'The page says this much. ' * 10}</p>")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    items = list(read_path(tmp_path))
    assert [i.name for i in items if isinstance(i, Source)] == [
        "Page.html",
        "a.txt",
        "b.txt",
        "c.md",
    ]
    assert [p.severity for p in items if isinstance(p, Problem)] == ["note"]
    assert "data.json" in next(p.where for p in items if isinstance(p, Problem))


def test_what_cannot_be_opened_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-broken")
    (tmp_path / "c.txt").write_text(ARTICLE)
    items = list(read_path(tmp_path))
    assert [type(i).__name__ for i in items] == ["Problem", "Problem", "Source"]
    assert str(items[0]) == f"{tmp_path / 'a.txt'}: error: is empty"


def test_a_path_that_is_not_there_offers_near_names(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE)
    with pytest.raises(NotFoundError, match=r"did you mean 'article\.txt'"):
        read_path(tmp_path / "artcle.txt")


def test_a_folder_is_opened_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    (tmp_path / "b.txt").write_text(ARTICLE)
    items = read_path(tmp_path)
    next(items)
    (tmp_path / "b.txt").write_text("Changed meanwhile.")
    assert texts(items) == ["Changed meanwhile."]


def test_standard_input_is_told_by_its_bytes(pdf: Any) -> None:
    (source,) = read_stdin(stream=io.BytesIO(pdf([(72, 700, "Piped in.")])))
    assert isinstance(source, Source)
    assert (source.kind, source.name) == ("pdf", "standard input")


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"\x89PNG\r\n\x1a\n", "a.txt", "picture"),
        (gzip.compress(b"text"), "a.gz", "gzip"),
        (b"{\\rtf1 x}", "a.rtf", "rich text"),
        (b"SQLite format 3\x00", "a.db", "database"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "old Office"),
        (b"words", "a.pdf", "no such file"),
        (b"   \n ", "a.txt", "is empty"),
    ],
)
def test_other_formats_are_named(data: bytes, name: str, words: str) -> None:
    assert words in only_problem(data, name).message


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"<!DOCTYPE html><p>Aster raised money.", "a.txt", "html"),
        (b"\xef\xbb\xbf<html><p>Aster raised money.", "a", "html"),
        ("<html><p>Aster raised money.".encode("utf-16"), "a", "html"),
        (b"From: a\nTo: b\nSubject: c\n\nAster raised money.", "a.txt", "email"),
        (b"Subject: Aster\n\nAster raised money.", "a.txt", "text"),
        (b"<rss><channel><item><title>A b</title></item></channel></rss>", "a.xml", "feed"),
        (b"a,b\nc,d\n", "a.csv", "table"),
        (b"a,b\nc,d\n", "a.txt", "text"),
        (b"a\tb\nc\td\n", "a.xls", "table"),
    ],
)
def test_the_format_is_told_by_bytes_before_the_name(data: bytes, name: str, kind: str) -> None:
    (source,) = read_bytes(data, name)
    assert isinstance(source, Source) and source.kind == kind


# --- archives and bombs ---------------------------------------------------------------------


def test_an_archive_is_its_documents() -> None:
    data = zipped({"b.txt": b"Second.", "a/a.txt": b"First.", "x.json": b"{}", "__MACOSX/a": b"x"})
    assert texts(read_bytes(data, "a.zip")) == ["First.", "Second."]


@pytest.mark.parametrize(
    ("data", "limits", "limit"),
    [
        (zipped({"a.txt": b"0" * 3_000_000}), LIMITS, "archive_ratio"),
        (zipped({"a.txt": os.urandom(2_000)}), Limits(archive_bytes=1_000), "archive_bytes"),
        (zipped({f"{n}.txt": b"x" for n in range(9)}), Limits(files=5), "files"),
        (b"x" * 2_000, Limits(file_bytes=1_000), "file_bytes"),
        (b"<p>" + b"<b>" * 600_000, LIMITS, "elements"),
        (b"<div>" * 5_000 + b"deep", LIMITS, "element_depth"),
        (b"<rss>" + b"<item>" * 600_000, LIMITS, "elements"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bomb_ends_in_a_problem_that_names_the_limit(
    data: bytes, limits: Limits, limit: str
) -> None:
    problem = only_problem(data, "a", limits)
    assert f"the limit {limit} is" in problem.message
    assert problem.hint == f"to allow more, set the limit: {limit}=COUNT"


def test_archives_inside_archives_end_at_a_depth() -> None:
    data = zipped({"a.txt": b"Innermost."})
    for _ in range(9):
        data = zipped({"inner.zip": data})
    assert "the limit nesting is 5" in only_problem(data, "a.zip").message


def test_the_directory_of_an_archive_may_lie_about_sizes() -> None:
    data = bytearray(zipped({"a.txt": b"0" * 900_000}))
    entry = data.rfind(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    problem = only_problem(bytes(data), "a.zip")
    assert problem.severity == "error"


def test_many_small_archives_share_one_bound() -> None:
    inner = zipped({"a.txt": os.urandom(60_000).hex().encode()})
    data = zipped({f"{n}.zip": inner for n in range(20)})
    items = list(read_bytes(data, "a.zip", limits=Limits(archive_bytes=1_500_000)))
    assert 0 < len(texts(iter(items))) < 20
    assert any("archive_bytes" in i.message for i in items if isinstance(i, Problem))


@given(st.binary(max_size=400), st.sampled_from(["", ".html", ".eml", ".csv", ".xlsx", ".rss"]))
def test_no_bytes_stop_the_reading(data: bytes, suffix: str) -> None:
    for item in read_bytes(data, f"a{suffix}"):
        assert "stopped its reader" not in str(item)


@given(st.data())
def test_no_damage_to_a_page_or_message_stops_the_reading(data: st.DataObject) -> None:
    whole = data.draw(
        st.sampled_from(
            [
                b"<html><head><meta charset=gb2312></head><body><p>Aster<table><tr><td>1</table>",
                b"From: a\nSubject: b\nDate: Tue, 14 May 2024\nContent-Type: text/html\n\n<p>x",
                b'<?xml version="1.0"?><rss><channel><item><title>x</title></item></channel></rss>',
                zipped({"a.txt": b"Aster"}),
            ]
        )
    )
    at = data.draw(st.integers(0, len(whole)))
    damaged = (
        whole[:at] + data.draw(st.binary(max_size=6)) + whole[at + data.draw(st.integers(0, 9)) :]
    )
    for item in read_bytes(damaged, "a"):
        assert "stopped its reader" not in str(item)


# --- limits and identity --------------------------------------------------------------------


def test_limits_are_named_described_and_set_by_name() -> None:
    assert [name for name, _, _ in LIMITS.lines()] == [f.name for f in dataclasses.fields(Limits)]
    assert all(meaning for _, _, meaning in LIMITS.lines())
    assert LIMITS.changed(["pages=5_000", " rows = 7 "]) == Limits(pages=5_000, rows=7)
    with pytest.raises(NotFoundError, match="did you mean 'pages'"):
        LIMITS.changed(["page=1"])
    for wrong in ("pages=many", "pages", "pages=-1", "pages=１"):
        with pytest.raises(InputError, match="NAME=COUNT"):
            LIMITS.changed([wrong])
    with pytest.raises(InputError, match="0 or more"):
        Limits(pages=-1)


def test_the_same_article_in_two_formats_is_one_document() -> None:
    body = [f"Paragraph {n} says that the company did well in its year {n}." for n in range(8)]
    html = "<h1>Aster raises $120m</h1>" + "".join(f"<p>{b}</p>" for b in body)
    first = read_bytes(html.encode(), "page.html", url="https://a.example/1")
    text = "\n\n".join(["Aster raises $120m", *body])
    second = read_bytes(text.encode("utf-16"), "page.txt")
    third = read_bytes(text.encode(), "copy.txt", url="https://b.example/1")
    other = read_bytes(b"Something else.", "other.txt")
    problem = Problem(where="x", message="y")
    found = list(unique([*second, problem, *first, *third, *other]))
    assert found[0] is problem
    assert [s.place for s in found if isinstance(s, Source)] == ["https://a.example/1", "other.txt"]
    one = found[1]
    assert isinstance(one, Source)
    assert one.name == "page.txt" and one.also == ("https://b.example/1",)


def test_a_joined_document_keeps_the_date_that_one_of_them_states() -> None:
    plain = next(read_bytes(b"Aster raised $5m. It said so.", "a.txt"))
    assert isinstance(plain, Source)
    dated = dataclasses.replace(plain, published=date(2024, 5, 14), outlet="Ledger", name="b.txt")
    (one,) = unique([plain, dated])
    assert isinstance(one, Source)
    assert (one.published, one.outlet, one.also) == (date(2024, 5, 14), "Ledger", ("b.txt",))


@given(st.text(max_size=40), st.text(alphabet=" \n\t\u3000", max_size=3))
def test_spacing_is_no_part_of_the_words(text: str, space: str) -> None:
    assert words_sha256(text) == words_sha256(space.join(text)) == words_sha256(f"{text}\n")


LAZY = """
import sys
import pricedin, pricedin.sources.read, pricedin.sources.source, pricedin.sources.fetch
from pricedin.faces.cli.main import main
try:
    main(["--help"])
except SystemExit:
    pass
heavy = "trafilatura lxml pypdfium2 pdfplumber docx python_calamine httpx charset_normalizer"
print("LOADED", *[name for name in heavy.split() if name in sys.modules])
"""


def test_the_libraries_of_readers_are_loaded_when_used() -> None:
    done = subprocess.run([sys.executable, "-c", LAZY], capture_output=True, text=True, check=True)
    assert done.stdout.rpartition("LOADED")[2].split() == []
