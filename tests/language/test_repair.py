"""The repair of texts, with examples from sites, from the rules and from bugs."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xabar.language.repair import repair_text

# What newspapers print: language, as printed, repaired.
SEEN = [
    ("kk", "Aуылдағы", "Ауылдағы"),  # egemen: Latin A
    ("kk", "Iаǵnı О\u0301skemen Іshki", "Iaǵnı Óskemen Ishki"),  # lat.egemen, qz.inform: Cyrillic letters
    ("kk", "елiмiздiң бiлiм саласы", "еліміздің білім саласы"),  # Latin i for і throughout
    ("kk", "Ќазаќстан", "Қазақстан"),  # a legacy font
    ("kk", "ўлттыќ тїсімдер жјне орындалєан кґрсету заѕды", "ұлттық түсімдер және орындалған көрсету заңды"),
    ("kk", "ХIХ ғасыр, Yкімет", "XIX ғасыр, Үкімет"),
    ("uz", "ћуќуќ тўѓрисида", "ҳуқуқ тўғрисида"),
    ("uz", "Йўқ\u00b8 деди у", "Йўқ, деди у"),  # ozodlik: a cedilla for a comma
    ("uz", "sodir boʻ-ladi", "sodir boʻladi"),  # yuz.uz: a print hyphen
    ("uz", "YAlpi SHahar CHorshanba", "Yalpi Shahar Chorshanba"),  # yuz.uz: a machine's capitals
    ("uz", "mam-lakat va mamlakatimiz", "mamlakat va mamlakatimiz"),
    ("kk", "мемле¬кет", "мемлекет"),
    ("kk", "бала-лардың", "балалардың"),
    ("uz", "chiqaril-ganda", "chiqarilganda"),
]

# Spacing, invisible characters and apostrophes: repaired, and not called rewritten.
TIDIED = [
    ("uz", "O'zbekiston, g`alaba, ma’no", "Oʻzbekiston, gʻalaba, maʼno"),
    ("uz", "O‘zbekiston bog’i, to´g´ri", "Oʻzbekiston bogʻi, toʻgʻri"),
    ("uz", "Is'hoq san'at", "Isʼhoq sanʼat"),
    ("uz", "‘Tong’ va ‘Bog’ gazetalari bog’ haqida", "‘Tong’ va ‘Bog’ gazetalari bogʻ haqida"),
    ("uz", "O'Brien va O'ZBEKISTON", "OʼBrien va OʻZBEKISTON"),
    ("uz", "so\u00adz\u200b \u00a0 boshi  \r\n\r\n oxiri ", "soz boshi\noxiri"),
    ("kk", "мемле\u00adкет", "мемлекет"),
    ("kk", "и\u0306од", "йод"),
    ("ru", "й\ufeff л", "й л"),
]

# What must stay as it is.
KEPT = [
    ("uz", "oʻz-oʻzini, ota-ona, bir-biri, uy-joy, keldi-da, kecha-kunduz"),
    ("uz", "C5+1 formatida iPhone 17, 5G, YouTubeда, BMXда, Xда, COVID-19"),
    ("uz", "Telegram’да ва «Замин»ни ўқинг"),
    ("uz", "SHAHAR, BMTning, CHP"),
    ("uz", "kundan-kunga, yildan-yilga, shu-shu, ha-ha, de-yure"),
    ("uz", "kun.uz/news/bo-lalar"),
    ("kk", "ата-ана, бала-шаға, қарым-қатынас, сондай-ақ, Қасым-Жомарт, АҚШ-тың, су-электр, 2021-жылы"),
    ("kk", "Украинаның Київ қаласы, ўзбек тілі"),
    ("kk", "WhatsApp-тағы, IT-мамандар"),
    ("kk", "аум-ның, экспед-лары, 5 га-дан, белгілі-тін"),
    ("kk", "ру-тайпа мен рутайпа, ру, тайпа"),
    ("ru", "Он купил iPhone в Telegram-магазине"),
    ("en", "It’s O'Brien's 'quote'"),
    ("und", "👨\u200d👩\u200d👧 ❤\ufe0f"),
    ("fa", "می\u200cروم"),
]

BUGS_CAUGHT = [
    # once, ‘bog’ was read as an open quotation for the rest of the page
    ("uz", "‘Tong’ chiqdi.\nTog’ va bog’", "‘Tong’ chiqdi.\nTogʻ va bogʻ"),
    # Олар is they; once, -лар behind one Latin capital was kept as a name's suffix
    ("kk", "Oлар келді", "Олар келді"),
]


@pytest.mark.parametrize(("language", "printed", "repaired"), SEEN)
def test_seen(language: str, printed: str, repaired: str) -> None:
    repair = repair_text(printed, language)
    assert repair.text == repaired
    assert repair.rewritten


@pytest.mark.parametrize(("language", "printed", "repaired"), TIDIED)
def test_tidied(language: str, printed: str, repaired: str) -> None:
    repair = repair_text(printed, language)
    assert repair.text == repaired
    assert not repair.rewritten


@pytest.mark.parametrize(("language", "text"), KEPT)
def test_kept(language: str, text: str) -> None:
    assert repair_text(text, language) == (text, False)


@pytest.mark.parametrize(("language", "printed", "repaired"), BUGS_CAUGHT)
def test_bugs_caught(language: str, printed: str, repaired: str) -> None:
    assert repair_text(printed, language).text == repaired


def test_presentation_forms_are_letters() -> None:
    assert repair_text("\ufe8d\ufedf\ufee2", "kk").text == "الم"


_LETTERS = "aoeixcpgʻʼ'’‘`SHYAbdln-¬ аоерсхіқғўѓќ\u0301\u00ad\u200d\n"


@given(st.text(), st.sampled_from(["uz", "kk", "ru", "en"]))
def test_repair_is_idempotent_on_any_text(text: str, language: str) -> None:
    once = repair_text(text, language).text
    assert repair_text(once, language) == (once, False)


@given(st.text(alphabet=_LETTERS, max_size=60), st.sampled_from(["uz", "kk"]))
@example("О'zbek", "uz")
@example("bo-la-di", "uz")
def test_repair_is_idempotent_on_hard_letters(text: str, language: str) -> None:
    once = repair_text(text, language).text
    assert repair_text(once, language) == (once, False)


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшъэюяўқғҳ .,!?", max_size=80))
def test_clean_cyrillic_only_loses_spacing(text: str) -> None:
    assert repair_text(text, "uz").text.replace(" ", "") == text.replace(" ", "")
