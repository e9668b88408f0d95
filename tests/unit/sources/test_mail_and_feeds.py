"""Mail with what is attached to it, saved pages, feeds with their items."""

from datetime import date
from email.message import EmailMessage
from typing import Any

import pytest

from pricedin.errors import Problem
from pricedin.sources.limits import Limits
from pricedin.sources.read import read_bytes
from pricedin.sources.source import Source

BODY = "Dear all,\n\nAster raised $120 million at a valuation of $1.4 billion.\n\nJo\n"


def sources(data: bytes, name: str, limits: Limits | None = None) -> list[Source]:
    found = list(read_bytes(data, name, limits=limits or Limits()))
    assert all(isinstance(item, Source) for item in found), found
    return [item for item in found if isinstance(item, Source)]


def problems(data: bytes, name: str, limits: Limits | None = None) -> list[Problem]:
    found = read_bytes(data, name, limits=limits or Limits())
    return [item for item in found if isinstance(item, Problem)]


def message(**headers: str) -> EmailMessage:
    mail = EmailMessage()
    given = {
        "From": "Jo Field <jo@ledger.example>",
        "To": "desk@ledger.example",
        "Subject": "Aster round",
        "Date": "Tue, 14 May 2024 23:30:00 +0200",
    }
    for name, value in {**given, **headers}.items():
        mail[name] = value
    return mail


def test_a_message_is_its_body_with_its_headers() -> None:
    mail = message(Subject="澜桥科技融资")
    mail.set_content(BODY)
    (source,) = sources(mail.as_bytes(), "a.eml")
    assert source.text == "澜桥科技融资\n\n" + BODY
    assert (source.kind, source.title) == ("email", "澜桥科技融资")
    assert source.author == "Jo Field <jo@ledger.example>"
    assert (source.published, source.published_quote) == (date(2024, 5, 14), "")


def test_the_html_part_is_read_if_the_plain_one_says_nothing() -> None:
    mail = message()
    mail.set_content("View in a browser.")
    html = "<p>Aster raised <b>$120 million</b> at $1.4 billion, and it said so to all of us.</p>"
    mail.add_alternative(f"<html><style>p {{}}</style>{html * 2}</html>", subtype="html")
    (source,) = sources(mail.as_bytes(), "a.eml")
    line = "Aster raised $120 million at $1.4 billion, and it said so to all of us."
    assert source.text.split("\n") == ["Aster round", "", line, line]


def test_attachments_follow_the_body_each_a_document(pdf: Any) -> None:
    inner = message(Subject="Inner", Date="Mon, 13 May 2024 09:00:00 +0000")
    inner.set_content("The inner message says $40 million.")
    inner.add_attachment(
        "持有人,股数\n创始人,4000000\n".encode("gb18030"), "text", "csv", filename="股权.csv"
    )
    mail = message()
    mail.set_content(BODY)
    mail.add_attachment(
        pdf([(72, 700, "In the PDF: $9 million.")]), "application", "pdf", filename="../memo.pdf"
    )
    mail.add_attachment(b"\x89PNG\r\n", "image", "png", filename="logo.png")
    mail.add_attachment(inner)
    found = sources(mail.as_bytes(), "a.eml")
    assert [s.kind for s in found] == ["email", "pdf", "email", "table"]
    assert [s.name for s in found][1:] == [".._memo.pdf", "attachment 2.eml", "股权.csv"]
    assert "创始人 | 4000000" in found[3].text
    assert found[2].published == date(2024, 5, 13)


def test_what_cannot_be_read_is_named_by_its_place_and_the_rest_goes_on() -> None:
    mail = message()
    mail.set_content(BODY)
    mail.add_attachment(b"%PDF-1.4 broken", "application", "pdf", filename="broken.pdf")
    mail.add_attachment("Aster has 310 staff.", filename="note.txt")
    found = list(read_bytes(mail.as_bytes(), "a.eml"))
    assert [type(item).__name__ for item in found] == ["Source", "Problem", "Source"]
    assert isinstance(found[1], Problem) and found[1].where == "a.eml/broken.pdf"


def test_messages_inside_messages_end_at_a_depth() -> None:
    mail = message()
    mail.set_content("innermost")
    for _ in range(9):
        outer = message()
        outer.set_content("outer")
        outer.add_attachment(mail)
        mail = outer
    (problem,) = problems(mail.as_bytes(), "a.eml")
    assert "the limit nesting is 5" in problem.message


def test_many_attachments_end_at_a_number() -> None:
    mail = message()
    mail.set_content(BODY)
    for number in range(6):
        mail.add_attachment(f"Text {number}", filename=f"{number}.txt")
    (problem,) = problems(mail.as_bytes(), "a.eml", Limits(files=3))
    assert "the limit files is 3" in problem.message


@pytest.mark.parametrize(
    "data",
    [
        b"Subject: =?utf-8?B?////?=\nFrom: <<<>>>,\nDate: never\n\nAster raised $5m.\n",
        b"From: a\nSubject: s\nDate: x\nContent-Type: multipart/mixed; boundary=b"
        b"\n\n--b\n\nAster\n",
        b'From: a\nTo: b\nSubject: c\nContent-Type: text/plain; charset="no-such"\n\nAster $5m\n',
        b"From: a\nTo: b\nSubject: c\nContent-Transfer-Encoding: base64\n\nQXN0ZXI=%%%\n",
    ],
)
def test_malformed_messages_are_read_as_far_as_they_go(data: bytes) -> None:
    (source,) = sources(data, "a.eml")
    assert "Aster" in source.text
    assert source.published is None


def test_a_page_saved_by_a_browser_is_the_page(page: Any) -> None:
    mail = EmailMessage()
    mail["From"] = "<Saved by Blink>"
    mail["Snapshot-Content-Location"] = "https://www.ledger.example/saved"
    mail["Subject"] = "saved"
    mail["Date"] = "Wed, 1 Jan 2025 00:00:00 -0000"
    mail.set_content("x", subtype="html")
    mail.make_related()
    part = mail.get_payload()[0]
    part.set_content(page.markup.replace("charset=gb2312", "").replace("big5", ""), subtype="html")
    mail.replace_header("Content-Type", mail["Content-Type"].replace("mixed", "related"))
    (source,) = sources(mail.as_bytes(), "a.mhtml")
    assert source.kind == "html"
    assert source.published == page.published
    assert source.url == (page.url if "ledger" in page.url else "https://www.ledger.example/saved")
    assert "77" not in source.text.replace("Date", "")


RSS = """<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"
xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>科创日报</title><link>https://a.example/</link>
<item><title>澜桥科技完成近3亿元B轮融资</title><link>https://a.example/1</link>
<pubDate>Wed, 06 Mar 2024 10:21:00 +0800</pubDate><dc:creator>王明</dc:creator>
<description>短</description><content:encoded><![CDATA[<p>由青禾资本领投，投后估值约20亿元。</p>
<table><tr><td>A轮</td><td>8000万元</td></tr></table>]]></content:encoded></item>
<item><title>Aster &amp;amp; Co raise $5m</title><link>https://a.example/2</link>
<description>Aster &lt;b&gt;raised&lt;/b&gt; $5m.</description></item>
<item><link>https://a.example/3</link></item>
</channel></rss>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312"])
def test_each_item_of_a_feed_is_a_document(encoding: str) -> None:
    data = RSS.format(encoding=encoding).encode("gb18030" if encoding == "gb2312" else encoding)
    first, second, problem = read_bytes(data, "feed.xml")
    assert isinstance(first, Source) and isinstance(second, Source)
    assert first.text.split("\n") == [
        "澜桥科技完成近3亿元B轮融资",
        "",
        "由青禾资本领投，投后估值约20亿元。",
        "A轮 | 8000万元",
    ]
    assert (first.kind, first.url, first.outlet, first.author) == (
        "feed",
        "https://a.example/1",
        "科创日报",
        "王明",
    )
    assert (first.published, first.published_precision) == (date(2024, 3, 6), "seen")
    assert second.text == "Aster & Co raise $5m\n\nAster raised $5m."
    assert second.published is None
    assert first.sha256 != second.sha256
    assert isinstance(problem, Problem) and problem.where == "feed.xml item 3"


def test_an_atom_entry_with_a_last_change_only_is_dated_by_it_as_inferred() -> None:
    data = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Ledger</title><entry>
<title>Aster raises $5m</title><link rel="alternate" href="https://a.example/1"/>
<updated>2024-05-14T10:00:00Z</updated><author><name>Jo</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It did.</p></div></content>
</entry></feed>"""
    (source,) = sources(data, "feed.atom")
    assert source.text == "Aster raises $5m\n\nIt did."
    assert (source.published, source.published_precision) == (date(2024, 5, 14), "inferred")
    assert (source.url, source.author) == ("https://a.example/1", "Jo")


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FILE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("head", [LAUGHS, FILE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_feed_that_declares_entities_is_refused(head: str, encoding: str) -> None:
    data = f"{head}<rss><channel><item><title>&a;</title></item></channel></rss>".encode(encoding)
    (problem,) = problems(data, "feed.rss")
    assert "entities" in problem.message


def test_links_of_other_schemes_are_no_addresses() -> None:
    data = b"<rss><item><title>A b</title><link>javascript:x()</link></item></rss>"
    (source,) = sources(data, "feed.rss")
    assert source.url == ""


def test_a_broken_feed_is_read_as_far_as_it_goes() -> None:
    data = b"<rss><channel><item><title>Aster raises $5m</title></item><item><title>B & C</tit"
    found = sources(data, "feed.rss")
    assert found[0].text == "Aster raises $5m"
    assert "broken XML" in found[0].problems[0].message
    (problem,) = problems(b"<rss><channel/></rss>", "feed.rss")
    assert "without items" in problem.message
