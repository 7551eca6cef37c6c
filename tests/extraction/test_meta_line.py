"""Lines of section, date, time and counters go from the head and the tail; what merely holds numbers stays."""

from __future__ import annotations

import pytest

from xabar.extraction.boilerplate import cut_boilerplate

FIRST = "Тошкент шаҳрида янги кутубхона очилди, унда ўн мингга яқин китоб бор."
SECOND = "Кутубхонада болалар учун алоҳида зал ҳам бор."
LAST = "Кутубхона ҳар куни соат саккиздан ўн тўққизгача ишлайди."

# Printed by the sites where their layout was not known.
SEEN = [
    "Таълим | 09:30 | 8955 марта кўрилди",
    "Бүгін, 09:30",
    "05.07.2020 10249 9 min.",
    "10:35 / 18.04.2024",
    "O‘zbekiston | 14:05 / 23.11.2026",
]
HELD_OUT = [
    "Жамият · 23.11.2026 · 12 мин оқу",
    "2024 йил 18 апрель, 10:35",
    "2024-yil 18-aprel, 10:35",
    "Kecha, 14:30",
    "18 сәуір 2024, 10:35",
    "18 апреля 2024 г., 10:35",
    "Қоғам • 24 қараша 2026 • 512",
    "2 соат олдин",
    "3 сағат бұрын | 87 рет қаралды",
    "Iqtisodiyot va moliya | 09:30",
    "2026-11-23 11:30",
    "بۇگىن، 09:30",
    "19 Qyrkýiek, 2022 saghat 13:11",
    "30 қаңтар, 2026 сағат 13:48",
    "30 قاڭتار، 2026 ساعات 13:48",
]
# Numbers, days and names that are text.
REAL = [
    "2024 йил 18 апрель",
    "12 қыркүйек",
    "8 март",
    "Ҳисоб — 3:1",
    "25:20, 25:18, 25:21",
    "12 000 сўм",
    "Доллар | 12 100,25",
    "Тошкент, 5 июль",
    "Тошкент ш., 2020 йил 5 июль",
    "Матч соат 19:00 да бошланади.",
    "Бүгін, 09:30-да жиын басталды.",
    "Телефон: 71 200 12 34",
    "2026",
]


@pytest.mark.parametrize("line", [*SEEN, *HELD_OUT])
@pytest.mark.parametrize("at", ["head", "after the lead", "tail"])
def test_line_of_an_article_s_data_goes(line: str, at: str) -> None:
    text = [FIRST, SECOND, LAST]
    printed = [*text]
    printed.insert({"head": 0, "after the lead": 1, "tail": 3}[at], line)
    assert cut_boilerplate(printed).paragraphs == tuple(text)


@pytest.mark.parametrize("line", REAL)
def test_text_with_numbers_stays(line: str) -> None:
    for printed in ([line, FIRST, LAST], [FIRST, LAST, line]):
        assert cut_boilerplate(printed).paragraphs == tuple(printed)


def test_live_report_keeps_its_times() -> None:
    report = ["09:30", FIRST, "10:15", SECOND, FIRST, "11:00", LAST, "11:40", SECOND]
    assert cut_boilerplate(report).paragraphs == tuple(report)


def test_times_in_a_body_of_nothing_else_stay() -> None:
    assert cut_boilerplate(["09:30", "10:30"]).paragraphs == ("09:30", "10:30")


def test_a_counter_glued_to_the_time_is_one_too() -> None:
    text = ("Бугун, 14:30256 марта кўрилди", "Тошкентда янги кутубхона очилди.", "Унда китоб кўп.")
    assert cut_boilerplate(text).paragraphs == text[1:]


@pytest.mark.parametrize(
    "schedule",
    [
        ["25 aprel, 18:00", "26 aprel, 20:00"],
        ["25 aprel, 18:00", "Paxtakor — Navbahor", "26 aprel, 20:00", "Nasaf — AGMK"],
        ["25 сәуір, 18:00", "26 сәуір, 20:00", "27 сәуір, 20:00"],
    ],
)
@pytest.mark.parametrize("lead", [[FIRST, SECOND], [SECOND]])
def test_the_lines_of_a_schedule_stay(schedule: list[str], lead: list[str]) -> None:
    assert cut_boilerplate([*lead, *schedule]).paragraphs == (*lead, *schedule)


def test_the_line_above_the_text_goes_where_a_schedule_stays() -> None:
    printed = ["Таълим | 09:30 | 24 апрель 2025", FIRST, "25 aprel, 18:00", "26 aprel, 20:00"]
    assert cut_boilerplate(printed).paragraphs == tuple(printed[1:])
