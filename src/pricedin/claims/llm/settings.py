"""Where documents may be sent, and the sentence that says so before they are."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from pricedin.claims.llm.parts import parts_of
from pricedin.errors import InputError
from pricedin.text.normal import normal

BASE_URL = "PRICEDIN_LLM_BASE_URL"
MODEL = "PRICEDIN_LLM_MODEL"
API_KEY = "PRICEDIN_LLM_API_KEY"
TIMEOUT_SECONDS = 120.0
MAX_CHARS = 12_000


class HasText(Protocol):
    """What can be sent: a `Source`, or anything else with a text."""

    @property
    def text(self) -> str:
        """The text as it is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LlmSettings:
    """An endpoint that speaks the OpenAI chat protocol, and how it is asked.

    `api_key_env` names the environment variable that holds the key; the key itself is kept
    nowhere. `timeout_seconds` bounds one request from first to last byte, `max_chars` the
    characters of a document in one request, `max_answer_tokens` and `max_answer_bytes` an
    answer. `retries` are those after the first attempt, for what may pass: a timeout, a dropped
    connection, status 408, 409, 429 and 5xx. A temperature of 0 asks for the likeliest answer;
    it does not make a model repeat itself on every endpoint.
    """

    base_url: str
    model: str
    api_key_env: str = API_KEY
    timeout_seconds: float = TIMEOUT_SECONDS
    max_chars: int = MAX_CHARS
    max_answer_tokens: int = 8_000
    max_answer_bytes: int = 2_000_000
    temperature: float = 0.0
    retries: int = 2
    allow_plain_http: bool = False

    def __post_init__(self) -> None:
        _check_url(self.base_url, self.allow_plain_http)
        if not self.model.strip():
            raise InputError(f"no model was named; set {MODEL} or give one")
        for name in ("timeout_seconds", "max_chars", "max_answer_tokens", "max_answer_bytes"):
            if not getattr(self, name) > 0:
                raise InputError(f"{name} is {getattr(self, name)}; it must be above 0")
        if not 0 <= self.retries <= 10:
            raise InputError(f"retries is {self.retries}; expected 0 to 10")
        if not 0 <= self.temperature <= 2:
            raise InputError(f"temperature is {self.temperature}; expected 0 to 2")

    @property
    def host(self) -> str:
        """The host, and the port if one is given, that is asked."""
        return urlsplit(self.base_url).netloc

    @property
    def is_loopback(self) -> bool:
        """Whether the documents stay on this machine, as far as the address tells."""
        return _is_loopback(urlsplit(self.base_url).hostname or "")


def llm_settings(
    base_url: str = "",
    model: str = "",
    *,
    environ: Mapping[str, str] | None = None,
    allow_plain_http: bool = False,
    timeout_seconds: float = TIMEOUT_SECONDS,
    max_chars: int = MAX_CHARS,
) -> LlmSettings:
    """Return the settings from what is given and, where nothing is, the environment.

    Raises
    ------
    InputError
        If no endpoint or no model is configured, or the address may not be used: then nothing
        is sent.

    Examples
    --------
    >>> llm_settings("http://127.0.0.1:8080/v1", "small", environ={}).host
    '127.0.0.1:8080'
    >>> llm_settings("http://models.example/v1", "small", environ={})
    Traceback (most recent call last):
    pricedin.errors.InputError: http://models.example/v1 would send the documents unencrypted; ...
    """
    environ = os.environ if environ is None else environ
    base_url = base_url.strip() or environ.get(BASE_URL, "").strip()
    if not base_url:
        raise InputError(
            f"no endpoint for a language model is configured, so nothing is sent; set {BASE_URL} "
            "and " + MODEL + ", or give --llm-base-url and --llm-model"
        )
    return LlmSettings(
        base_url=base_url,
        model=model.strip() or environ.get(MODEL, "").strip(),
        allow_plain_http=allow_plain_http,
        timeout_seconds=timeout_seconds,
        max_chars=max_chars,
    )


def what_is_sent(settings: LlmSettings, sources: Iterable[HasText]) -> str:
    """Return one sentence: how many documents and characters go where. Print it before sending.

    >>> from types import SimpleNamespace as Page
    >>> here = LlmSettings(base_url="http://localhost:8080/v1", model="small")
    >>> what_is_sent(here, [Page(text="Acme raised $5m."), Page(text="Beta did not.")])
    '2 documents (29 characters, 2 requests) go to the model small at localhost:8080, on this ...'
    """
    texts = [source.text for source in sources]
    requests = sum(len(parts_of(normal(text), settings.max_chars)) for text in texts)
    way = "on this machine" if settings.is_loopback else "over the network"
    if not settings.is_loopback and urlsplit(settings.base_url).scheme == "http":
        way += ", unencrypted"
    return (
        f"{_counted(len(texts), 'document')} ({_counted(sum(map(len, texts)), 'character')}, "
        f"{_counted(requests, 'request')}) {'goes' if len(texts) == 1 else 'go'} to the model "
        f"{settings.model} at {settings.host}, {way}"
    )


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _check_url(url: str, allow_plain_http: bool) -> None:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise InputError(f"{url[:80]!r} is no address: {error}") from None
    if parts.scheme not in ("http", "https") or not host:
        raise InputError(
            f"{url[:80]!r} is no address of an endpoint; expected https://HOST/v1 or similar"
        )
    if not url.isprintable() or " " in url:
        raise InputError(f"{url[:80]!r} is no address: it has spaces or control characters")
    if "@" in parts.netloc:
        raise InputError(
            f"an address with a name or password in it is not used; put the key in {API_KEY}"
        )
    if parts.query or parts.fragment:
        raise InputError(f"{url[:80]!r} has a query or fragment; expected https://HOST/v1")
    if parts.scheme == "http" and not _is_loopback(host) and not allow_plain_http:
        raise InputError(
            f"{url[:80]} would send the documents unencrypted; use https, or allow plain http"
        )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
