"""Mail and saved pages: a message is its body, then each attachment as a document of its own.

A page that a browser saved as MHTML is a message too; its body is read as the page it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from email import policy
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from pricedin.errors import Problem
from pricedin.sources.characters import decode
from pricedin.sources.limits import Reading, RefusedError
from pricedin.sources.source import Source

# A plain part this much shorter than the HTML one says only "please view in a browser".
STUB = 0.3


def read_mail(data: bytes, name: str, reading: Reading) -> Iterator[Source | Problem]:
    """Yield the body of a message with its Date, From and Subject, then its attachments.

    Attachments are messages, archives or documents, to a depth of `Limits.nesting`.
    """
    from pricedin.sources.read import read_part, sealed

    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
    except (MessageError, ValueError, RecursionError) as error:
        raise reading.refuse(f"cannot be read as mail: {error}") from None
    if not isinstance(message, EmailMessage) or not message.keys():
        raise reading.refuse("cannot be read as mail: it has no headers")
    if message.get_content_type() == "multipart/related" and "Date" in message:
        snapshot = _header(message, "Snapshot-Content-Location")
        if snapshot or _header(message, "From").startswith("<Saved by"):
            yield from _saved_page(message, name, reading, snapshot)
            return
    try:
        text = _body(message, reading)
        subject = _header(message, "Subject")
        if subject and not text.lstrip().startswith(subject):
            text = f"{subject}\n\n{text}"
        body = Reading(
            where=reading.where,
            limits=reading.limits,
            url=reading.url,
            depth=reading.depth,
            spent=reading.spent,
            problems=reading.problems,
        )
        yield sealed(
            data=data,
            name=name,
            text=text,
            kind="email",
            reading=body,
            title=subject,
            url=reading.url,
            published=_day(_header(message, "Date")),
            author=_header(message, "From"),
        )
    except RefusedError as refused:
        attached = any(True for _ in message.iter_attachments())
        yield Problem(
            where=reading.where,
            message=f"its body {refused.problem.message}",
            severity="note" if attached else "error",
        )
    for number, part in enumerate(_attachments(message), start=1):
        file_name = _file_name(part, number)
        try:
            inside = reading.inside(file_name, charset=part.get_content_charset(""))
            content = _content(part)
        except RefusedError as refused:
            yield refused.problem
            if reading.spent.files > reading.limits.files:
                return
            continue
        yield from read_part(content, file_name, inside, part.get_content_type())


def _header(message: MIMEPart, name: str) -> str:
    """Return a header's words; malformed ones are taken as far as they can be read."""
    try:
        value = str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError, TypeError, RecursionError):
        return ""
    return " ".join(value.split())[:1000]


def _day(words: str) -> date | None:
    try:
        return parsedate_to_datetime(words).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _body(message: EmailMessage, reading: Reading) -> str:
    """Return the text of a message: its plain part, or the HTML one if that says more."""
    from pricedin.sources.html import read_page

    plain = rich = ""
    part = message.get_body(("plain",))
    if part is not None:
        plain = _text(part, reading)
    part = message.get_body(("html",))
    if part is not None:
        rich = read_page(_text(part, reading), reading, article=False).text
    text = rich if len(plain.strip()) < STUB * len(rich) else plain
    if not text.strip():
        raise reading.refuse("holds no text")
    return text


def _text(part: MIMEPart, reading: Reading) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    inside = Reading(
        where=reading.where,
        limits=reading.limits,
        charset=part.get_content_charset(""),
        spent=reading.spent,
        problems=reading.problems,
    )
    return decode(content, inside) if content.strip() else ""


def _attachments(message: EmailMessage) -> Iterator[MIMEPart]:
    """Yield what is attached; pictures and signatures of the body are none."""
    for part in message.iter_attachments():
        if not isinstance(part, MIMEPart):
            continue
        kind = part.get_content_maintype()
        if kind in ("image", "audio", "video") or part.get_content_subtype() in (
            "pgp-signature",
            "pkcs7-signature",
            "x-pkcs7-signature",
            "calendar",
        ):
            continue
        yield part


def _file_name(part: MIMEPart, number: int) -> str:
    try:
        name = part.get_filename() or ""
    except (ValueError, IndexError, AttributeError, TypeError):
        name = ""
    name = "".join(c for c in name if c.isprintable()).replace("/", "_").replace("\\", "_").strip()
    if name:
        return name[:200]
    suffix = {"message/rfc822": ".eml", "text/html": ".html"}.get(part.get_content_type(), "")
    return f"attachment {number}{suffix}"


def _content(part: MIMEPart) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        message = inner[0] if isinstance(inner, list) and inner else None
        return message.as_bytes() if isinstance(message, MIMEPart) else b""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _saved_page(
    message: EmailMessage, name: str, reading: Reading, address: str
) -> Iterator[Source | Problem]:
    """Yield the page that a browser saved; the day of saving is no day of publication."""
    from pricedin.sources.read import read_html

    for part in message.iter_parts():
        if isinstance(part, MIMEPart) and part.get_content_type() == "text/html":
            reading.url = reading.url or address or _header(part, "Content-Location")
            reading.charset = part.get_content_charset("")
            yield from read_html(_content(part), name, reading)
            return
    raise reading.refuse("is a saved page without a page in it")
