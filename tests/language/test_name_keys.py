"""The keys of names: spellings of one name meet, different names stay apart, and no text is slow."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.language.name_keys import SHORTEST_KEY, find_name_keys, guess_name_keys, name_key
from xabar.language.tables.names import NAME_TABLES
from xabar.language.tables.table import words

# The spellings of one name in each language's texts, in the nominative.
SPELLINGS = [
    "uz:Toʻqayev uz:Тўқаев kk:Тоқаев kk:Toqaev kk:توقايەۆ ru:Токаев other:Tokayev other:Tokaev",
    "uz:Mirziyoyev uz:Мирзиёев kk:Мирзиёев ru:Мирзияев ru:Мирзиёев other:Mirziyoyev other:Mirziyoev",
    "uz:Shavkat uz:Şavkat uz:Шавкат kk:Шавкат ru:Шавкат other:Shavkat",
    "uz:Qoʻstanay kk:Қостанай kk:Qostanaı kk:قوستاناي ru:Костанай other:Kostanay other:Kostanai",
    "uz:Toshkent uz:Тошкент kk:Ташкент ru:Ташкент other:Tashkent",
    "uz:Nazarboyev kk:Назарбаев kk:Nazarbaev ru:Назарбаев other:Nazarbayev",
    "uz:Nursulton kk:Нұрсұлтан kk:نۇرسۇلتان ru:Нурсултан other:Nursultan",
    "uz:Alixon kk:Әлихан kk:Álihan ru:Алихан other:Alikhan",
    "uz:Yoʻldoshev uz:Йўлдошев ru:Юлдашев other:Yuldashev",
    "uz:Xoʻjayev uz:Хўжаев ru:Ходжаев other:Khodjaev",
    "uz:Jambul ru:Джамбул other:Dzhambul",
    "uz:Abdullo uz:Абдуллоҳ ru:Абдулла other:Abdullah",
    "uz:Avezov kk:Әуезов ru:Авезов other:Auezov",
    "uz:Navoiy kk:Науаи ru:Навои other:Navoi",
    "uz:Vashington kk:Вашингтон kk:Уашингтон ru:Вашингтон other:Washington",
    "uz:Uilyam kk:Уильям ru:Уильям other:William",
    "uz:Eduard kk:Эдуард ru:Эдуард other:Edward",
    "uz:Gvatemala kk:Гватемала ru:Гватемала other:Guatemala",
    "uz:Sergey kk:Сергей ru:Сергей other:Sergei",
    "uz:Donetsk kk:Донецк ru:Донецк other:Donetsk",
    "uz:Aleksandr kk:Александр ru:Александр other:Alexandr",
    "uz:Xusanov uz:Ҳусанов ru:Хусанов other:Khusanov",
    "uz:Kanada kk:Канада ru:Канада other:Canada",
    "uz:Uganda kk:Уганда ru:Уганда other:Uganda",
    "uz:NATO kk:НАТО ru:НАТО other:NATO",
    "uz:Smit kk:Смит ru:Смит other:Smith",
]  # fmt: skip
# A name as a text inflects it, and as somebody may type it in another case and language.
INFLECTED = [
    ("uz:Mirziyoyevning", "Мирзияеву"), ("uz:Toshkentdagi", "Ташкентский"), ("uz:Toshkentlik", "toshkentlik"),
    ("uz:Kanadadan", "Канада"), ("uz:Lavrovga", "Лавровым"), ("uz:Amerikaning", "Американского"),
    ("kk:Тоқаевтың", "Токаева"), ("kk:Ташкентте", "Тошкентда"),
    ("kk:Қостанайдың", "Костанае"), ("kk:Лондоннан", "Londonga"), ("kk:Мәжілісіне", "Мажилис"),
    ("kk:توقايەۆتىڭ", "Tokayev"), ("ru:Токаевым", "Toqayevga"), ("ru:Самаркандской", "Samarqandda"),
    ("ru:Мирзиёева", "Mirziyoyev"), ("other:Tokayev's", "Тоқаевтың"), ("uz:Haagaga", "Гаага"),
]  # fmt: skip
# Names that people must be able to tell apart, in the spelling of Uzbek.
DIFFERENT = words("""
Karimov Salimov Halimov Rahimov Raimov Qosimov Nosirov Nosir Nazarov Azimov Azizov Umarov Umirov Komilov
Kamolov Valiyev Aliyev Soliyev Xoliqov Sobirov Tohirov Zokirov Shokirov Mansurov Mahmudov Ahmedov Hamidov Samadov
Toshkent Samarqand Buxoro Xiva Namangan Andijon Navoiy Qarshi Termiz Nukus Urganch Jizzax Guliston Chirchiq Angren
Olmaliq Bishkek Dushanbe Ostona Olmaota Shimkent Taroz Aqtov Atirau Pavlodar Semey Moskva Kazan Minsk Kiyev Tbilisi
London Lion Parij Praga Rim Milan Madrid Berlin Bern Vena Venetsiya Pekin Tokio Seul Dehli Kobul Tehron Anqara
""")


def split(spelled: str) -> tuple[str, str]:
    language, _, name = spelled.partition(":")
    return name, language


@pytest.mark.parametrize("group", SPELLINGS)
def test_spellings_of_one_name_find_each_other(group: str) -> None:
    spellings = [split(spelled) for spelled in group.split()]
    for (typed, _), (printed, language) in itertools.product(spellings, spellings):
        assert name_key(printed, language) in guess_name_keys(typed, language), (typed, printed)


@pytest.mark.parametrize(("printed", "typed"), INFLECTED)
def test_a_name_in_another_case_is_found(printed: str, typed: str) -> None:
    name, language = split(printed)
    assert name_key(name, language) in guess_name_keys(typed, language)


def test_different_names_keep_apart() -> None:
    keys = [name_key(name, "uz") for name in DIFFERENT]
    assert sorted(keys) == sorted(set(keys))


def test_only_capitalized_words_are_names() -> None:
    assert find_name_keys("Kecha Shavkat Mirziyoyev «Navoiy»ni, 5G va COVID-19ni koʻrdi.", "uz") == [
        "keç", "şavkat", "merzev", "nav", "kaved",
    ]  # fmt: skip
    assert find_name_keys("iPhone xUsan", "uz") == []


def test_every_word_in_arabic_script_counts() -> None:
    assert find_name_keys("قازاق ەلى", "kk") == [name_key("Қазақ", "kk"), name_key("Елі", "kk")]


def test_what_is_too_short_is_no_guess() -> None:
    assert guess_name_keys("US", "uz") == frozenset()
    assert all(len(key) >= SHORTEST_KEY for key in guess_name_keys("Али", "kk"))


@given(text=st.text(max_size=40))
def test_any_text_has_keys_of_their_own_letters(text: str) -> None:
    for language in NAME_TABLES:
        assert all(key.isalpha() and key.islower() for key in find_name_keys(text, language)), language
        guess_name_keys.__wrapped__(text, language)


@pytest.mark.slow
@pytest.mark.parametrize("text", ["A" * 50_000, "Ла" * 50_000, "A" + "\u0301" * 50_000, "Qar " * 20_000])
def test_long_texts_take_no_time(text: str) -> None:
    start = time.thread_time()
    for language in NAME_TABLES:
        find_name_keys(text, language)
    assert time.thread_time() - start < 2
