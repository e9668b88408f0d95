"""The page, taken apart by the parser of the standard library and drawn by a real browser."""

import re
import shutil
import struct
import subprocess
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from pricedin.dossier.dossier import Dossier
from pricedin.dossier.html import anchor, render_html, safe_link
from pricedin.measures.registry import MEASURES
from pricedin.units import short

TakeApart = Callable[[str], Any]

# What could run, load or lead away.
FORBIDDEN = {
    "script",
    "iframe",
    "object",
    "embed",
    "base",
    "link",
    "form",
    "input",
    "audio",
    "video",
    "applet",
    "frame",
    "portal",
    "foreignobject",
}
LOADING = ("src", "srcset", "data", "poster", "background", "action", "formaction", "xlink:href")


def assert_harmless(page: Any) -> None:
    """Nothing runs, nothing loads, and links lead to the web or into the page."""
    tags = {element.tag.lower() for element in page.elements}
    assert tags.isdisjoint(FORBIDDEN)
    for element in page.elements:
        for name, value in element.attributes.items():
            assert not name.lower().startswith("on"), (element.tag, name)
            assert name.lower() not in LOADING, (element.tag, name)
            assert "javascript:" not in value.lower().replace("\t", "").replace("\n", "")
        if element.tag == "a":
            link = element.attributes["href"]
            if not link.startswith("#"):
                parts = urlsplit(link)
                assert parts.scheme in ("http", "https"), link
                assert parts.netloc
                assert {"noopener", "noreferrer"} <= set(element.attributes["rel"].split())
        elif "href" in element.attributes:
            assert element.attributes["href"].startswith("#"), element.tag


# --- the page of the bundled case -------------------------------------------------------------


def test_nothing_in_it_runs_or_loads(page: Any) -> None:
    assert_harmless(page)
    assert len([e for e in page.elements if e.tag == "a"]) > 30  # so there was something to see


def test_its_style_loads_nothing(html: str) -> None:
    for style in re.findall(r"<style>(.*?)</style>", html, flags=re.DOTALL):
        assert "url(" not in style
        assert "@import" not in style


def test_a_policy_forbids_what_is_not_there(page: Any) -> None:
    (policy,) = [
        e.attributes["content"]
        for e in page.elements
        if e.attributes.get("http-equiv", "").lower() == "content-security-policy"
    ]
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy
    assert "http" not in policy


def test_ids_are_given_once_and_every_anchor_leads_to_one(page: Any) -> None:
    ids = Counter(page.all("id"))
    assert [i for i, n in ids.items() if n > 1] == []
    targets = [link[1:] for link in page.all("href") if link.startswith("#")]
    targets += page.all("popovertarget")
    assert len(targets) > 200
    assert [t for t in targets if t not in ids] == []


def test_every_measure_is_a_section_with_its_question_and_its_sentence(
    page: Any, kimi_dossier: Dossier
) -> None:
    sections = {e.attributes.get("id") for e in page.elements if e.tag == "section"}
    assert set(MEASURES) <= sections
    words = " ".join(page.text.split())
    for measure in kimi_dossier.measures.values():
        assert measure.question in words
        assert " ".join(measure.sentence.split()) in words


def test_the_answer_stands_first_in_one_sentence_and_once(page: Any, kimi_dossier: Dossier) -> None:
    words = " ".join(page.text.split())
    assert words.count(kimi_dossier.headline) == 1
    assert words.index(kimi_dossier.headline) < words.index("What was priced")


def test_lineage_comes_down_to_quoted_words_with_their_place(page: Any) -> None:
    words = " ".join(page.text.split())
    assert "“holds over 10 billion RMB in cash reserves” (characters 466–508)" in words
    assert "paraphrase: Letter says book cash exceeds 10bn yuan." in words
    links = set(page.all("href"))
    assert "https://www.aicoin.com/en/article/511999" in links


def test_every_number_of_a_table_opens(page: Any, kimi_dossier: Dossier) -> None:
    opened = set(page.all("popovertarget"))
    for measure in kimi_dossier.measures.values():
        for table in measure.tables:
            for row in table.rows:
                for cell in row:
                    if hasattr(cell, "id"):
                        assert anchor("q", cell.id) in opened, cell.id


def test_numbers_of_the_sentence_on_top_open(html: str, kimi_dossier: Dossier) -> None:
    lede = re.search(r'<p class="lede">(.*?)</p>', html, flags=re.DOTALL)
    assert lede is not None
    buttons = re.findall(r'popovertarget="([^"]+)">([^<]+)<', lede[1])
    by = {words: target for target, words in buttons}
    cash = kimi_dossier.quantities()["split.pre.listed.cash"]
    assert by[short(cash.value)] == anchor("q", cash.id)
    assert len(buttons) >= 4


def test_the_day_the_counts_the_seed_and_the_paths_stand_on_top(
    page: Any, kimi_dossier: Dossier
) -> None:
    words = " ".join(page.text.split())[:600]
    counts = kimi_dossier.counts
    assert "as public on 2026-01-20" in words
    assert f"{counts['claims']} claims, {counts['pages']} pages" in words
    assert "seed 7, 4,096 paths" in words


def test_the_same_dossier_gives_the_same_page(kimi_dossier: Dossier, html: str) -> None:
    assert render_html(kimi_dossier) == html


# --- hostile text -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile_html(hostile: Dossier) -> str:
    return render_html(hostile)


@pytest.fixture(scope="module")
def hostile_page(hostile_html: str, taken_apart: TakeApart) -> Any:
    return taken_apart(hostile_html)


def test_hostile_text_makes_no_element_and_no_link(hostile_page: Any) -> None:
    assert_harmless(hostile_page)
    assert "img" not in {e.tag for e in hostile_page.elements}


def test_hostile_text_is_there_to_be_read(hostile_page: Any) -> None:
    """Escaped, not dropped: an analyst sees what the source says."""
    words = " ".join(hostile_page.text.split())
    for expected in (
        "“cash of 90 million <script>alert(1)</script> {{ 7*7 }}{% raw %}&amp;<b>”",
        'Paper "><img src=x onerror=alert(2)>',
        "note <script>alert(1)</script>",
        "Evil [/b] <script>alert(1)</script>",
        'Peer [red] "><img src=x onerror=alert(2)>',
    ):
        assert expected in words


def test_no_template_is_evaluated(hostile_page: Any) -> None:
    assert "{{ 7*7 }}" in hostile_page.text
    assert "cash of 90 million <script>alert(1)</script> 49" not in hostile_page.text


def test_an_address_is_a_link_only_if_it_leads_to_the_web(hostile_page: Any) -> None:
    outside = [link for link in hostile_page.all("href") if not link.startswith("#")]
    # One of the hostile addresses is https; its quotation mark does not leave the attribute.
    assert set(outside) == {'https://x.example/"onmouseover="alert(1)'}


def test_anchors_hold_on_a_hostile_page_too(hostile_page: Any) -> None:
    ids = Counter(hostile_page.all("id"))
    assert [i for i, n in ids.items() if n > 1] == []
    targets = [link[1:] for link in hostile_page.all("href") if link.startswith("#")]
    targets += hostile_page.all("popovertarget")
    assert [t for t in targets if t not in ids] == []
    assert all(re.fullmatch(r"[\w.-]+", i) for i in ids)


def test_names_that_differ_only_in_signs_have_anchors_of_their_own() -> None:
    names = ["fact:a.b/c", "fact:a.b-c", "fact:a.b:c", "fact:a.b c"]
    assert len({anchor("f", name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("http://例え.jp/", "http://例え.jp/"),
        ("HTTPS://example.org", "HTTPS://example.org"),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        (" javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//example.org/a", ""),
        ("/etc/passwd", ""),
        ("file:///etc/passwd", ""),
        ("https:", ""),
        ("http://[bad", ""),
        ("", ""),
    ],
)
def test_safe_links(url: str, link: str) -> None:
    assert safe_link(url) == link


# --- in a browser -----------------------------------------------------------------------------

BROWSER = next(
    filter(
        None,
        map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome")),
    ),
    None,
)
IN_BROWSER = pytest.mark.skipif(BROWSER is None, reason="no Chromium to draw the page in")


def draw(page: str, folder: Path, *, size: str = "1100,1600") -> tuple[bytes, str]:
    """Draw a page; return the picture and what the browser's console said."""
    assert BROWSER is not None
    (folder / "page.html").write_text(page, encoding="utf-8")
    done = subprocess.run(
        [
            BROWSER,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--enable-logging=stderr",
            f"--user-data-dir={folder / 'profile'}",
            f"--window-size={size}",
            f"--screenshot={folder / 'page.png'}",
            (folder / "page.html").as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    console = "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)
    return (folder / "page.png").read_bytes(), console


def pixels(png: bytes) -> tuple[int, int, list[bytes]]:
    """Return width, height and the filtered rows of a picture."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    at, data = 8, b""
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        if kind == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    raw = zlib.decompress(data)
    row = len(raw) // height
    return width, height, [raw[i * row : (i + 1) * row] for i in range(height)]


@IN_BROWSER
def test_the_page_is_drawn_and_the_console_is_silent(html: str, tmp_path: Path) -> None:
    png, console = draw(html, tmp_path)
    assert console == ""
    width, height, rows = pixels(png)
    assert (width, height) == (1100, 1600)
    # Text and charts: most rows of pixels differ from the one above them.
    assert len(set(rows)) > 600


@IN_BROWSER
def test_a_probe_that_writes_to_the_console_would_be_heard(tmp_path: Path) -> None:
    """The test above can fail: a page with a script that is let through is noticed."""
    _, console = draw("<p>x</p><script>console.error('heard')</script>", tmp_path)
    assert "heard" in console


@IN_BROWSER
def test_a_hostile_page_is_drawn_without_a_sound(hostile_html: str, tmp_path: Path) -> None:
    png, console = draw(hostile_html, tmp_path)
    assert console == ""
    assert len(set(pixels(png)[2])) > 600


@IN_BROWSER
def test_a_narrow_window_shows_the_page_too(html: str, tmp_path: Path) -> None:
    png, console = draw(html, tmp_path, size="500,1200")
    assert console == ""
    assert len(set(pixels(png)[2])) > 400
