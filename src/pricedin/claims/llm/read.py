"""One document read by a language model: asked in parts, every answer checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pricedin.claims.llm.answer import Rejected, read_answer
from pricedin.claims.llm.endpoint import Ask, Endpoint, PassingError
from pricedin.claims.llm.parts import parts_of
from pricedin.claims.llm.prompt import messages
from pricedin.claims.llm.settings import MAX_CHARS, LlmSettings
from pricedin.claims.llm.verify import Verifier
from pricedin.claims.reader.figure import Figure
from pricedin.errors import Problem

# Called with the number of parts that were answered and of those there are.
Progress = Callable[[int, int], None]

LONGEST_TITLE = 200
# Two parts in a row without an answer: the endpoint is gone, and the rest is not asked.
MOST_FAILURES = 2


@dataclass(frozen=True, slots=True)
class ModelReading:
    """What was admitted of a model's reading, in the order of the text, what was not, and why.

    `problems` are parts of the document that brought no answer: they are unread.
    """

    figures: tuple[Figure, ...]
    rejected: tuple[Rejected, ...]
    problems: tuple[Problem, ...] = ()


def read_with_model(
    text: str,
    settings: LlmSettings,
    *,
    published: date | None = None,
    where: str = "document",
    progress: Progress | None = None,
) -> ModelReading:
    """Send one text to the configured endpoint and return what of its answers holds.

    Parameters
    ----------
    text : str
        As it is shown; every span of the result points into it.
    settings : LlmSettings
        From `llm_settings`; say `what_is_sent` before.
    published : date, optional
        Told to the model, and what dates are resolved against.
    where : str
        Names the document in problems.
    progress : callable, optional
        Called after each part with the parts answered and their number.

    Raises
    ------
    SourceError
        If the endpoint refuses, cannot be reached at all, or ``openai`` is not installed.
    """
    with Endpoint(settings) as ask:
        return read_by_asking(
            text,
            ask,
            published=published,
            where=where,
            max_chars=settings.max_chars,
            progress=progress,
        )


def read_by_asking(
    text: str,
    ask: Ask,
    *,
    published: date | None = None,
    where: str = "document",
    max_chars: int = MAX_CHARS,
    progress: Progress | None = None,
) -> ModelReading:
    """Read one text as `read_with_model` does, by whatever brings the answers.

    A part whose request fails for a reason that may pass becomes a problem, and the others are
    read; if the first fails, or two in a row, nothing more is asked.

    Raises
    ------
    SourceError
        If no part is answered.
    """
    verifier = Verifier(text, published)
    parts = parts_of(verifier.plain, max_chars)
    figures: list[Figure] = []
    rejected: list[Rejected] = []
    problems: list[Problem] = []
    failures = 0
    title = _title(text)
    for number, part in enumerate(parts, start=1):
        start, end = verifier.plain.original(part.start, part.end)
        asked = messages(
            text[start:end], title=title, published=published, part=number, of=len(parts)
        )
        try:
            answer = ask(asked)
        except PassingError as error:
            failures += 1
            if number == 1:
                raise
            problems.append(
                Problem(
                    where=f"{where}:{start}-{end}",
                    message=f"was not read: {error}",
                    hint="read it again",
                )
            )
            if failures == MOST_FAILURES:
                if number < len(parts):
                    rest = verifier.plain.original(parts[number].start, parts[-1].end)
                    problems.append(
                        Problem(
                            where=f"{where}:{rest[0]}-{rest[1]}",
                            message="was not sent after two failures in a row",
                        )
                    )
                break
            continue
        failures = 0
        items, malformed = read_answer(answer)
        admitted, refused = verifier.verify(items, part)
        figures += admitted
        rejected += [*malformed, *refused]
        if progress is not None:
            progress(number, len(parts))
    figures.sort(key=lambda figure: (figure.start, figure.end))
    return ModelReading(tuple(figures), tuple(rejected), tuple(problems))


def _title(text: str) -> str:
    first = text.lstrip().split("\n", 1)[0].strip()
    return first if len(first) <= LONGEST_TITLE else ""
