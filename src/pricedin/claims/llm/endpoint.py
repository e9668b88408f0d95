"""Asking an endpoint of the OpenAI chat protocol: the one place where a document leaves.

Only the configured host is asked: redirects are not followed, and proxies and other endpoints
that the environment names are not used, nor the keys and accounts it holds for them. An answer is
read as a stream and bounded in bytes and seconds. Endpoints differ in what they accept; what one
refuses (a schema, a temperature) is left out for the rest of the run, never silently changed into
another value.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol

from pricedin.claims.llm.prompt import SCHEMA
from pricedin.claims.llm.settings import LlmSettings
from pricedin.errors import SourceError

if TYPE_CHECKING:
    import openai

Message = Mapping[str, str]
Format = Literal["json_schema", "json_object", "plain"]

LONGEST_WAIT_SECONDS = 30.0
_PASSING = frozenset({408, 409, 425, 429})


class Ask(Protocol):
    """What carries messages to a model and brings its answer, as text."""

    def __call__(self, messages: Sequence[Message]) -> str:
        """Return the answer.

        Raises
        ------
        PassingError
            If another document or another time may succeed.
        SourceError
            If nothing will.
        """


class PassingError(SourceError):
    """A request failed for a reason that may pass."""


class Endpoint:
    """A configured endpoint; close it when done.

    Parameters
    ----------
    settings : LlmSettings
    environ : mapping, optional
        Where the key is looked up; the environment of the process if None.
    sleep : callable
        Waits between attempts, in seconds.

    Raises
    ------
    SourceError
        If the ``openai`` package is not installed.
    """

    def __init__(
        self,
        settings: LlmSettings,
        *,
        environ: Mapping[str, str] | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        try:
            import openai
        except ImportError:
            raise SourceError(
                "the package openai, which asks language models, is not installed; "
                "run: pip install 'pricedin[llm]'"
            ) from None
        self._openai = openai
        self.settings = settings
        self._sleep = sleep
        self._formats: list[Format] = ["json_schema", "json_object", "plain"]
        self._length_name = "max_tokens"
        self._has_temperature = True
        environ = os.environ if environ is None else environ
        self._client = openai.OpenAI(
            base_url=settings.base_url,
            # Endpoints on one's own machine want none; the client insists on one.
            api_key=environ.get(settings.api_key_env) or "none",
            max_retries=0,
            timeout=settings.timeout_seconds,
            http_client=openai.DefaultHttpxClient(
                trust_env=False, follow_redirects=False, timeout=settings.timeout_seconds
            ),
        )
        self._client.organization = None
        self._client.project = None

    def __enter__(self) -> Endpoint:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def __call__(self, messages: Sequence[Message]) -> str:
        """Return the model's answer, after retries and with what the endpoint accepts."""
        attempt = 0
        while True:
            try:
                return self._asked(messages)
            except self._openai.APIStatusError as error:
                status, told = error.status_code, _told(error)
                if status in (400, 415, 422, 501) and self._settles_for_less(told):
                    continue
                if status not in _PASSING and status < 500:
                    raise SourceError(self._refusal(status, told)) from None
                wait = _retry_after(error)
                reason = f"answered {status}: {told}"
            except self._openai.APITimeoutError:
                wait, reason = None, f"did not answer in {self.settings.timeout_seconds:g} seconds"
            except self._openai.APIConnectionError as error:
                cause = error.__cause__ or error
                wait, reason = None, f"cannot be reached: {_short(str(cause))}"
            except _SlowError as error:
                wait, reason = None, str(error)
            except self._openai.OpenAIError as error:
                raise SourceError(f"{self.settings.host}: {_short(str(error))}") from None
            if attempt >= self.settings.retries:
                raise PassingError(f"{self.settings.host} {reason}")
            self._sleep(min(2.0**attempt if wait is None else wait, LONGEST_WAIT_SECONDS))
            attempt += 1

    def _asked(self, messages: Sequence[Message]) -> str:
        settings = self.settings
        body: dict[str, Any] = {
            "model": settings.model,
            "messages": [dict(message) for message in messages],
            self._length_name: settings.max_answer_tokens,
            "stream": False,
        }
        if self._has_temperature:
            body["temperature"] = settings.temperature
        if self._formats[0] == "json_schema":
            body["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": "facts", "strict": True, "schema": SCHEMA},
            }
        elif self._formats[0] == "json_object":
            body["response_format"] = {"type": "json_object"}
        deadline = time.monotonic() + settings.timeout_seconds
        create: Any = self._client.chat.completions.with_streaming_response.create
        parts, size = [], 0
        with create(**body, extra_headers={"Accept-Encoding": "identity"}) as response:
            for chunk in response.iter_bytes():
                size += len(chunk)
                if size > settings.max_answer_bytes:
                    raise SourceError(
                        f"{settings.host} answered with more than "
                        f"{settings.max_answer_bytes:,} bytes"
                    )
                if time.monotonic() > deadline:
                    raise _SlowError(f"did not answer in {settings.timeout_seconds:g} seconds")
                parts.append(chunk)
        return _content(b"".join(parts), settings.host)

    def _settles_for_less(self, told: str) -> bool:
        """Leave out what an endpoint refused; False if there is nothing left to leave out."""
        words = told.lower()
        if "temperature" in words and self._has_temperature:
            self._has_temperature = False
        elif "max_tokens" in words and self._length_name == "max_tokens":
            self._length_name = "max_completion_tokens"
        elif len(self._formats) > 1:
            self._formats.pop(0)
        else:
            return False
        return True

    def _refusal(self, status: int, told: str) -> str:
        hint = {
            401: f"; is the key in {self.settings.api_key_env} right?",
            403: f"; is the key in {self.settings.api_key_env} right?",
            404: f"; is the model {self.settings.model} there, and the address right?",
        }.get(status, "")
        if 300 <= status < 400:
            hint = "; redirects are not followed, give the address that answers"
        return f"{self.settings.host} refused with status {status}: {told}{hint}"


class _SlowError(Exception):
    """An answer that came too slowly."""


def _content(data: bytes, host: str) -> str:
    """Return the text of the first choice of a chat completion."""
    try:
        answer = json.loads(data)
        content = answer["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        raise PassingError(f"{host} answered with something else than a chat completion") from None
    if isinstance(content, list):  # some endpoints answer in typed pieces
        content = "".join(
            piece["text"]
            for piece in content
            if isinstance(piece, dict) and isinstance(piece.get("text"), str)
        )
    return content if isinstance(content, str) else ""


def _told(error: openai.APIStatusError) -> str:
    """Return what an endpoint said of an error, shortened, on one line."""
    body = error.body
    if isinstance(body, Mapping):
        inner = body.get("error", body)
        message = inner.get("message") if isinstance(inner, Mapping) else inner
        if isinstance(message, str) and message:
            return _short(message)
    return _short(str(body or error.message))


def _retry_after(error: openai.APIStatusError) -> float | None:
    try:
        seconds = float(error.response.headers.get("retry-after", ""))
    except ValueError:
        return None
    return max(0.0, seconds) if seconds < 1e9 else None


def _short(words: str) -> str:
    line = "".join(char if char.isprintable() else " " for char in words[:400])
    return " ".join(line.split())[:200]
