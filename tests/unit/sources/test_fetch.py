"""Addresses: what is asked, what is refused, and that the checked address is the one asked."""

import gzip
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from pricedin.errors import Problem
from pricedin.sources.fetch import is_public, read_url
from pricedin.sources.limits import Limits
from pricedin.sources.source import Source

PAGE = (
    "<html><head><title>Aster raises $120m</title>"
    '<link rel="canonical" href="{canonical}"></head><body><h1>Aster raises $120m</h1>'
    + "<p>The round was led by Cedar Partners, and it values Aster at $1.4 billion.</p>" * 3
    + "</body></html>"
)
HTML = {"content-type": "text/html; charset=utf-8"}
Answer = Callable[[httpx.Request], httpx.Response]
PUBLIC = "93.184.216.34"


def ask(
    answer: Answer, url: str = "https://www.ledger.example/a", **told: object
) -> tuple[list[Source | Problem], list[httpx.Request]]:
    """Ask an address of a server that answers so; return what was read and what was asked."""
    asked: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return answer(request)

    told.setdefault("resolve", lambda host, port: [PUBLIC])
    return list(read_url(url, httpx.MockTransport(handle), **told)), asked  # type: ignore[arg-type]


def page(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, headers=HTML, text=PAGE.format(canonical=""))


def refusal(answer: Answer, url: str = "https://www.ledger.example/a", **told: object) -> str:
    (problem,), _ = ask(answer, url, **told)
    assert isinstance(problem, Problem)
    assert problem.where == url
    return f"{problem.message} {problem.hint}"


def never(request: httpx.Request) -> httpx.Response:
    raise AssertionError(f"asked {request.url}")


def test_a_page_is_read_from_the_address_that_was_checked() -> None:
    (source,), (request,) = ask(page)
    assert isinstance(source, Source)
    assert source.url == "https://www.ledger.example/a"
    assert "$1.4 billion" in source.text
    assert request.url.host == PUBLIC
    assert request.headers["host"] == "www.ledger.example"
    assert request.extensions["sni_hostname"] == "www.ledger.example"
    assert "cookie" not in request.headers


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://ledger.example/story", "https://ledger.example/story"),
        ("/story", "https://www.ledger.example/story"),
        ("https://other.example/story", "https://www.ledger.example/a"),
        ("javascript:x()", "https://www.ledger.example/a"),
    ],
)
def test_a_page_names_its_own_address_on_its_own_host_only(canonical: str, url: str) -> None:
    text = PAGE.format(canonical=canonical)
    (source,), _ = ask(lambda r: httpx.Response(200, headers=HTML, text=text))
    assert isinstance(source, Source) and source.url == url


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://ledger.example/a",
        "javascript:alert(1)",
        "gopher://x/",
        "https://",
        "nonsense",
        "https://jo:secret@ledger.example/",
        "https://ledger.example/" + "a" * 5_000,
        "http://[::1",
        "http://x:99999/",
    ],
)
def test_other_addresses_are_not_asked(url: str) -> None:
    assert refusal(never, url)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "nonsense",
    ],
)
def test_hosts_that_are_not_public_are_not_asked(address: str) -> None:
    assert not is_public(address)
    assert "not public" in refusal(never, resolve=lambda host, port: [PUBLIC, address])


def test_a_private_host_is_asked_if_that_is_allowed() -> None:
    (source,), _ = ask(page, resolve=lambda host, port: ["10.0.0.1"], allow_private=True)
    assert isinstance(source, Source)


def test_public_addresses_are_public() -> None:
    assert all(
        map(is_public, (PUBLIC, "2606:4700::1111", "64:ff9b::5db8:d822", "2002:5db8:d822::"))
    )


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f000001", "[::1]"])
def test_spellings_of_loopback_are_resolved_and_refused(host: str) -> None:
    message = refusal(never, f"http://{host}/", resolve=None)
    assert "not public" in message or "not found" in message


def test_a_name_is_resolved_once_for_each_request() -> None:
    """A second answer, as in DNS rebinding, is never asked for."""
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    (source,), requests = ask(page, resolve=lambda host, port: next(answers))
    assert isinstance(source, Source)
    assert [r.url.host for r in requests] == [PUBLIC]


def test_each_redirect_is_checked() -> None:
    hosts = {"www.ledger.example": PUBLIC, "inside.example": "10.0.0.1"}

    def redirect(request: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers={"location": "http://inside.example/admin"})

    assert "inside.example has the address 10.0.0.1" in refusal(
        redirect, resolve=lambda host, port: [hosts[host]]
    )
    assert "only http" in refusal(
        lambda r: httpx.Response(301, headers={"location": "file:///etc/passwd"})
    )


def test_redirects_lead_on_and_end_at_a_number() -> None:
    def once(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/a":
            return httpx.Response(302, headers={"location": "/b?x=1#top"})
        return page(request)

    (source,), requests = ask(once)
    assert isinstance(source, Source) and source.url == "https://www.ledger.example/b?x=1#top"
    assert [r.url.path for r in requests] == ["/a", "/b"]
    forever = lambda r: httpx.Response(302, headers={"location": "/a"})  # noqa: E731
    assert "the limit redirects is 5" in refusal(forever)


@pytest.mark.parametrize(
    ("response", "words"),
    [
        (httpx.Response(404), "404 Not Found"),
        (httpx.Response(204), "204"),
        (httpx.Response(302), "302"),
        (httpx.Response(200, headers={"content-type": "image/png"}, content=b"x"), "image/png"),
        (httpx.Response(200, headers={"content-type": "video/mp4"}, content=b"x"), "video/mp4"),
        (httpx.Response(200, headers=HTML, content=b""), "is empty"),
        (httpx.Response(200, headers={**HTML, "content-length": "99999999"}), "download_bytes"),
        (httpx.Response(200, headers=HTML, content=b"x" * 21_000_000), "download_bytes"),
    ],
)
def test_answers_that_are_no_document(response: httpx.Response, words: str) -> None:
    assert words in refusal(lambda request: response)


def test_an_answer_is_counted_as_it_unpacks() -> None:
    packed = gzip.compress(b"0" * 3_000_000)
    headers = {**HTML, "content-encoding": "gzip"}
    message = refusal(
        lambda r: httpx.Response(200, headers=headers, content=packed),
        limits=Limits(download_bytes=1_000_000),
    )
    assert "longer than 1,000,000 bytes" in message


@pytest.mark.parametrize("error", [httpx.ConnectError("refused"), httpx.ReadTimeout("slow")])
def test_a_server_that_fails_is_told(error: httpx.HTTPError) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise error

    assert refusal(fail)


def test_the_declared_type_and_encoding_count() -> None:
    text = "持有人,股数\n创始人,4000000\n"
    headers = {"content-type": "text/csv; charset=gb2312"}
    (source,), _ = ask(
        lambda r: httpx.Response(200, headers=headers, content=text.encode("gb18030")),
        "https://ledger.example/export?id=1",
    )
    assert isinstance(source, Source)
    assert (source.kind, source.text) == ("table", "持有人 | 股数\n创始人 | 4000000")


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/page")
            self.end_headers()
            return
        if self.path == "/slow":
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            for _ in range(100):
                try:
                    self.wfile.write(b"<p>slow")
                    self.wfile.flush()
                except OSError:
                    return
                threading.Event().wait(0.05)
            return
        body = PAGE.format(canonical="").encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


def test_a_real_server_is_asked_only_if_allowed(server: str) -> None:
    (problem,) = read_url(f"{server}/page")
    assert isinstance(problem, Problem) and "127.0.0.1, which is not public" in problem.message
    (source,) = read_url(f"{server}/moved", allow_private=True)
    assert isinstance(source, Source)
    assert source.url == f"{server}/page"
    assert source.title == "Aster raises $120m"


def test_a_server_that_drips_is_left(server: str) -> None:
    (problem,) = read_url(f"{server}/slow", allow_private=True, limits=Limits(seconds=1))
    assert isinstance(problem, Problem) and "the limit seconds is 1" in problem.message


def test_a_server_that_is_not_there() -> None:
    (problem,) = read_url("http://127.0.0.1:1/", allow_private=True)
    assert isinstance(problem, Problem) and "cannot be fetched" in problem.message
