"""Tell credits, whose name changes with every article, from text that resembles them."""

from __future__ import annotations

import pytest

from xabar.extraction.boilerplate import cut_boilerplate
from xabar.extraction.credits import is_credit, is_picture_credit

TEXT = [
    "Гулдарада янги кўприк очилди, унинг узунлиги икки юз метр.",
    "Кўприк икки йилда қурилди.",
    "Унинг устидан ҳар куни минг машина ўтади.",
]


@pytest.mark.parametrize(
    "line",
    [
        "Foto: A. Karimov / Kun.uz",
        "Foto: Nigora Karimova, «Yangi kun»",
        "Surat muallifi: B. Toʻrayev",
        "Суратлар муаллифи — Л. Носиров",
        "Фото авторы: М. Жүсіпова",
        "Foto avtory: M. Jüsıpova",
        "فوتو اۆتورى: ب. تولەگەنوۆ",
        "سۋرەت: و. بەكەتوۆ / جاڭا كۇن",
        "(Фото: Reuters)",
        "📷 Foto: Prezident matbuot xizmati",
        "Фото: Давлат статистика қўмитаси",
        "Foto A. Karimov",
        "А. Каримов фотоси",
        "Suratni H. Bakirov olgan",
        "Суретті түсірген: Қанат Қасымов",
        "Қанат Қасымов түсірген сурет",
        "Суратлар: Дилшод Эргашев ва Лола Раҳимова",
        "Е. Назаров / Қала фотомұрағаты",
        "Коллаж: Жаңа күн / А. Серік",
    ],
)
def test_a_picture_credit_is_known_whatever_the_name(line: str) -> None:
    assert is_picture_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "Muharrir: Jasur Qodirov",
        "Редактор: Қанат Қасымов",
        "رەداكتور: قانات قاسىموۆ",
        "Tarjimon: N. Sobirov",
        "Мақаланы дайындаған — Ерлан Маратов",
    ],
)
def test_who_worked_on_an_article_is_named_at_its_ends(line: str) -> None:
    assert is_credit(line)
    assert not is_picture_credit(line)
    assert list(cut_boilerplate([*TEXT, line]).paragraphs) == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "Фото: Reuters. Президент Тошкентда халқаро саммитни очиб берди.",
        "Сурат: рассом Аҳмад Олимовнинг энг машҳур асари музейга қайтарилди.",
        "Surat: Yangi koʻprik ochildi",
        "Фото кўргазмаси январга қадар давом этади.",
        "Сурет салу үйірмесіне 40 бала қатысады.",
        "Bosh hakam: A. Karimov",
        "Rejissyor: Nigora Karimova",
        "Rasmiy vakil: Aziz Abduhakimov",
        "Операторлар: Алоқа нархи ошди",
        "Prezident surati olindi",
        "Suratni politsiya olgan",
        "Real Madrid / Barselona",
        "Суретші Әбілхан Қастеев",
        "Rassom Kamoliddin Behzod suratlari",
        "Matn: 3-mashq",
    ],
)
def test_what_resembles_a_credit_is_text(line: str) -> None:
    assert not is_credit(line)


def test_the_credit_below_the_first_paragraph_is_cut_and_kept_as_a_mark() -> None:
    cleaned = cut_boilerplate([TEXT[0], "Сурет: Қанат Қасымов / Жаңа күн", *TEXT[1:]])
    assert list(cleaned.paragraphs) == TEXT
    assert [cut.rule for cut in cleaned.cuts] == ["picture-credit"]


def test_the_crew_of_a_film_is_text() -> None:
    crew = ["Rejissyor: Nigora Karimova", "Operator: Jasur Qodirov"]
    assert list(cut_boilerplate([*TEXT, *crew]).paragraphs) == [*TEXT, *crew]
