"""Charts: specifications that draw, with the words and numbers of their measures in them."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
import vl_convert

from pricedin.dossier.charts import PALETTE, Chart, charts
from pricedin.dossier.dossier import Dossier
from pricedin.measures.peers import peers
from pricedin.measures.split import split
from pricedin.units import short

NAMES = {
    "split",
    "split_curve",
    "fan_revenue",
    "fan_cash",
    "implied",
    "implied_record",
    "outlook",
    "step_up",
    "implied_revenue",
    "peers",
}
Draw = Callable[[str], str]


@pytest.fixture(scope="module")
def made(kimi_dossier: Dossier) -> dict[str, Chart]:
    return {chart.name: chart for chart in charts(kimi_dossier.measures)}


@pytest.fixture(scope="module")
def drawn(made: dict[str, Chart]) -> dict[str, str]:
    return {name: str(vl_convert.vegalite_to_svg(c.spec)) for name, c in made.items()}


def texts(svg: str) -> list[str]:
    """Return what a reader reads in a picture."""
    root = ElementTree.fromstring(svg)
    return ["".join(e.itertext()) for e in root.iter() if e.tag.endswith("text")]


def test_every_measure_with_series_has_its_charts(made: dict[str, Chart]) -> None:
    assert set(made) == NAMES
    for chart in made.values():
        assert chart.title
        assert chart.caption.endswith(".")


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_specification_is_plain_data_and_draws(
    made: dict[str, Chart], drawn: dict[str, str], name: str
) -> None:
    spec = made[name].spec
    assert json.loads(json.dumps(spec, allow_nan=False)) == spec
    compiled = vl_convert.vegalite_to_vega(spec)
    assert compiled["marks"]
    svg = drawn[name]
    assert svg.startswith("<svg")
    assert len(texts(svg)) > 4


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_picture_holds_no_script_loads_nothing_and_has_no_number_that_is_none(
    drawn: dict[str, str], name: str
) -> None:
    svg = drawn[name]
    tags = {e.tag.rpartition("}")[2].lower() for e in ElementTree.fromstring(svg).iter()}
    assert tags.isdisjoint({"script", "foreignobject", "image", "use", "a"})
    assert not re.search(r"\son\w+=", svg)
    assert not re.search(r'(?:href|src)="(?!#)', svg)
    assert "NaN" not in svg
    assert "undefined" not in svg
    assert "null" not in " ".join(texts(svg))


def test_the_bar_carries_the_amounts_of_its_parts(
    drawn: dict[str, str], kimi_dossier: Dossier
) -> None:
    bar: Any = kimi_dossier.measures["split"].series["bar"]
    shown = texts(drawn["split"])
    # Wide parts are labelled inside; every part is in the legend.
    for part in ("cash", "bet"):
        assert short(bar[part]) in shown
    assert {"cash paid in", "today's business", "progress on the record", "the bet"} <= set(shown)


def test_the_parts_of_the_bar_lie_end_to_end_and_end_at_the_price(made: dict[str, Chart]) -> None:
    rows = made["split"].spec["layer"][0]["data"]["values"]
    assert rows[0]["from"] == 0
    assert [r["from"] for r in rows[1:]] == [r["to"] for r in rows[:-1]]
    assert rows[-1]["to"] == pytest.approx(4.8e9)


def test_peers_are_named_with_their_multiples(drawn: dict[str, str], kimi_dossier: Dossier) -> None:
    shown = texts(drawn["peers"])
    values: Any = kimi_dossier.measures["peers"].series["multiples"]
    for peer in values:
        assert peer["company"] in shown
        assert any(t.startswith(f"{peer['multiple']:.3g}×") for t in shown), peer["company"]


def test_needed_revenues_are_named_with_their_amounts(
    drawn: dict[str, str], kimi_dossier: Dossier
) -> None:
    shown = " ".join(texts(drawn["implied_revenue"]))
    values: Any = kimi_dossier.measures["implied_revenue"].series["needed"]
    for peer in values:
        assert short(peer["revenue"]) in shown


def test_events_of_the_outlook_are_named(drawn: dict[str, str], kimi_dossier: Dossier) -> None:
    shown = set(texts(drawn["outlook"]))
    values: Any = kimi_dossier.measures["outlook"].series["odds"]
    assert {row["event"] for row in values} <= shown
    assert {"within 12 months", "within 24 months"} <= shown


def test_readings_of_the_step_are_named(drawn: dict[str, str]) -> None:
    shown = set(texts(drawn["step_up"]))
    assert {"post-money → post-money", "pre-money → post-money"} <= shown


def test_amounts_on_an_axis_are_written_as_a_memo_writes_them(drawn: dict[str, str]) -> None:
    ticks = [t for t in texts(drawn["split"]) if re.fullmatch(r"[−-]?[\d.]+(bn|m|G|M|B)?", t)]
    assert any(t.endswith("bn") for t in ticks)
    assert not any(t.endswith(("G", "M", "B")) for t in ticks)


def colours(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from colours(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from colours(inner)
    elif isinstance(value, str) and re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        yield value


def test_only_named_colours_are_used_so_that_a_page_can_swap_them(made: dict[str, Chart]) -> None:
    assert len(set(PALETTE.values())) == len(PALETTE)
    for chart in made.values():
        assert set(colours(chart.spec)) <= set(PALETTE.values()), chart.name


# --- fewer numbers, hostile names -------------------------------------------------------------


def test_a_case_without_revenue_has_the_curve_and_no_bar(cases: Any) -> None:
    inquiry = cases.inquiry(revenue=None, growth=None, paths=1024)
    found = charts({"split": split(inquiry)})
    assert [c.name for c in found] == ["split_curve"]
    assert "NaN" not in vl_convert.vegalite_to_svg(found[0].spec)


def test_a_case_without_peers_draws_what_it_has(typed_dossier: Dossier) -> None:
    assert typed_dossier.problems == ()
    made = charts(typed_dossier.measures)
    assert {"split", "outlook", "implied"} <= {c.name for c in made}
    assert "peers" not in {c.name for c in made}
    for chart in made:
        assert "NaN" not in vl_convert.vegalite_to_svg(chart.spec), chart.name


def test_names_with_markup_are_text_in_a_picture(hostile: Dossier) -> None:
    (chart,) = [c for c in charts(hostile.measures) if c.name == "peers"]
    svg = str(vl_convert.vegalite_to_svg(chart.spec))
    assert "<script" not in svg
    assert "<img" not in svg
    assert any("Peer [red]" in t for t in texts(svg))


def test_a_multiple_outside_the_usual_range_is_drawn_inside_the_frame(cases: Any) -> None:
    """A peer at 3 times revenue, and one at 9,000: both have their point on the axis."""

    def peer(name: str, price: str) -> dict[str, Any]:
        return {
            "name": name,
            "as_of": date(2026, 1, 20),
            "currency": "USD",
            "sector": "software",
            "price": {"value": price, "label": "post"},
            "revenue": {"value": "10m", "growth": "30%"},
        }

    told = peers(cases.inquiry(beside=[peer("Cheap", "30m"), peer("Dear", "90bn")]))
    (chart,) = charts({"peers": told})
    svg = str(vl_convert.vegalite_to_svg(chart.spec))
    marks = [
        e for e in ElementTree.fromstring(svg).iter() if e.get("aria-roledescription") == "point"
    ]
    at = [float(re.findall(r"[-\d.]+", e.attrib["transform"])[0]) for e in marks]
    assert len(at) == 2
    assert min(at) >= 0
    assert max(at) <= chart.spec["width"]
