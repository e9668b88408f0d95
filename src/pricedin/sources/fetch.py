"""Documents at addresses: the one place from which anything is asked of the network.

An address may come from a document, and so from a stranger. Only http and https are asked, and
only hosts all of whose addresses are public; the connection goes to the address that was
checked, so that a name cannot change its meaning in between. Each redirect is checked anew.
Proxies of the environment are not used: they would resolve names unchecked.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pricedin.errors import Problem
from pricedin.sources.limits import LIMITS, Limits, Reading, RefusedError
from pricedin.sources.source import Source

if TYPE_CHECKING:
    import httpx

Resolve = Callable[[str, int], list[str]]

USER_AGENT = "pricedin (reads one page at a person's request)"
ACCEPT = "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5"
# Types that hold a document; parameters after ";" apart. Whatever else is text is one too.
READABLE = (
    "text/",
    "application/xhtml+xml",
    "application/xml",
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/pdf",
    "application/x-pdf",
    "application/zip",
    "application/octet-stream",
    "binary/octet-stream",
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.openxmlformats-officedocument",
    "application/vnd.oasis.opendocument",
    "message/rfc822",
)
OPERATION_SECONDS = 10.0
LONGEST_ADDRESS = 4_000
# Address ranges that carry an IPv4 address inside: NAT64 (RFC 6052) and 6to4 (RFC 3056).
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address answered, and the address that did after redirects."""

    data: bytes
    url: str
    content_type: str = ""
    charset: str = ""


def read_url(
    url: str,
    transport: httpx.BaseTransport | None = None,
    *,
    allow_private: bool = False,
    resolve: Resolve | None = None,
    limits: Limits = LIMITS,
) -> Iterator[Source | Problem]:
    """Yield the documents at an address; what keeps it from being read is a problem.

    Parameters
    ----------
    transport
        Carries the requests; the network if None. Tests and recordings pass their own.
    allow_private
        Ask hosts with private, loopback and other addresses that are not public, too.
    resolve
        From host and port to addresses; the system's resolver if None.
    """
    from pricedin.sources.read import read_bytes

    reading = Reading(where=url, limits=limits)
    try:
        fetched = fetch(
            url, reading, transport=transport, allow_private=allow_private, resolve=resolve
        )
    except RefusedError as refused:
        yield refused.problem
        return
    name = unquote(PurePosixPath(fetched.url.split("?")[0].split("#")[0]).name)
    yield from read_bytes(
        fetched.data,
        name or fetched.url,
        where=url,
        url=fetched.url,
        content_type=fetched.content_type,
        charset=fetched.charset,
        limits=limits,
    )


def fetch(
    url: str,
    reading: Reading,
    *,
    transport: httpx.BaseTransport | None = None,
    allow_private: bool = False,
    resolve: Resolve | None = None,
) -> Fetched:
    """Return what an address answers, within `Limits` of bytes, seconds and redirects.

    Raises
    ------
    RefusedError
        If the address may not be asked, cannot be reached, or answers with no document.
    """
    import httpx

    deadline = time.monotonic() + reading.limits.seconds
    with httpx.Client(
        transport=transport or httpx.HTTPTransport(trust_env=False),
        trust_env=False,
        follow_redirects=False,
    ) as client:
        asked = url
        for _ in range(reading.limits.redirects + 1):
            request = _request(client, asked, deadline, allow_private, resolve, reading)
            try:
                response = client.send(request, stream=True)
                try:
                    location = response.headers.get("location", "")
                    if not (response.is_redirect and location):
                        return _answer(response, asked, deadline, reading)
                    asked = str(httpx.URL(asked).join(location))
                finally:
                    response.close()
            except httpx.TimeoutException:
                raise reading.over("seconds", f"{_host(asked)} did not answer in time") from None
            except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
                raise reading.refuse(
                    f"cannot be fetched: {error or type(error).__name__}"
                ) from None
    raise reading.over("redirects", "redirects again and again")


def _host(url: str) -> str:
    import httpx

    return httpx.URL(url).host


def _request(
    client: httpx.Client,
    url: str,
    deadline: float,
    allow_private: bool,
    resolve: Resolve | None,
    reading: Reading,
) -> httpx.Request:
    """Return a request that goes to a checked address of the host.

    Raises
    ------
    RefusedError
        If the address is none of http or https, or the host is not public.
    """
    import httpx

    if len(url) > LONGEST_ADDRESS:
        raise reading.refuse(f"an address of {len(url):,} characters is not asked")
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise reading.refuse(f"is no address: {error}") from None
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise reading.refuse(
            f"only http and https addresses are fetched; got {url[:80]}",
            "give a file by its path",
        )
    if parsed.userinfo:
        raise reading.refuse("an address with a name or password in it is not asked")
    port = parsed.port or (443 if parsed.scheme == "https" else 80)
    if port > 65_535:
        raise reading.refuse(f"there is no port {port:,}")
    host = parsed.raw_host.decode("ascii").strip("[]")
    try:
        addresses = (resolve or resolved)(host, port)
    except (OSError, UnicodeError) as error:
        raise reading.refuse(f"the host {parsed.host} is not found: {error}") from None
    if not addresses:
        raise reading.refuse(f"the host {parsed.host} is not found")
    if not allow_private:
        for address in addresses:
            if not is_public(address):
                raise reading.refuse(
                    f"the host {parsed.host} has the address {address}, which is not public",
                    "such hosts are asked only if you allow private addresses",
                )
    remaining = max(0.1, min(OPERATION_SECONDS, deadline - time.monotonic()))
    return client.build_request(
        "GET",
        parsed.copy_with(host=addresses[0], port=parsed.port, fragment=None),
        headers={
            "Host": parsed.netloc.decode("ascii"),
            "User-Agent": USER_AGENT,
            "Accept": ACCEPT,
            "Accept-Encoding": "gzip, identity",
        },
        timeout=remaining,
        # The certificate is checked against the name, though the address is asked.
        extensions={"sni_hostname": host},
    )


def resolved(host: str, port: int) -> list[str]:
    """Return the addresses of a host as the system resolves it, each once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Tell whether an address is one of the public internet.

    Private, loopback, link-local, multicast, reserved and unspecified addresses are not, nor are
    IPv6 forms that carry one of these.

    >>> is_public("93.184.216.34"), is_public("169.254.169.254"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if ip.teredo is not None:
            return False
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _answer(response: httpx.Response, url: str, deadline: float, reading: Reading) -> Fetched:
    """Return a response's body, counted as it comes and as it unpacks."""
    if response.status_code != 200:
        reason = response.reason_phrase or "no document"
        raise reading.refuse(
            f"the server answered {response.status_code} {reason}",
            "save the page in a browser and give the file",
        )
    content_type = response.headers.get("content-type", "").strip().lower()
    if content_type and not content_type.startswith(READABLE):
        raise reading.refuse(f"the server sent {content_type[:80]}, which is no document")
    most = reading.limits.download_bytes
    length = response.headers.get("content-length", "")
    if length.isdigit() and int(length) > most:
        raise reading.over("download_bytes", f"is {int(length):,} bytes long")
    parts = []
    size = 0
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > most:
            raise reading.over("download_bytes", f"is longer than {most:,} bytes")
        if time.monotonic() > deadline:
            raise reading.over("seconds", f"came too slowly: {size:,} bytes so far")
        parts.append(chunk)
    return Fetched(
        data=b"".join(parts),
        url=url,
        content_type=content_type.partition(";")[0].strip(),
        charset=response.charset_encoding or "",
    )
