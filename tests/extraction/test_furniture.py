"""Every furniture rule with example rows, and the real text that must stay. Sentences are our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.extraction.furniture import cut_furniture, paragraph_key

FIRST = "Тошкент шаҳрида янги кутубхона очилди, унда ўн мингга яқин китоб бор."
LAST = "Кутубхона ҳар куни соат саккиздан ўн тўққизгача ишлайди."

# rule, line: a paragraph that goes wherever it stands
LINES = [
    ("advertisement", "Reklama"),
    ("advertisement", "РЕКЛАМА"),
    ("advertisement", "Жарнама:"),
    ("reading-time", "1 daqiqa o‘qiladi"),
    ("reading-time", "24 мин оқу үшін"),
    ("reading-time", "3 минуты чтения"),
    ("view-counter", "4236 рет көрсетілді"),
    ("view-counter", "1 204 marta o'qildi"),
    ("view-counter", "Ko‘rishlar soni: 512"),
    ("view-counter", "Қаралым: 87"),
    ("share-label", "Ulashish"),
    ("share-label", "Бөлісу"),
    ("share-label", "ПОДЕЛИТЬСЯ"),
    ("share-label", "Havolani nusxalash"),
    ("player-label", "No media source currently available"),
    ("player-label", "Iltimos, kuting..."),
    ("player-label", "0:00 0:02:23"),
    ("player-label", "Медиадерек қолжетімсіз"),
    ("player-label", "Mediamanba mavjud emas"),
    ("date-label", "Жарияланған күні:"),
    ("comments", "Izoh qoldirish uchun saytda ro‘yxatdan o‘ting"),
    ("comments", "Пікір қалдыру үшін сайтқа тіркеліңіз"),
    ("template", "None None"),
    ("template", "<?php echo esc_attr( $caption ); ?>"),
    ("template", "{{ article.body }}"),
    ("picture-credit", "Foto: None"),
    ("picture-credit", "Фото: Давлат статистика қўмитаси"),
    ("picture-credit", "Foto: A. Karimov / «Yangi kun»"),
    ("picture-credit", "Сурет: Жаңа күн"),
    ("picture-credit", "Коллаж: Жаңа күн / А. Серік"),
    ("picture-credit", "Иллюстрация: «Янги кун»"),
    ("related-articles", "Mavzuga oid: Chilonzorda yangi bog‘ ochiladi"),
    ("related-articles", "Шунингдек, ўқинг: Янги йўл қурилмоқда"),
    ("related-articles", "Оқи отырыңыз: Алматыда жаңа мектеп ашылды"),
    ("related-articles", "Читайте также: Открыт новый мост"),
    ("promotion", "“Yangi kun”ning Telegram’dagi rasmiy kanali — @yangikun’ga a’zo bo‘ling!"),
    ("promotion", "Янгиликларни Telegram каналимизда кузатиб боринг"),
    ("promotion", "Instagram парақшамызға жазылыңыз!"),
    ("promotion", "Telegram arnamyzǵa jazylyńyz"),
    ("promotion", "Жаңалықтарды бірінші болып оқу үшін Telegram арнамызға қосылыңыз!"),
    ("promotion", "Подписывайтесь на наш канал в Telegram"),
    ("promotion", "Следите за новостями на нашей странице в Facebook!"),
]

# rule of the last cut, what is glued behind the last sentence
TAILS = [
    ("promotion", " «Янги кун»ни Telegram’да ўқинг!"),
    ("promotion", " «Yangi kun»ni Telegram'da o'qing!"),
    ("promotion", " Kun tartibidagi xabarlarni @yangikun kanalida kuzatib boring."),
    ("promotion", "«Янги кун»ни Telegram’да ўқинг!"),
    ("promotion", " Бізді Instagram желісінде оқыңыздар."),
    ("keyboard-label", " Ctrl Enter"),
    ("keyboard-label", "\nCtrl\nEnter"),
    ("typo-report", "\nХато топдингизми?"),
    ("typo-report", " Хато топдИнгизми Иборани ажратиб Ctrl+Enter тугмасини босинг"),
    ("typo-report", "\nXato topdingizmi? Iborani ajratib Ctrl+Enter tugmasini bosing"),
    ("typo-report", "\nМатнда хатолик топсангиз, уни белгилаб, Ctrl+Enter тугмасини босинг."),
    ("typo-report", "\nҚате таптыңыз ба? Оны белгілеп, Ctrl+Enter пернелерін басыңыз"),
    ("typo-report", " Нашли ошибку? Выделите её и нажмите Ctrl+Enter."),
    ("share-label", "\nTelegram | Facebook | Instagram"),
    ("related-articles", "\nМавзуга оид\nЯнги кўприк очилди\nБозорда нарх тушди"),
    ("related-articles", "\nТақырып бойынша\nАлматыда жаңа мектеп ашылды"),
    ("related-articles", "\nЧитайте также\nОткрыт новый мост"),
    ("comments", "\nИзоҳлар\nЖуда яхши янгилик, раҳмат!\nҚачон очилади?"),
    ("comments", "\nПікірлер (2)\nӨте жақсы жаңалық екен, рақмет!"),
    ("repeated-paragraph", f"\n{LAST}"),
]

# Text that looks like furniture and is none: precision comes first.
REAL = [
    "Telegram асосчиси Павел Дуров янги хизмат ҳақида маълум қилди.",
    "Вазирлик Telegram каналида ёзилишича, йўл ёпилади.",
    "«Бизнинг каналга обуна бўлинг», деб ёзган фирибгарлар Telegram’да.",
    "Telegram",
    "Реклама бозори ўтган йили икки баробар ўсди.",
    "Жарнама туралы жаңа заң қабылданды.",
    "Матнни сақлаш учун Ctrl+S, янги қатор учун Ctrl+Enter босилади, деди ўқитувчи.",
    "Фото кўргазмаси январга қадар давом этади.",
    "Сурет салу үйірмесіне 40 бала қатысады.",
    "Хато топилса, ҳужжат қайтарилади.",
    "Бу йил 4236 марта ёнғин чиқди.",
    "Мавзуга оид саволларга вазир жавоб берди.",
    "Facebook компанияси янги лойиҳасини эълон қилди, уни ўқинг деб ҳеч ким мажбурламайди.",
    "Enter тугмасини босинг.",
    "Изоҳлар кўп бўлди, деди муаллиф.",
]


@pytest.mark.parametrize(("rule", "line"), LINES, ids=[line for _, line in LINES])
def test_line_goes_wherever_it_stands(rule: str, line: str) -> None:
    cleaned = cut_furniture([FIRST, line, LAST])
    assert cleaned.paragraphs == (FIRST, LAST)
    assert [cut.rule for cut in cleaned.cuts] == [rule]


@pytest.mark.parametrize(("rule", "tail"), TAILS, ids=[tail.strip() for _, tail in TAILS])
def test_tail_goes_even_when_glued_to_the_last_sentence(rule: str, tail: str) -> None:
    cleaned = cut_furniture([FIRST, *(LAST + tail).split("\n")])
    assert cleaned.paragraphs == (FIRST, LAST)
    assert rule in [cut.rule for cut in cleaned.cuts]


@pytest.mark.parametrize("text", REAL)
def test_real_text_stays(text: str) -> None:
    assert cut_furniture([FIRST, text, LAST]).cuts == ()


def test_whole_widget_in_one_paragraph_goes_piece_by_piece() -> None:
    widget = "Ctrl Enter Хато топдИнгизми Иборани ажратиб Ctrl+Enter тугмасини босинг"
    cleaned = cut_furniture([f"{FIRST} {LAST} «Янги кун»ни Telegram’да ўқинг! {widget}"])
    assert cleaned.paragraphs == (f"{FIRST} {LAST}",)


def test_title_repeated_at_the_head_goes() -> None:
    cleaned = cut_furniture(["Yangi kutubxona ochildi", FIRST], title="Yangi kutubxona  ochildi!")
    assert cleaned.paragraphs == (FIRST,)
    assert [cut.rule for cut in cleaned.cuts] == ["repeated-title"]


def test_heading_in_the_middle_takes_no_text_with_it() -> None:
    cleaned = cut_furniture([FIRST, "Мавзуга оид", LAST])
    assert cleaned.paragraphs == (FIRST, LAST)


def test_text_of_nothing_but_furniture_is_returned_whole() -> None:
    assert cut_furniture(["Reklama", "Ulashish"]).paragraphs == ("Reklama", "Ulashish")


def test_key_is_blind_to_case_spacing_punctuation_and_apostrophes() -> None:
    assert paragraph_key("Bo‘lim: YANGI kun!") == paragraph_key("bo'lim  yangi kun")
    assert paragraph_key("Bo‘lim 1") != paragraph_key("Bo‘lim 2")


@given(st.lists(st.text(max_size=120), max_size=8), st.text(max_size=40))
def test_nothing_is_added_and_the_order_stays(paragraphs: list[str], title: str) -> None:
    kept = cut_furniture(paragraphs, title=title).paragraphs
    rest = iter(paragraphs)
    assert all(any(line.startswith(text) for line in rest) for text in kept)


@given(st.lists(st.sampled_from([FIRST, LAST, *REAL, *(line for _, line in LINES)]), max_size=10))
def test_cleaning_twice_changes_nothing_more(paragraphs: list[str]) -> None:
    once = cut_furniture(paragraphs).paragraphs
    if once != tuple(paragraphs):
        assert cut_furniture(once).paragraphs == once


@pytest.mark.timeout(5)
@pytest.mark.parametrize("piece", ["ctrl ", "@aaaa ", "хато ", "telegram ", "«. ", "выделите ", "a.b"])
def test_hostile_paragraph_takes_no_time(piece: str) -> None:
    cut_furniture([piece * 40, piece * 50_000])
