"""The endpoint, asked over a loopback connection: what it accepts, refuses, delays and forges."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from pricedin.claims.llm.endpoint import Endpoint, PassingError
from pricedin.claims.llm.prompt import SCHEMA, messages
from pricedin.claims.llm.read import read_with_model
from pricedin.claims.llm.settings import API_KEY, LlmSettings, llm_settings
from pricedin.errors import SourceError

openai = pytest.importorskip("openai", reason="needs the extra llm")

ASKED = messages("Acme AI raised $5m.")


def completion(content: Any) -> tuple[int, dict[str, str], Any]:
    return 200, {}, {"choices": [{"message": {"role": "assistant", "content": content}}]}


def error(status: int, message: str, **headers: str) -> tuple[int, dict[str, str], Any]:
    return status, headers, {"error": {"message": message}}


class Server(ThreadingHTTPServer):
    """Answers requests in the order of `answers`, the last one again and again."""

    def __init__(self) -> None:
        self.answers: list[Any] = []
        self.bodies: list[Any] = []
        self.heads: list[dict[str, str]] = []
        super().__init__(("127.0.0.1", 0), Handler)


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.bodies.append(json.loads(body))
        self.server.heads.append({name.lower(): value for name, value in self.headers.items()})
        answers = self.server.answers
        status, headers, data = answers.pop(0) if len(answers) > 1 else answers[0]
        raw = data if isinstance(data, bytes) else json.dumps(data).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    thread = threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


Ask = Callable[..., str]


@pytest.fixture
def ask(server: Server) -> Iterator[Ask]:
    """Return what asks the server, given the answers that it is to give."""
    opened: list[Endpoint] = []
    waited: list[float] = []

    def asks(*answers: Any, environ: dict[str, str] | None = None, **limits: Any) -> str:
        server.answers = list(answers)
        settings = LlmSettings(
            base_url=f"http://127.0.0.1:{server.server_port}/v1", model="small", **limits
        )
        opened.append(Endpoint(settings, environ=environ or {}, sleep=waited.append))
        return opened[-1](ASKED)

    asks.waited = waited  # type: ignore[attr-defined]
    yield asks
    for one in opened:
        one.close()


def test_a_question_carries_schema_key_and_nothing_else(
    server: Server, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_ADMIN_KEY"):
        monkeypatch.setenv(name, "other-account")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/other-account")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    answer = ask(completion("[]"), environ={API_KEY: "k-1"})
    assert answer == "[]"
    (body,) = server.bodies
    assert body["messages"] == ASKED
    assert body["response_format"]["json_schema"]["schema"] == SCHEMA
    assert (body["temperature"], body["model"]) == (0, "small")
    assert server.heads[0]["authorization"] == "Bearer k-1"
    assert "other-account" not in json.dumps(server.heads)


def test_an_endpoint_that_refuses_a_schema_is_asked_for_less(server: Server, ask: Ask) -> None:
    refusal = error(400, "response_format is not supported")
    assert ask(refusal, refusal, completion("[]")) == "[]"
    kinds = [body.get("response_format", {}).get("type") for body in server.bodies]
    assert kinds == ["json_schema", "json_object", None]


def test_other_refusals_of_parameters(server: Server, ask: Ask) -> None:
    answers = [
        error(400, "Unsupported value: 'temperature' does not support 0"),
        error(400, "Use 'max_completion_tokens' instead of 'max_tokens'"),
        completion("[]"),
    ]
    assert ask(*answers) == "[]"
    last = server.bodies[-1]
    assert "temperature" not in last
    assert "max_tokens" not in last
    assert last["max_completion_tokens"] == 8_000
    assert last["response_format"]["type"] == "json_schema"


def test_what_may_pass_is_tried_again(server: Server, ask: Any) -> None:
    busy = error(429, "slow down", **{"Retry-After": "7"})
    assert ask(busy, error(503, "loading"), completion("[]")) == "[]"
    assert ask.waited == [7.0, 2.0]
    with pytest.raises(PassingError, match=r"503: loading"):
        ask(error(503, "loading"), retries=1)
    assert ask.waited[2:] == [1.0]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (error(401, "bad key"), API_KEY),
        (error(404, "no such model"), "model small"),
        (error(400, "no"), "refused with status 400"),
        (error(403, "no\x1b[31m\nno"), "no \\[31m no"),
        ((302, {"Location": "http://127.0.0.1:1/"}, {}), "redirects are not followed"),
        ((500, {}, b"<html>"), "answered 500"),
        (completion("x" * 3_000_000), "more than 2,000,000 bytes"),
        ((200, {}, b"<html>"), "something else than a chat completion"),
        ((200, {}, {"choices": []}), "something else than a chat completion"),
        ((200, {}, b"[" * 100_000), "something else than a chat completion"),
    ],
)
def test_an_endpoint_that_does_not_answer_is_an_error(ask: Ask, answer: Any, told: str) -> None:
    with pytest.raises(SourceError, match=told) as caught:
        ask(answer, retries=0)
    assert str(caught.value).isprintable()


def test_an_endpoint_that_is_not_there_is_an_error() -> None:
    settings = LlmSettings(base_url="http://127.0.0.1:1/v1", model="small", retries=0)
    with Endpoint(settings, environ={}) as ask, pytest.raises(PassingError, match="reached"):
        ask(ASKED)


@pytest.mark.parametrize("content", [None, 5, [], {"a": 1}, [{"type": "text"}]])
def test_an_answer_without_words_is_empty(ask: Ask, content: Any) -> None:
    assert ask(completion(content)) == ""


def test_an_answer_in_pieces_is_joined(ask: Ask) -> None:
    pieces = [{"type": "text", "text": "["}, {"type": "text", "text": "]"}]
    assert ask(completion(pieces)) == "[]"


def test_a_document_is_read_from_end_to_end(server: Server) -> None:
    fact = {
        "attribute": "amount_raised", "company": "Acme AI", "status": "closed",
        "quote": "raised $5m", "value": 5_000_000, "currency": "USD",
    }  # fmt: skip
    made_up = {**fact, "quote": "raised $9bn", "value": 9e9}
    server.answers = [completion("```json\n" + json.dumps({"facts": [fact, made_up]}) + "\n```")]
    settings = llm_settings(f"http://127.0.0.1:{server.server_port}/v1", "small", environ={})
    reading = read_with_model("Acme AI raised $5m.", settings)
    assert [int(figure.value or 0) for figure in reading.figures] == [5_000_000]
    assert len(reading.rejected) == 1
