# ruff: noqa: E501 (markup of saved pages)
"""Saved pages, invented: an article amid amounts that are not its own.

Each body paragraph must stay; each amount of the furniture ends in ``77`` and must not appear.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest


@dataclass(frozen=True, kw_only=True)
class Saved:
    markup: str
    paragraphs: tuple[str, ...]
    rows: tuple[str, ...] = ()
    title: str
    published: date | None
    quote: str = ""
    outlet: str = ""
    author: str = ""
    url: str = ""
    language: str
    encoding: str = "utf-8"


EN_BODY = (
    "Aster Robotics, a maker of warehouse robots based in Turin, has raised $120 million in a "
    "Series C round led by Cedar Partners, the company said on Tuesday.",
    "The round values the company at $1.4 billion, including the new money, up from $600 million "
    "in its Series B of 2022.",
    "“We have orders for two years,” said Lena Marsh, chief executive, in an interview.",
    "Revenue was €48 million in 2023, against €31 million a year before, and the company lost "
    "€12 million.",
    "It has 310 staff.",
    "Cedar Partners was joined by Northlight Ventures and by the state fund of Piedmont, which "
    "put in €15 million each.",
)
EN_SECOND = (
    "Harbour Genomics is in talks to sell shares at a valuation of about $3.2 billion, three "
    "people familiar with the matter said.",
    "The talks are private and could still fail, the people said; the company declined to comment.",
    "The Cambridge company last raised money in March 2023, when investors led by Fenwick Capital "
    "valued it at $2.1 billion before the new money.",
    "It burned about $9 million a month last year, one of the people said, and holds $140 million "
    "in cash.",
)
ZH_BODY = (
    "工业软件公司澜桥科技宣布完成近3亿元人民币B轮融资，由青禾资本领投，沐云创投跟投，老股东继续加码。",
    "本轮投前估值为17亿元，投后估值约20亿元。此前，公司曾于2021年完成8000万元A轮融资，累计融资超过4.5亿元。",
    "2023年公司实现营收1.26亿元，同比增长74%，其中订阅业务年度经常性收入达6800万元。",
    "公司创始人表示，资金将用于研发与海外市场的拓展，预计今年员工人数将达到500人。",
    "截至2023年底，公司账上现金约2.2亿元。",
)
HANT_BODY = (
    "無人機公司雲翼科技今日宣布完成新一輪融資，金額達4,000萬美元，由遠見創投領投，投後估值為3.2億美元。",
    "公司表示，去年營收為新台幣9.6億元，較前一年成長52%，但仍處於虧損，全年淨損新台幣2.1億元。",
    "執行長陳立文指出，資金將用於擴充台中廠的產能，並在日本與越南設立據點，預計兩年內損益兩平。",
    "雲翼成立於2018年，現有員工210人，主要股東包括遠見創投、國發基金與多家上市公司。",
)

CONSENT = """<div id="cookie-banner" class="cc-window" role="dialog"><p>We and our 877 partners
process your data. Accept, and you support reporting worth $977 a year.</p><button>Accept</button></div>"""
NAV = """<nav class="main-nav"><ul><li><a href="/m">Markets $19,477</a></li>
<li><a href="/d">Deals over $5 billion 77</a></li></ul></nav>"""


def paragraphs(words: tuple[str, ...], tag: str = "p") -> str:
    return "\n".join(f"<{tag}>{w}</{tag}>" for w in words)


def with_advertisement(words: tuple[str, ...], box: str) -> str:
    half = len(words) // 2
    return paragraphs(words[:half]) + box + paragraphs(words[half:])


NEWS_SITE = Saved(
    markup=f"""<!DOCTYPE html><html lang="en"><head><title>Aster Robotics raises $120m | The Daily
Ledger</title><meta property="og:site_name" content="The Daily Ledger"><meta property="og:title"
content="Aster Robotics raises $120m to build more robots"><meta name="author" content="Jo Field">
<link rel="canonical" href="https://ledger.example/2024/05/aster">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"Aster Robotics raises $120m to build more robots","datePublished":
"2024-05-14T08:30:00+02:00","dateModified":"2024-05-16T10:00:00+02:00","author":{{"@type":"Person",
"name":"Jo Field"}},"publisher":{{"@type":"Organization","name":"The Daily Ledger"}}}}</script>
<script>var bid = "$999 billion 77";</script></head><body class="single comments-open has-sidebar">
{CONSENT}<header class="site-header"><a href="/">The Daily Ledger</a>{NAV}
<div class="ticker">ASTX $177 +2.77% BTC $61,477</div></header>
<main><article><h1>Aster Robotics raises $120m to build more robots</h1>
<p class="byline">By <a href="/jo">Jo Field</a></p>
{
        with_advertisement(
            EN_BODY,
            '<div class="ad-slot" aria-label="Advertisement"><p>Advertisement</p>'
            "<p>Invest from $77 a month and earn 7.77%</p></div>",
        )
    }
<div class="newsletter-signup"><p>Sign up to our letter for $4.77 a month</p></div>
</article><section class="related-stories"><h2>Related stories</h2><ul>
<li><a href="/o">OtherCo raises $277 million in Series D</a></li>
<li><a href="/p">Rival sold for $1,377 million</a></li></ul></section>
<section id="comments"><h3>2 comments</h3><div class="comment"><p>This is worth $1.77 trillion, mark
my words, I would pay $10 billion 77 for it any day of the week and twice on Sunday.</p></div>
<div class="comment"><p>Nonsense, it is worth $77.</p></div></section></main>
<aside class="sidebar"><h3>Most read</h3><ol><li>Bank fined $477 million</li></ol></aside>
<footer><p>© 2024 The Daily Ledger. Subscriptions from $577 a year.</p></footer></body></html>""",
    paragraphs=EN_BODY,
    title="Aster Robotics raises $120m to build more robots",
    published=date(2024, 5, 14),
    outlet="The Daily Ledger",
    author="Jo Field",
    url="https://ledger.example/2024/05/aster",
    language="en",
)

BLOG_WITH_TABLE = Saved(
    markup=f"""<html><head><title>Harbour Genomics in talks - Deal Notes</title>
<meta property="article:published_time" content="2024-03-02T09:00:00Z">
<meta property="og:site_name" content="Deal Notes"></head><body>
<div id="page" class="hfeed site"><div class="menu-wrap"><a href="/">Home</a> <a href="/vc">VC $77bn</a></div>
<div class="entry-content-wrap"><h1 class="entry-title">Harbour Genomics in talks at $3.2 billion</h1>
<div class="entry-content">{paragraphs(EN_SECOND)}
<table><tr><th>Round</th><th>Date</th><th>Raised</th></tr>
<tr><td>Series A</td><td>2019</td><td>$12 million</td></tr>
<tr><td>Series B</td><td>2023</td><td>$85 million</td></tr></table>
<p>Read also: OtherCo raises $677 million</p>
<div class="sharedaddy"><h3>Share this:</h3><ul><li><a href="#">Facebook 177</a></li></ul></div>
<div class="jp-relatedposts"><h3>Related</h3><div><a href="/q">Quill sold for $877 million</a></div></div>
</div></div><div id="secondary" class="widget-area sidebar"><section class="widget"><h2>Popular</h2>
<ul><li><a href="/z">Zeta is worth $3,977 million</a></li></ul></section></div>
<div id="disqus_thread"><p>I heard they were offered $5.77 billion by a large drug maker in the
spring of last year, and that the board turned the offer down after only one day of talks.</p></div>
</div></body></html>""",
    paragraphs=EN_SECOND,
    rows=(
        "Round | Date | Raised",
        "Series A | 2019 | $12 million",
        "Series B | 2023 | $85 million",
    ),
    title="Harbour Genomics in talks at $3.2 billion",
    published=date(2024, 3, 2),
    outlet="Deal Notes",
    language="en",
)

WIRE_RELEASE = Saved(
    markup=f"""<html><head><title>Aster Robotics Announces Series C</title></head><body>
<div class="top-menu"><a href="/">Releases 77</a></div><div class="release"><h1>Aster Robotics
Announces Series C</h1><p>TURIN, Italy, May 14, 2024 (WIRE NEWS) -- {EN_BODY[0]}</p>
{paragraphs(EN_BODY[1:])}<p>Media contact: press@aster.example</p></div>
<div class="more-releases"><h2>More from this source</h2><ul><li><a href="/1">Beta prices offering of
$377 million of notes</a></li><li><a href="/2">Gamma pays $77 million</a></li></ul></div>
<div class="footer-links">Plans from $1,877 a release</div></body></html>""",
    paragraphs=(f"TURIN, Italy, May 14, 2024 (WIRE NEWS) -- {EN_BODY[0]}", *EN_BODY[1:]),
    title="Aster Robotics Announces Series C",
    published=date(2024, 5, 14),
    quote="TURIN, Italy, May 14, 2024 (WIRE NEWS) -",
    language="en",
)

UNDATED = Saved(
    markup=f"""<html><head><title>Harbour Genomics weighs share sale</title></head><body>
<div class="nav">Deals 77</div><article><h1>Harbour Genomics weighs share sale</h1>
<span class="date">4 hours ago</span>{paragraphs(EN_SECOND)}</article>
<div class="recommended"><h4>You may also like</h4><p><a href="/a">Unicorn count passes 1,277 as
prices reach $77 billion</a></p></div></body></html>""",
    paragraphs=EN_SECOND,
    title="Harbour Genomics weighs share sale",
    published=None,
    language="en",
)

ZH_PORTAL = Saved(
    markup=f"""<!DOCTYPE html><html><head><meta http-equiv="Content-Type"
content="text/html; charset=gb2312"><title>澜桥科技完成近3亿元B轮融资_科创日报</title></head><body>
<div class="header"><a href="/">首页</a> <a href="/jj">基金规模77亿</a></div>
<div class="crumbs">当前位置：首页 &gt; 融资77起</div><div class="content-main"><h1>澜桥科技完成近3亿元B轮融资</h1>
<div class="info"><span class="pubtime">2024-03-06 10:21</span> <span>来源：科创日报</span></div>
<div class="article-content">{with_advertisement(ZH_BODY, '<div class="advert"><p>广告</p><p>新用户立得777元红包，年化7.77%</p></div>')}
</div><div class="editor">责任编辑：王小明</div></div>
<div class="xiangguan"><h3>相关阅读</h3><ul><li><a href="/x">另一公司融资2.77亿美元</a></li>
<li><a href="/y">某独角兽估值达到377亿元</a></li></ul></div>
<div class="pinglun"><h3>热门评论</h3><p>网友甲：这家公司值1077亿元，我说的，不信走着瞧，三年之内必定上市，到时候大家都来看看。</p></div>
<div class="footer">版权所有 注册资本1777万元</div></body></html>""",
    paragraphs=ZH_BODY,
    title="澜桥科技完成近3亿元B轮融资",
    published=date(2024, 3, 6),
    quote="2024-03-06 10:21",
    outlet="科创日报",
    language="zh",
    encoding="gb18030",
)

ZH_MEDIA = Saved(
    markup=f"""<html lang="zh-CN"><head><meta charset="utf-8"><title>澜桥科技再获融资 - 创投观察</title>
<meta property="og:title" content="澜桥科技再获融资，投后估值约20亿元">
<meta property="og:site_name" content="创投观察"><meta name="author" content="李青">
<meta property="article:published_time" content="2024-03-06T09:00:00+08:00"></head><body>
<div class="topbar">今日快讯：某某集团回购77亿元</div>
<article class="post"><h1>澜桥科技再获融资，投后估值约20亿元</h1>{paragraphs(ZH_BODY)}
<table><tr><td>轮次</td><td>金额</td><td>投资方</td></tr><tr><td>A轮</td><td>8000万元</td><td>鹿原基金</td></tr></table>
<p>延伸阅读：另一公司完成6.77亿元融资</p><h3>猜你喜欢</h3><ul><li><a href="#">龙头股一日大涨77%</a></li></ul>
</article><div class="sidebar"><h3>热搜榜</h3><ol><li><a href="#">1. 千亿巨头裁员1.77万人</a></li></ol></div>
<div id="commentList"><div class="item">用户A：估值虚高，最多值5.77亿元，我在这个行业干了十年，什么没见过，大家不要被骗了。</div></div>
<script>window.__DATA__={{"price":"977亿元"}}</script></body></html>""",
    paragraphs=ZH_BODY,
    rows=("轮次 | 金额 | 投资方", "A轮 | 8000万元 | 鹿原基金"),
    title="澜桥科技再获融资，投后估值约20亿元",
    published=date(2024, 3, 6),
    outlet="创投观察",
    author="李青",
    language="zh",
)

ZH_AGENCY = Saved(
    markup=f"""<html><head><meta charset="utf-8"><title>澜桥科技完成B轮融资</title></head><body>
<ul class="menu"><li>指数3,077点</li></ul><div id="article"><h2>澜桥科技完成B轮融资</h2>
<p>发布时间：2024年3月6日 10:21</p>{paragraphs(ZH_BODY)}</div>
<div class="hot-list"><h3>热门推荐</h3><ul><li><a href="/h">黄金每克777元</a></li></ul></div>
<div class="copyright">客服电话4008-877-77</div></body></html>""",
    paragraphs=ZH_BODY,
    title="澜桥科技完成B轮融资",
    published=date(2024, 3, 6),
    quote="发布时间：2024年3月6日",
    language="zh",
)

HANT_SITE = Saved(
    markup=f"""<html lang="zh-Hant"><head><meta charset="big5"><title>雲翼科技募得4,000萬美元 | 產業週報</title>
<meta property="og:site_name" content="產業週報"></head><body><div class="navbar">股市 22,077點</div>
<div class="story"><h1>雲翼科技募得4,000萬美元</h1><time datetime="2024-06-18T08:00:00+08:00">2024/06/18</time>
{paragraphs(HANT_BODY)}</div><div class="related-news"><h3>相關新聞</h3><ul><li><a href="/r">同業估值達77億美元</a></li></ul></div>
<div class="fb-comments"><p>網友留言：我覺得它值177億，大家等著看吧，這種公司在台灣不多見，政府應該大力支持才對。</p></div>
<div class="subscribe-box"><p>訂閱全年只要777元</p></div></body></html>""",
    paragraphs=HANT_BODY,
    title="雲翼科技募得4,000萬美元",
    published=date(2024, 6, 18),
    quote="2024/06/18",
    outlet="產業週報",
    language="zh-Hant",
    encoding="big5",
)

DIVS_ONLY = Saved(
    markup=f"""<html><head><title>Aster Robotics raises $120m</title><meta name="pubdate"
content="20240514"></head><body><div id="wrap" class="with-sidebar related-on"><div class="mast">
<a href="/">Ledger</a></div><div class="col1"><h1>Aster Robotics raises $120m</h1>
<div class="txt">{"<br><br>".join(EN_BODY)}</div></div><div class="col2"><div class="promo">Win
$1,077 now</div><div class="mostRead"><b>Most read</b><ul><li><a href="/b">Bank loses $77
million</a></li></ul></div></div></div></body></html>""",
    paragraphs=EN_BODY,
    title="Aster Robotics raises $120m",
    published=date(2024, 5, 14),
    language="en",
)

PAGES = {
    "news site": NEWS_SITE,
    "blog with a table": BLOG_WITH_TABLE,
    "wire release": WIRE_RELEASE,
    "undated": UNDATED,
    "divisions only": DIVS_ONLY,
    "portal in GB18030": ZH_PORTAL,
    "media with a table": ZH_MEDIA,
    "agency": ZH_AGENCY,
    "traditional in Big5": HANT_SITE,
}


@pytest.fixture(params=PAGES, ids=str)
def page(request: pytest.FixtureRequest) -> Saved:
    """Return each saved page in turn."""
    return PAGES[request.param]


Place = tuple[float, float, str]


def build_pdf(*pages: list[Place], lines: tuple[str, ...] = (), made: str = "") -> bytes:
    """Return a small PDF: on each page words at points from the lower left, Helvetica 11.

    `lines` are drawing operators put on the first page; `made` is the date of creation.
    """
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{5 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /CreationDate ({made}) >>" if made else "<< >>",
    ]
    for number, places in enumerate(pages):
        drawn = "".join(f"BT /F1 11 Tf {x} {y} Td ({words}) Tj ET\n" for x, y, words in places)
        if number == 0:
            drawn += "".join(f"{operator}\n" for operator in lines)
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {6 + 2 * number} 0 R >>",
            f"<< /Length {len(drawn.encode('cp1252'))} >>\nstream\n{drawn}endstream",
        ]
    out = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        + table
        + b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (len(objects) + 1, len(out))
    )


@pytest.fixture
def pdf() -> object:
    """Return the maker of small PDFs."""
    return build_pdf
