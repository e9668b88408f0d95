"""Which report repeats which: support counts origins, not pages."""

from __future__ import annotations

import re

UNKNOWN = "unknown"


def normalised_origin(origin: str) -> str:
    """Return the name under which an origin is counted.

    A relay names where it has its words from (``X via Y``, ``rewrite of X``); remarks in
    brackets and names of authors do not make another origin.

    >>> normalised_origin("Yang Zhilin internal letter via LatePost")
    'yang zhilin internal letter'
    >>> normalised_origin("TokenPost-style rewrite of LatePost"), normalised_origin("Wind via CNBC")
    ('latepost', 'wind')
    >>> normalised_origin("Reuters, Krystal Hu"), normalised_origin("Bloomberg (internal)")
    ('reuters', 'bloomberg')
    >>> normalised_origin("")
    'unknown'
    """
    text = origin.strip()
    rewrite = re.search(r"\b(?:rewrite|copy|repost|translation) of (.+)$", text, re.IGNORECASE)
    if rewrite:
        text = rewrite[1]
    text = re.split(r"\s+via\s+|\s+/\s+|[;,(（]", text, maxsplit=1, flags=re.IGNORECASE)[0]
    text = re.sub(r"^the\s+", "", " ".join(text.casefold().split()))
    return text or UNKNOWN
