"""Web pages to the text of their article, without menus, advertisements, comments and the rest.

What stands around an article is full of amounts that are not the article's. So parts that are
named or built as page furniture are cut first, `trafilatura` tells the article from what is left,
and what it keeps is written out line by line: a paragraph a line, a table row a line with its
cells joined by " | ". Dates are taken from what the page states, never guessed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from pricedin.sources.characters import cleaned
from pricedin.sources.limits import Reading
from pricedin.sources.stated import address_day, day_of, machine_day, outlet_in, published_in

if TYPE_CHECKING:
    from lxml.html import HtmlElement

CELLS = " | "

FURNITURE_TAGS = frozenset(
    "script style template noscript iframe object embed svg canvas nav footer aside form button "
    "select dialog audio video map input label fieldset menu".split()
)
FURNITURE_ROLES = frozenset(
    "navigation banner complementary contentinfo dialog alertdialog search menu menubar toolbar "
    "tablist".split()
)
# Words of class and id names that name furniture; matched whole, after splitting at "-", "_",
# digits and capitals.
FURNITURE_WORDS = frozenset(
    "ad ads advert adverts advertisement advertising adsense sponsor sponsored sponsors promo "
    "promos promotion promoted cookie cookies consent gdpr ccpa privacy comment comments "
    "commentlist disqus replies respond discussion pinglun related relatednews recommend "
    "recommends recommended recommendation recommendations recirculation recirc tuijian xiangguan "
    "trending mostread popular ranking paihang sidebar newsletter subscribe subscription "
    "signup breadcrumb breadcrumbs crumbs navbar nav navigation topbar menu footer copyright "
    "outbrain taboola teaser teasers readnext readmore pagination pager popup modal toolbar "
    "sharebar sharing addtoany paywall hotnews guess disclaimer skyscraper leaderboard".split()
)
# Names whose content is cut however much of the page it is: a thread may outweigh its article.
ALWAYS_CUT = frozenset(
    "cookie cookies consent gdpr comment comments commentlist disqus replies respond pinglun "
    "related relatednews recommend recommends recommended recommendation recommendations "
    "tuijian xiangguan taboola outbrain trending".split()
)
# Headings that open a part which is not the article's.
FURNITURE_HEADING = re.compile(
    r"^\W*(?:related(?:\s(?:stories|articles|news|posts|coverage|reading|content|topics))?"
    r"|you\s(?:may|might)\s(?:also\s)?(?:like|be\sinterested.*)|more\s(?:from|on|stories|news)\b.{0,40}"
    r"|read\s(?:more|next|also)|recommended(?:\s(?:for\syou|reading|stories))?|most\s(?:read|popular)"
    r"|trending(?:\snow)?|popular(?:\s(?:stories|posts|now))?|editor'?s\spicks?|up\snext|see\salso"
    r"|(?:\d+\s)?comments?(?:\s\(\d+\))?|leave\sa\s(?:comment|reply)|join\sthe\s(?:conversation|discussion)"
    r"|advertisement|sponsored(?:\scontent)?|from\sour\spartners|around\sthe\sweb|share\sthis(?:\s.*)?"
    r"|(?:sign\sup|subscribe)\b.{0,60}|latest\snews|trending\sstories|newsletters?"
    r"|相[关關](?:阅读|閱讀|新闻|新聞|文章|报道|報道|報導|推荐|推薦|链接|連結|资讯|資訊)?|延伸阅读|延伸閱讀|推荐阅读|推薦閱讀"
    r"|猜你喜[欢歡].{0,6}|(?:为|為)你推[荐薦]|热门(?:推荐|文章|评论|新闻|资讯|排行)?|熱門(?:推薦|文章|評論|新聞|話題)?"
    r"|更多(?:精彩|新闻|新聞|文章|推荐|推薦|报道|報導).{0,6}|(?:最新|精彩|全部|网友|網友|用户|讀者|读者)(?:评论|評論|留言).{0,8}"
    r"|(?:发表|發表)?(?:评论|評論|留言)(?:\s?[(（]?\d*[)）]?)?|大家都在看|编辑推荐|編輯推薦|今日热点|热搜.{0,4}|广告|廣告|赞助内容"
    r"|下一篇.{0,60}|上一篇.{0,60}|排行榜|点击排行|免责声明.{0,4}|免責聲明.{0,4})\W*$",
    re.I,
)
# A line on its own that is furniture wherever it stands.
FURNITURE_LINE = re.compile(
    r"^\W*(?:advertisement|sponsored(?:\scontent)?|\d+\s(?:minutes?|hours?|days?|weeks?)\sago"
    r"|\d+\s?(?:分钟|分鐘|小时|小時|天)前|广告|廣告|share(?:\sthis)?|print|分享(?:到.{0,10})?|收藏|点赞|打印"
    r"|(?:related|read\s(?:also|more|next)|see\salso|more)\s?[:：].*|(?:相关阅读|相關閱讀|延伸阅读|延伸閱讀|推荐阅读)\s?[:：].*"
    r"|责任编辑[:：].{0,20}|責任編輯[:：].{0,20})\W*$",
    re.I,
)
BLOCKS = frozenset(
    "address article blockquote body center dd details div dl dt fieldset figcaption figure h1 h2 "
    "h3 h4 h5 h6 header hr li main ol p pre section summary table tbody td tfoot th thead tr ul "
    "head item list quote row cell".split()
)
DATE_WORDS = frozenset(
    "date time datetime pubdate pubtime publish published publishtime publishdate posted timestamp "
    "dateline meta byline info".split()
)
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
PUBLISHED_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "publishdate",
    "publish_date",
    "publish-date",
    "publication_date",
    "publicationdate",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "citation_publication_date",
    "weibo: article:create_at",
    "date",
)
OUTLET_NAMES = ("og:site_name", "application-name", "dc.publisher", "citation_journal_title")
AUTHOR_NAMES = (
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "byl",
    "sailthru.author",
)
ARTICLE_TYPES = re.compile(r"Article|Posting|Report|PressRelease|NewsRelease|WebPage", re.I)
LEAST_ARTICLE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page says: its article as text, and what it states about it."""

    text: str
    title: str = ""
    published: date | None = None
    inferred: bool = False
    quote: str = ""
    outlet: str = ""
    author: str = ""
    url: str = ""


@dataclass(slots=True)
class Stated:
    """What the metadata of a page states; later places fill what earlier ones left open."""

    title: str = ""
    published: date | None = None
    outlet: str = ""
    author: str = ""
    url: str = ""

    def take(self, **found: str) -> None:
        """Fill what is still open."""
        for name, value in found.items():
            value = " ".join(value.split())[:500]
            if value and not getattr(self, name):
                setattr(self, name, value)


def read_page(markup: str, reading: Reading, *, article: bool = True) -> Page:
    """Return the article of a web page, or with ``article=False`` all that it shows.

    Raises
    ------
    RefusedError
        If the page is too large, too deep, or holds no text.
    """
    tree = parsed(markup, reading)
    stated = metadata(tree, reading.url)
    heading = _heading(tree)
    title = _title(tree, heading, stated)
    shown_day = _shown_day(tree, heading)
    cut_furniture(tree)
    lines: list[str] = []
    if article:
        lines = _article_lines(tree)
        if sum(map(len, lines)) < LEAST_ARTICLE:
            whole = [line for line in shown_lines(tree) if not FURNITURE_LINE.match(line)]
            if sum(map(len, whole)) > 3 * sum(map(len, lines)) + 1 and whole != lines:
                lines = whole
                if sum(map(len, lines)) > 500:
                    reading.tell(
                        "no article can be told from the rest of the page; all its text is read",
                        hint="check that no amount is from a menu or an advertisement",
                    )
    else:
        lines = shown_lines(tree)
    if not lines:
        raise reading.refuse(
            "holds no text", "pages drawn by a script are empty until drawn: save them as shown"
        )
    return _put_together(lines, title, stated, shown_day, reading)


def _put_together(
    lines: list[str], title: str, stated: Stated, shown_day: str, reading: Reading
) -> Page:
    if title and not any(_same(line, title) for line in lines[:3]):
        lines = [title, *lines]
    body = cleaned("\n".join(lines), reading)
    in_text = published_in(body)
    if shown_day and shown_day not in body and in_text is None:
        head, _, rest = body.partition("\n")
        first_is_title = bool(title) and _same(head, title)
        body = f"{head}\n{shown_day}\n{rest}" if first_is_title else f"{shown_day}\n{body}"
        in_text = published_in(body)
    published, quote, inferred = stated.published, "", False
    if published is None and in_text is not None:
        published, quote = in_text.day, in_text.quote
    elif published is None and shown_day and (day := day_of(shown_day)):
        published, quote = day, shown_day if shown_day in body else ""
    elif published is not None and in_text is not None:
        if abs((published - in_text.day).days) > 1:
            reading.tell(
                f'its metadata say {published}, its text says "{in_text.quote}"; '
                f"{published} is taken as the day of publication",
                hint="state the right one if the text is reprinted",
            )
        else:
            quote = in_text.quote
            published = in_text.day
    url = _own_address(stated.url, reading.url)
    if published is None and (day := address_day(url)) is not None:
        published, inferred = day, True
    return Page(
        text=body,
        title=title,
        published=published,
        inferred=inferred,
        quote=quote,
        outlet=stated.outlet or outlet_in(body) or outlet_in(shown_day),
        author=stated.author,
        url=url,
    )


def _own_address(stated: str, fetched: str) -> str:
    """Return the address a page gives itself, unless it was fetched from another host."""
    if not (stated and fetched):
        return stated or fetched
    hosts = {(urlsplit(u).hostname or "").removeprefix("www.") for u in (stated, fetched)}
    return stated if len(hosts) == 1 else fetched


def _same(line: str, title: str) -> bool:
    return "".join(line.split()).casefold() == "".join(title.split()).casefold()


def parsed(markup: str, reading: Reading) -> HtmlElement:
    """Return the tree of a page or fragment.

    Raises
    ------
    RefusedError
        If it is empty, or over `Limits.elements` or `Limits.element_depth`.
    """
    import lxml.html

    if (tags := markup.count("<")) > reading.limits.elements:
        raise reading.over("elements", f"holds about {tags:,} tags")
    # Characters are decoded by now: what the page declares no longer holds.
    markup = re.sub(r"^\s*<\?xml[^>]{0,300}\?>", "", markup)
    if not markup.strip():
        raise reading.refuse("holds no text")
    parser = lxml.html.HTMLParser(
        remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        tree = lxml.html.document_fromstring(markup, parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise reading.refuse(f"cannot be read as HTML: {error}") from error
    if (depth := _depth(tree)) > reading.limits.element_depth:
        raise reading.over("element_depth", f"nests elements {depth:,} deep")
    return tree


def _depth(tree: HtmlElement) -> int:
    from lxml import etree

    deepest = depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


# --- what the page states -------------------------------------------------------------------


def metadata(tree: HtmlElement, url: str = "") -> Stated:
    """Return what the metadata of a page state: JSON-LD first, then meta tags, then markup."""
    stated = Stated()
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            _take_json_ld(script.text or "", stated)
    named: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            if content and (name := (element.get(attribute) or "").strip().lower()):
                named.setdefault(name, []).append(content)

    def first(*names: str) -> str:
        return next((named[name][0] for name in names if name in named), "")

    for name in PUBLISHED_NAMES:
        for content in named.get(name, ()):
            stated.published = stated.published or machine_day(content)
    stated.take(title=first("og:title", "twitter:title"), outlet=first(*OUTLET_NAMES))
    authors = [a for name in AUTHOR_NAMES for a in named.get(name, ()) if not a.startswith("http")]
    stated.take(author=authors[0] if authors else "")
    if stated.published is None:
        stated.published = _time_element(tree)
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical":
            stated.take(url=address(element.get("href") or "", url))
    stated.take(url=address(first("og:url"), url))
    return stated


def address(link: str, base: str) -> str:
    """Return an absolute http(s) address, or ""."""
    try:
        full = urljoin(base, link.strip()) if link else ""
        parts = urlsplit(full)
    except ValueError:
        return ""
    return full if parts.scheme in ("http", "https") and parts.hostname else ""


def _take_json_ld(text: str, stated: Stated) -> None:
    try:
        graph = json.loads(text.strip().rstrip(";"))
    except (ValueError, RecursionError):
        return
    for item in _objects(graph, depth=0):
        kind = item.get("@type")
        if not ARTICLE_TYPES.search(kind if isinstance(kind, str) else json.dumps(kind)):
            continue
        if stated.published is None and isinstance(day := item.get("datePublished"), str):
            stated.published = machine_day(day)
        headline = item.get("headline")
        stated.take(
            title=headline if isinstance(headline, str) else "",
            outlet=_name_in(item.get("publisher")),
            author=_name_in(item.get("author")),
        )


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _objects(value.get(key), depth + 1)
    elif isinstance(value, list):
        for item in value[:200]:
            yield from _objects(item, depth + 1)


def _name_in(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(name for item in value[:10] if (name := _name_in(item)))
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) and not value.startswith("http") else ""


def _time_element(tree: HtmlElement) -> date | None:
    """Return the day of a ``<time>`` that is marked as publication, or of the page's only one."""
    times = [t for t in tree.iter("time") if t.get("datetime")]
    for element in times:
        names = _name_words(element) | {element.get("itemprop", "").lower()}
        if element.get("pubdate") is not None or names & {"published", "datepublished", "pubdate"}:
            return machine_day(element.get("datetime", ""))
    heading = _heading(tree)
    inside = [t for t in times if heading is not None and _near(t, heading)] or times
    days = {machine_day(t.get("datetime", "")) for t in inside}
    return days.pop() if len(days) == 1 else None


def _near(element: HtmlElement, heading: HtmlElement) -> bool:
    """Tell whether an element stands in the article, or the part, that `heading` opens."""
    part = heading.getparent()
    while part is not None and part.tag not in ("article", "main", "body"):
        if element in part.iterdescendants():
            return True
        part = part.getparent()
    return part is not None and part.tag == "article" and element in part.iterdescendants()


def _heading(tree: HtmlElement) -> HtmlElement | None:
    """Return the heading of the article: the first h1 with words in it, one in it if there is."""
    headings = [h for h in tree.iter("h1") if len(_words(h)) > 3 and not _hidden(h)]
    for heading in headings:
        if any(a.tag in ("article", "main") for a in heading.iterancestors()):
            return heading
    return headings[0] if headings else None


def _title(tree: HtmlElement, heading: HtmlElement | None, stated: Stated) -> str:
    """Return the heading as shown, or else what the page calls itself, without its outlet."""
    window = " ".join((tree.findtext(".//title") or "").split())
    if heading is not None:
        shown = _words(heading)
        known = stated.title or window
        # A masthead may be an h1 too: then the page's own title says otherwise.
        if not known or shown[:12].casefold() in known.casefold() or known[:12] in shown:
            return shown
        if shown.casefold() != stated.outlet.casefold() and len(shown) > 15:
            return shown
    if stated.title:
        return stated.title
    return re.split(r"\s+[|_–—-]\s+|[_|丨]", window)[0].strip() if window else ""


def _shown_day(tree: HtmlElement, heading: HtmlElement | None) -> str:
    """Return the words, near the heading, in which the page shows its date, or ""."""
    if heading is None:
        return ""
    part = heading
    for _ in range(3):
        for element in part.iter():
            if not isinstance(element.tag, str) or element.tag in ("script", "style", "p", "h1"):
                continue
            if element.tag != "time" and not _name_words(element) & DATE_WORDS:
                continue
            words = _words(element)
            if len(words) <= 120 and published_in(f"\n{words}\n") is not None:
                if not re.search(r"updat|modif|更新|修改", " ".join(_name_words(element))):
                    return words
        parent = part.getparent()
        if parent is None or parent.tag in ("body", "html"):
            break
        part = parent
    return ""


# --- what is cut ----------------------------------------------------------------------------


def _name_words(element: HtmlElement) -> set[str]:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if len(names) < 2:
        return set()
    names = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", names[:400])
    return set(re.findall(r"[a-z]+", names.lower()))


def _hidden(element: HtmlElement) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(HIDDEN_STYLE.search(element.get("style") or ""))
    )


def _words(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())


def cut_furniture(tree: HtmlElement) -> None:
    """Remove what is no article by its tag, role, name, heading or style; in place.

    An element that holds the article's heading, or much of the page's paragraphs, stays whatever
    its name: themes name the whole page after its sidebar.
    """
    heading = _heading(tree)
    kept = set(heading.iterancestors()) | {heading} if heading is not None else set()
    weight = _weights(tree)
    total = max(1, weight.get(tree, 0))
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in ("html", "body"):
            continue
        if element.tag in ("script", "style", "template", "svg") or _hidden(element):
            if element not in kept:
                _drop(element)
            continue
        if element in kept or element.tag == "main":
            continue
        if _is_furniture(element, weight.get(element, 0) / total):
            _drop(element)
    for cell in kept:
        if cell.tag == "td":
            for other in [*cell.itersiblings(), *cell.itersiblings(preceding=True)]:
                if other.tag == "td" and _is_list(other):
                    _drop(other)
    _cut_headed(tree, kept)


def _is_furniture(element: HtmlElement, share: float) -> bool:
    """Judge an element by tag, role and name; `share` is its part of the page's paragraphs."""
    if element.tag in FURNITURE_TAGS:
        return element.tag not in ("form", "label") or share < 0.3
    if (element.get("role") or "").lower() in FURNITURE_ROLES:
        return share < 0.5
    named = _name_words(element)
    if named & ALWAYS_CUT and share < 0.9 and element.find(".//article") is None:
        return True
    return bool(named & FURNITURE_WORDS) and share < 0.4 and element.tag not in ("p", "td", "tr")


def _weights(tree: HtmlElement) -> dict[HtmlElement, int]:
    """Return for each element the length of the paragraphs in it."""
    weight: dict[HtmlElement, int] = {}
    for paragraph in tree.iter("p", "td"):
        length = len(_words(paragraph))
        for element in (paragraph, *paragraph.iterancestors()):
            weight[element] = weight.get(element, 0) + length
    return weight


def _cut_headed(tree: HtmlElement, kept: set[HtmlElement]) -> None:
    """Remove parts that a heading such as "Related stories" opens."""
    for element in list(
        tree.iter("h2", "h3", "h4", "h5", "h6", "strong", "b", "p", "div", "span", "dt")
    ):
        if element in kept or element.getparent() is None:
            continue
        if len(element) > 2 or not FURNITURE_HEADING.match(_words(element)[:80] or "-"):
            continue
        if len(_words(element)) > 80:
            continue
        # The heading alone in its box stands for the box.
        top = element
        while (
            (parent := top.getparent()) is not None
            and parent.tag not in ("body", "article", "main", "html")
            and parent not in kept
            and len(parent) <= 3
            and _words(parent) == _words(top)
        ):
            top = parent
        parent = top.getparent()
        if parent is None:
            continue
        if (
            parent.tag not in ("body", "article", "main", "html")
            and parent not in kept
            and not any(_words(e) for e in top.itersiblings(preceding=True))
            and not (parent.text or "").strip()
        ):
            _drop(parent)
            continue
        sibling = top.getnext()
        while (
            sibling is not None
            and sibling.tag not in ("h1", "h2", "h3", "h4")
            and _is_list(sibling)
        ):
            after = sibling.getnext()
            _drop(sibling)
            sibling = after
        _drop(top)


def _is_list(element: HtmlElement) -> bool:
    """Tell a list of links or boxes from a paragraph of prose."""
    if element.tag in ("ul", "ol", "dl"):
        return True
    words = len(_words(element))
    linked = sum(len(_words(a)) for a in element.iter("a"))
    return words == 0 or linked > 0.5 * words or element.find(".//li") is not None


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


# --- what is kept ---------------------------------------------------------------------------


def _article_lines(tree: HtmlElement) -> list[str]:
    import trafilatura

    kept = trafilatura.bare_extraction(
        tree,
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        include_links=False,
        with_metadata=False,
    )
    body = getattr(kept, "body", None)
    if body is None:
        return []
    lines = _unflattened(shown_lines(body), shown_lines(tree))
    return [line for line in lines if not FURNITURE_LINE.match(line)]


def _unflattened(lines: list[str], whole: list[str]) -> list[str]:
    """Give back to a short page its lines, where the extraction ran them together."""
    squeezed = [_squeezed(line) for line in lines]
    inside = [line for line in whole if any(_squeezed(line) in s for s in squeezed)]
    if len(lines) <= 2 < len(inside) + 1 and len(inside) > len(lines):
        return inside
    return lines


def _squeezed(line: str) -> str:
    return "".join(line.replace(CELLS, "").split())


def shown_lines(tree: HtmlElement) -> list[str]:
    """Return the text of a tree, a block a line; a table row is a line, cells joined by " | "."""
    lines: list[str] = []
    words: list[str] = []

    def end_line() -> None:
        line = " ".join("".join(words).split())
        words.clear()
        if line:
            lines.append(line)

    _walk(tree, words.append, end_line, lines.append)
    end_line()
    return lines


def _walk(
    element: HtmlElement,
    say: Callable[[str], None],
    end_line: Callable[[], None],
    add_line: Callable[[str], None],
) -> None:
    tag = element.tag
    if not isinstance(tag, str) or tag in ("script", "style", "title"):
        return
    if tag in ("tr", "row"):
        cells = [cell for cell in element if cell.tag in ("td", "th", "cell")]
        if not any(_lays_out(cell) for cell in cells):
            end_line()
            words = [" ".join(shown_lines(cell)) for cell in cells]
            if any(words):
                add_line(CELLS.join(words))
            return
    block = tag in BLOCKS
    if tag in ("br", "lb"):
        end_line()
    if block:
        end_line()
    if element.text:
        say(element.text)
    for child in element:
        _walk(child, say, end_line, add_line)
        if child.tail:
            say(child.tail)
    if block:
        end_line()


def _lays_out(cell: HtmlElement) -> bool:
    """Tell a cell of a table that only lays out the page: a heading or an article is in it."""
    inner = [e for e in cell.iter("h1", "h2", "table", "p") if e is not cell]
    return any(e.tag != "p" for e in inner) or len(inner) > 2
