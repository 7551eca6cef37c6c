"""What a line looks like, and how many articles must repeat it before it is boilerplate."""

from __future__ import annotations

import pytest

from xabar.extraction.line_types import (
    ARTICLES,
    LINE_TYPES,
    articles_needed,
    is_call,
    is_counter,
    is_of_the_site,
    least_needed,
)
from xabar.language.conversion import convert_text

SLOGAN = "Янги кун — ҳар куни сиз билан бирга"
SENTENCE = "Таҳририят ўз ўқувчилари учун ишлайди."
CALL = "Бизни @yangikun саҳифасида кузатинг"


@pytest.mark.parametrize(
    "line",
    [
        "«Бу йўл бизга жуда керак эди, раҳмат», деди у.",
        "— Енді балалар мектепке жаяу барады.",
        "ТОШКЕНТ, 26 дек – Sputnik.",
        "НҰР-СҰЛТАН. ҚазАқпарат –",
        "Муаллиф: Нигора Каримова",
        "Эслатиб ўтамиз, қурилиш икки йил аввал бошланган эди.",
        "Еске салайық, құрылыс екі жыл бұрын басталған.",
        "Бу ҳақда вазирлик матбуот хизмати хабар берди.",
        "Бұл туралы министрлік хабарлады.",
        "Bu haqda vazirlik ma’lum qildi.",
        "Об этом сообщила пресс-служба.",
        "Ҳарорат кечаси 5–7° бўлади.",
        "Шамол тезлиги 5–10 м/с.",
        "«Ҳаммаси халқ учун»",
        "Мазкур қонун эълон қилинган кундан эътиборан кучга киради.",
        "Осы заң алғашқы ресми жарияланған күнінен кейін қолданысқа енгізіледі.",
        "Марҳумнинг оила аъзоларига чуқур таъзия изҳор этамиз.",
        "Марҳумнинг ёрқин хотираси қалбимизда мангу сақланади",
        "Марқұмның туған-туыстарына көңіл айтамыз",
        "Редакция выражает соболезнования родным и близким покойного.",
    ],
)
def test_text_by_its_form_is_never_boilerplate(line: str) -> None:
    assert articles_needed(line, 200) is None


@pytest.mark.parametrize(
    ("line", "of_ten", "of_two_hundred"),
    [
        (SLOGAN, ARTICLES, 10),
        (CALL, ARTICLES, 10),
        (SENTENCE, 5, 34),  # the newspaper speaks of itself
        ("Учрашувда томонлар ҳамкорликни давом эттиришга келишиб олди.", 15, 120),
        ("Иш юзасидан тергов ҳаракатлари олиб борилмоқда ва якунига етказилади", 16, 160),
        ("Расмий матн билан https://example.uz саҳифасида танишиш мумкин.", 6, 30),
        ("Ҳафталик суҳбатимиз меҳмони бугун болалиги ҳақида ҳикоя қилади.", 15, 120),
        ("Тадбирда Адлия вазирлиги вакиллари ҳам қатнашди.", 16, 160),
        ("Фикрингизни бизга ёзиб юборинг!", 5, 34),
    ],
)
def test_the_more_a_line_looks_like_text_the_more_articles_it_takes(
    line: str, of_ten: int, of_two_hundred: int
) -> None:
    assert articles_needed(line, 10) == of_ten
    assert articles_needed(line, 200) == of_two_hundred


@pytest.mark.parametrize("articles", [1, 10, 60, 90, 200])
def test_no_line_needs_fewer_articles_than_the_least(articles: int) -> None:
    needs = [need for each in LINE_TYPES for need in (each.text, each.mark, each.box) if need is not None]
    needed = [max(need.least, round(need.share * articles)) for need in needs]
    assert min(needed) == least_needed(articles)


def test_a_sentence_in_a_box_of_its_own_takes_fewer_articles() -> None:
    line = "Лойиҳа аҳолининг ҳуқуқий саводини оширишга қаратилган."
    assert articles_needed(line, 100) == 60
    assert articles_needed(line, 100, "mark") == 35
    assert articles_needed(line, 100, "box") == 10
    assert articles_needed("Бу ҳақда вазирлик хабар берди.", 100, "box") is None


@pytest.mark.parametrize(
    "line",
    [
        "12-модда. Тадбиркорнинг ҳуқуқлари",
        "Тошкент ш., 2026 йил 24 ноябрь",
        "№ ЎРҚ-123",
        "3-расм. Кўприкнинг лойиҳаси",
        "Доллар — 12 640 сўм",
        "Ҳисоб 2:1 бўлди.",
        "Ноябрда 5 фоиз ўсди",
        "24-sentabr",
        "3 oktabr",
    ],
)
def test_a_number_that_says_something_makes_another_line(line: str) -> None:
    assert not is_counter(line)


@pytest.mark.parametrize(
    "line",
    [
        "Tahririyat jamoasi marhumning oilasiga chuqur hamdardlik bildiradi.",
        "Jamoamiz ustozni qutlugʻ yoshi bilan qutlaydi.",
        "Таҳририят хато ёзилган рақам учун ўқувчилардан узр сўрайди.",
        "Редакция ұжымы әріптесімізді мерейтойымен құттықтайды.",
        "رەداكتسيا ۇجىمى وتباسىنا قايعىرىپ كوڭىل ايتادى.",
    ],
)
def test_what_an_editorial_office_says_to_people_is_never_boilerplate(line: str) -> None:
    assert articles_needed(line, 100) is None


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("uz", "Toʻyingiz muborak boʻlsin, aziz hamkasb!"),
        ("uz", "Yangi yoshingiz qutlugʻ boʻlsin."),
        ("kk", "Тойыңыз құтты болсын, әріптес!"),
        ("kk", "Марқұмның жақындарына сабыр тілейміз."),
        ("kk", "Рухы шат, жаны жәннатта болсын."),
    ],
)
def test_wishes_are_text_in_every_script(language: str, line: str) -> None:
    for script in ("Latn", "Cyrl", *(("Arab",) if language == "kk" else ())):
        assert articles_needed(convert_text(line, language=language, to=script), 100) is None


@pytest.mark.parametrize(
    ("language", "line", "sentence"),
    [
        ("uz", "Buxoro viloyati boʻyicha muxbirimiz", False),
        ("kk", "Түркістан облысы бойынша тілшіміз", False),
        ("uz", "Biz bu voqeani diqqat bilan kuzatamiz", True),
        ("kk", "Біз бұл оқиғаны мұқият бақылаймыз", True),
    ],
)
def test_a_reporter_of_the_newspaper_is_no_verb(language: str, line: str, sentence: bool) -> None:
    for script in ("Latn", "Cyrl", *(("Arab",) if language == "kk" else ())):
        needed = articles_needed(convert_text(line, language=language, to=script), 100)
        assert needed is not None
        assert (needed >= 60) is sentence


@pytest.mark.parametrize(
    ("language", "line", "call"),
    [
        ("uz", "Bizni kuzating va fikringizni yozing!", True),
        ("uz", "Yangiliklarni oʻz vaqtida oʻqib boring", True),
        ("uz", "Qoʻshiling bizga, doʻstlar", True),
        ("uz", "Bolalaringiz sogʻ, uyingiz toʻkin, doʻstlaringiz koʻp boʻlsin.", False),
        ("kk", "Парақшамызға қосылыңыз, пікір жазыңыздар!", True),
        ("kk", "Жаңалықтарды бізден оқыңыз және бөлісіңіз", True),
        ("kk", "Балаларыңыз аман болсын, дастарқаныңыз бай болсын.", False),
    ],
)
def test_what_belongs_to_the_reader_is_no_call_on_the_reader(language: str, line: str, call: bool) -> None:
    for script in ("Latn", "Cyrl", *(("Arab",) if language == "kk" else ())):
        assert is_call(convert_text(line, language=language, to=script)) is call


@pytest.mark.parametrize(
    ("line", "few"),
    [
        ("Tahririyat bu mavzuni kuzatishda davom etadi.", False),
        ("Газетіміздің оқырмандары қойған сауалдарға бұл жолы заңгер жауап береді.", False),
        ("Tahririyat mualliflar fikri uchun javobgar emas.", True),
        ("Сайттан мәлімет алынса, дереккөзі көрсетілуі тиіс.", True),
        ("Tahririyat manzili: Navoiy koʻchasi, 30", True),
        ("Ariza nusxasi tahririyatda bor.", False),
        ("Tahririyatdan har kuni bir xabar.", True),
        ("Редакциядан күн сайын бір хабар.", True),
    ],
)
def test_a_notice_of_the_office_takes_few_articles_and_what_it_does_many(line: str, few: bool) -> None:
    needed = articles_needed(line, 100)
    assert needed is not None
    assert (needed < 20) is few


@pytest.mark.parametrize(
    ("line", "type_of_line"),
    [
        ("Telegram kanalimizga obuna bo'ling: https://t.me/kanal", "address"),
        ("Telefonimiz +998 71 200-00-00, bizga yozing.", "sentence with address"),
        ("+998 71 200-00-00", "address"),
        ("Барча ҳуқуқлари ҳимояланган", "notice"),
        ("Bizning Telegram kanalimiz", "own label"),
        ("Tahririyat manzili", "own label"),
        ("Obuna bo'ling", "call"),
        ("Ob-havo", "label"),
        ("Prezident Toshkentda vazir bilan uchrashdi.", "report"),
    ],
)
def test_what_is_of_the_site_is_told_by_its_type(line: str, type_of_line: str) -> None:
    fitting = next(each.name for each in LINE_TYPES if each.fits(line))
    of_the_site = fitting not in ("text", "report", "appeal", "sentence", "label")
    assert (fitting, is_of_the_site(line)) == (type_of_line, of_the_site)
