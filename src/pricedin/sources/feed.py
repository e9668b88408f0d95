"""RSS and Atom feeds: each item is a document with its own address and day.

A feed is XML from a stranger: entities are not resolved, and one that declares any is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pricedin.errors import Problem
from pricedin.sources.characters import declared_charset, decode
from pricedin.sources.limits import Reading, RefusedError
from pricedin.sources.source import Source
from pricedin.sources.stated import machine_day

if TYPE_CHECKING:
    from lxml.etree import _Element

PUBLISHED = ("pubdate", "published", "issued", "date")
BODY = ("encoded", "content", "description", "summary")
AUTHOR = ("creator", "author")


def read_feed(data: bytes, name: str, reading: Reading) -> Iterator[Source | Problem]:
    """Yield the items of a feed in order.

    Raises
    ------
    RefusedError
        If it declares entities, is over `Limits.elements`, or is no feed.
    """
    from lxml import etree

    reading.charset = reading.charset or declared_charset(data)
    text = decode(data, reading)
    if re.search("<!ENTITY", text, re.I):
        raise reading.refuse("declares XML entities, which can blow up or fetch files")
    if (tags := text.count("<")) > reading.limits.elements:
        raise reading.over("elements", f"holds about {tags:,} tags")
    # Characters are decoded by now: what the declaration says no longer holds.
    text = re.sub(r"^\s*<\?xml[^>]{0,300}\?>", "", text).lstrip()
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, recover=True, huge_tree=False
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.LxmlError as error:
        raise reading.refuse(f"cannot be read as a feed: {error}") from None
    if root is None:
        raise reading.refuse("cannot be read as a feed")
    if parser.error_log:
        first = parser.error_log[0]
        reading.tell(
            f"is broken XML at line {first.line:,}: {first.message}; read as far as it goes"
        )
    channel = next((e for e in root.iter() if _local(e) == "channel"), root)
    outlet = _child(channel, ("title",))
    items = [e for e in root.iter() if _local(e) in ("item", "entry")]
    if not items:
        raise reading.refuse("is a feed without items")
    told = list(reading.problems)
    for number, item in enumerate(items, start=1):
        if number > reading.limits.files:
            yield reading.limits.met(
                "files", reading.where, f"holds {len(items):,} items", severity="warning"
            )
            return
        part = Reading(
            where=f"{reading.where} item {number}",
            limits=reading.limits,
            depth=reading.depth,
            spent=reading.spent,
            problems=told if number == 1 else [],
        )
        try:
            yield _item(item, etree.tostring(item, with_tail=False), name, outlet, part)
        except RefusedError as refused:
            yield refused.problem


def _item(item: _Element, data: bytes, name: str, outlet: str, reading: Reading) -> Source:
    from pricedin.sources.html import address, read_page
    from pricedin.sources.read import sealed

    title = _shown(_child(item, ("title",)))
    link = _child(item, ("link",)) or next(
        (
            e.get("href", "")
            for e in item
            if _local(e) == "link" and e.get("rel", "alternate") == "alternate"
        ),
        "",
    )
    bodies = [_child(item, (kind,)) for kind in BODY]
    longest = max(bodies, key=len)
    text = read_page(longest, reading, article=False).text if longest.strip() else ""
    if title and not text.startswith(title):
        text = f"{title}\n\n{text}".rstrip()
    stated = machine_day(_child(item, PUBLISHED))
    inferred = stated is None
    if inferred:
        # Atom asks for the day of the last change only; it was public by then at the latest.
        stated = machine_day(_child(item, ("updated", "modified")))
    return sealed(
        data=data,
        name=title or name,
        text=text,
        kind="feed",
        reading=reading,
        title=title,
        url=address(link, ""),
        published=stated,
        published_precision="inferred" if stated and inferred else "seen",
        outlet=_child(item, ("source",)) or outlet,
        author=_child(item, AUTHOR),
    )


def _local(element: _Element) -> str:
    """Return an element's name without its namespace, in lower case."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _child(element: _Element, names: tuple[str, ...]) -> str:
    """Return the text of the first child that bears one of the names, the first name first."""
    for name in names:
        for child in element:
            if _local(child) == name and (text := "".join(child.itertext()).strip()):
                if child.get("type") == "xhtml":
                    from lxml import etree

                    return str(etree.tostring(child, encoding="unicode", with_tail=False))
                return text
    return ""


def _shown(title: str) -> str:
    """Return a title without the tags and character references that feeds escape into it."""
    import html

    return " ".join(re.sub(r"<[^>]{1,200}>", "", html.unescape(title)).split())
