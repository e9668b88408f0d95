"""Dates that a text states, and those that it only mentions."""

from datetime import date

import pytest

from pricedin.sources.stated import (
    address_day,
    day_of,
    machine_day,
    outlet_in,
    published_in,
    title_of,
)

MAY = date(2024, 5, 14)
MARCH = date(2024, 3, 6)
TITLE = "Aster raises $120m to build more robots"


@pytest.mark.parametrize(
    ("line", "day", "quote"),
    [
        ("OSLO, 14 May 2024 - Aster said so.", MAY, "OSLO, 14 May 2024 -"),
        ("NEW YORK, May 14, 2024 (WIRE) -- Aster said so.", MAY, "NEW YORK, May 14, 2024 (WIRE) -"),
        ("SAN FRANCISCO--(BUSINESS NEWS)--May 14, 2024--Aster said.", None, ""),
        ("London (14 May 2024) – Aster said so.", MAY, "London (14 May 2024) –"),
        ("Published: May 14, 2024 8:30 AM EDT", MAY, "Published: May 14, 2024"),
        ("Published on 14th May 2024", MAY, "Published on 14th May 2024"),
        ("By Jo Field | May 14, 2024 | 5 min read", MAY, "May 14, 2024"),
        ("Tuesday, 14 May 2024, 10:21 BST", MAY, "14 May 2024"),
        ("Posted on Tue, 14-May-2024", MAY, "Posted on Tue, 14-May-2024"),
        ("Date: 2024-05-14", MAY, "Date: 2024-05-14"),
        ("2024.05.14", MAY, "2024.05.14"),
        ("14/05/2024", MAY, "14/05/2024"),
        ("发布时间:2024-03-06 10:21", MARCH, "发布时间:2024-03-06"),
        ("發佈於：2024年3月6日 10:21", MARCH, "發佈於：2024年3月6日"),
        ("2024-03-06 10:21", MARCH, "2024-03-06 10:21"),
        ("2024年3月6日 讯 澜桥科技宣布完成融资。", MARCH, "2024年3月6日 讯"),
        ("新华社北京2024年3月6日电 澜桥科技宣布完成融资。", MARCH, "新华社北京2024年3月6日电"),
        ("2024-03-06 10:21 来源：科创日报 作者：王明", MARCH, "2024-03-06 10:21"),
        ("二〇二四年三月六日", MARCH, "二〇二四年三月六日"),
        ("民國113年3月6日", MARCH, "民國113年3月6日"),
        ("4 hours ago", None, ""),
        ("3小时前", None, ""),
        ("3月6日,澜桥科技宣布完成融资。", None, ""),
        ("On January 20, 2026, Beijing time, the round was closed.", None, ""),
        ("2024年3月6日，澜桥科技宣布完成融资。", None, ""),
        ("Aster was founded on 14 May 2014 in Turin.", None, ""),
        ("Updated: May 16, 2024", None, ""),
        ("Last updated May 16, 2024 at 10:00", None, ""),
        ("As of 14 May 2024", None, ""),
        ("截至2024年3月6日", None, ""),
        ("03/04/2024", None, ""),
        ("2024-13-45", None, ""),
        ("Raised $40 million 2024-05-14", None, ""),
    ],
)
def test_a_day_counts_if_the_text_states_it_as_its_own(
    line: str, day: date | None, quote: str
) -> None:
    text = f"{TITLE}\n\n{line}\n\nThe company makes robots. It has 300 staff.\nIt grew.\nAnd more."
    found = published_in(text)
    assert (found.day if found else None) == day
    if found:
        assert found.quote == quote
        assert text[found.start :].startswith(found.quote)


def test_the_last_line_of_a_release_may_state_the_day() -> None:
    found = published_in("关于融资的公告\n本公司宣布完成融资。\n特此公告。\n董事会\n2024年3月6日\n")
    assert found is not None and found.day == MARCH


def test_a_date_far_down_is_not_that_of_the_text() -> None:
    assert (
        published_in("\n".join(["A line of text."] * 40 + ["14 May 2024"] + ["More."] * 9)) is None
    )


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2024-05-14T23:30:00-07:00", MAY),
        ("20240514", MAY),
        ("2024-05-14", MAY),
        ("Tue, 14 May 2024 23:30:00 GMT", MAY),
        ("May 14, 2024", MAY),
        ("2024-05", None),
        ("now", None),
        ("", None),
        ("9999-99-99", None),
        ("0001-01-01T00:00:00", None),
    ],
)
def test_dates_for_machines_are_days_in_their_own_zone(words: str, day: date | None) -> None:
    assert machine_day(words) == day


def test_days_are_read_in_full_or_not_at_all() -> None:
    assert day_of("Sept. 3, 2024") == date(2024, 9, 3)
    assert day_of("31 February 2024") is None
    assert day_of("二〇二四年十二月三十一日") == date(2024, 12, 31)
    assert day_of("May 2024") is None
    assert address_day("https://a.example/2024/05/14/aster") == MAY
    assert address_day("https://a.example/a/20240514.html") == MAY
    assert address_day("https://a.example/item/12345678/aster") is None


def test_titles_and_outlets() -> None:
    assert title_of(f"{TITLE}\n\nText.") == TITLE
    assert title_of("# Aster Inc. raises $5m\nText.") == "Aster Inc. raises $5m"
    assert title_of("One long sentence that ends.\nAnother.") == ""
    assert title_of("Only a line") == ""
    assert outlet_in(f"{TITLE}\n2024-03-06 来源：科创日报 阅读 300") == "科创日报"
