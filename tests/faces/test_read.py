"""`pricedin read`: documents in, claims with their words out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ARTICLE = """Harrowgate Optics raises $40 million

LEEDS, 12 March 2025 - Harrowgate Optics said it had raised $40 million in a Series B led by
Penrith Capital at a post-money valuation of $210 million. The company held £9 million in cash at
the end of 2024. Rival Brannock Glass employs 310 people.
"""
CHINESE = """榆光科技完成1.5亿元A轮融资

4月2日,榆光科技宣布完成1.5亿元A轮融资,由石湖资本领投。2024年公司营收8600万元。
"""


def pricedin(
    *args: str, cwd: Path, stdin: str | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pricedin", *args],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **(env or {})},
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "harrowgate.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "in" / "yuguang.txt").write_text(CHINESE, encoding="utf-8")
    (tmp_path / "in" / "again.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "in" / "broken.pdf").write_bytes(b"%PDF-1.4 nothing of the kind")
    return tmp_path


def test_one_json_object_a_document_and_nothing_kept(folder: Path) -> None:
    done = pricedin("read", "--json", "in/harrowgate.txt", "in/yuguang.txt", cwd=folder)
    assert done.returncode == 0, done.stderr
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["id"], first["language"], first["published"]) == (
        "harrowgate",
        "en",
        "2025-03-12",
    )
    raised = next(f for f in first["facts"] if f["attribute"] == "amount_raised")
    assert (raised["company"], raised["value"], raised["currency"]) == (
        "Harrowgate Optics",
        40_000_000,
        "USD",
    )
    for shape, text in ((first, ARTICLE), (second, CHINESE)):
        for fact in shape["facts"]:
            assert fact["evidence"] == text[fact["evidence_start"] : fact["evidence_end"]]
    assert {"榆光科技"} == {fact["company"] for fact in second["facts"]}
    assert not (folder / "pricedin.db").exists()


def test_standard_input_is_a_document(folder: Path) -> None:
    done = pricedin("read", "--json", "--published", "2025-04-03", "-", cwd=folder, stdin=CHINESE)
    shape = json.loads(done.stdout)
    assert shape["published"] == "2025-04-03"
    assert any(f["attribute"] == "revenue" and f["value"] == 86_000_000 for f in shape["facts"])


def test_a_folder_becomes_claims_whose_words_open(folder: Path) -> None:
    done = pricedin("read", "harrowgate-optics", "in", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "2 documents read" in done.stdout  # the copy is the same text
    assert "broken.pdf" in done.stderr
    listed = json.loads(
        pricedin("review", "harrowgate-optics", "--list", "--json", cwd=folder).stdout
    )
    assert "post_money_valuation" in json.dumps(listed)
    opened = pricedin("explain", "harrowgate-optics", listed_ref(listed), cwd=folder)
    assert opened.returncode == 0, opened.stderr
    assert "»" in opened.stdout  # the words, marked in the sentence that carries them


def listed_ref(listed: object) -> str:
    rows = (
        listed
        if isinstance(listed, list)
        else next(
            value
            for value in listed.values()
            if isinstance(value, list)  # type: ignore[attr-defined]
        )
    )
    return str(next(row for row in rows if "post_money_valuation" in json.dumps(row))["ref"])


def test_reading_twice_adds_nothing(folder: Path) -> None:
    pricedin("read", "harrowgate-optics", "in", cwd=folder)
    again = pricedin("read", "harrowgate-optics", "in", cwd=folder)
    assert " 0 claims added" in again.stdout


def test_what_json_prints_import_takes(folder: Path) -> None:
    printed = pricedin("read", "--json", "in/harrowgate.txt", cwd=folder).stdout
    (folder / "reading.json").write_text(printed, encoding="utf-8")
    done = pricedin("import", "reading.json", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{len(json.loads(printed)['facts'])} claims added")


def test_one_command_from_documents_to_a_dossier(folder: Path) -> None:
    pricedin("read", "harrowgate-optics", "in", cwd=folder)
    done = pricedin(
        "dossier", "harrowgate-optics", "--html", "out.html", "--paths", "1024", cwd=folder
    )
    assert done.returncode == 0, done.stderr
    page = (folder / "out.html").read_text(encoding="utf-8")
    assert "<mark>post-money valuation of $210 million</mark>" in page


def test_no_model_is_asked_unless_one_is_configured(folder: Path) -> None:
    env = {"PRICEDIN_LLM_BASE_URL": "", "PRICEDIN_LLM_MODEL": ""}
    done = pricedin("read", "--json", "--reader", "llm", "in/harrowgate.txt", cwd=folder, env=env)
    assert done.returncode == 2
    assert "nothing is sent" in done.stderr


def test_a_case_alone_is_no_place(folder: Path) -> None:
    done = pricedin("read", "harrowgate-optics", cwd=folder)
    assert done.returncode == 2
    assert "name what to read" in done.stderr


def test_a_missing_place_is_told(folder: Path) -> None:
    done = pricedin("read", "harrowgate-optics", "nowhere", cwd=folder)
    assert done.returncode == 3
    assert "nowhere" in done.stderr


def test_limits_are_listed_and_changed(folder: Path) -> None:
    assert "pages" in pricedin("read", "--limit", "list", cwd=folder).stdout
    done = pricedin("read", "--json", "--limit", "characters=10", "in/harrowgate.txt", cwd=folder)
    assert "characters" in done.stderr
