"""Identification on sentences and headlines of our own. `bench.language.identification` measures it on public data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.language import identification
from xabar.language.conversion import convert_text
from xabar.language.identification import identify_text, list_ngrams, lower_word, split_words

SENTENCES = [
    ("uz", "Latn", "Toshkent shahrida yangi maktab va bog‘cha binolari foydalanishga topshirildi."),
    ("uz", "Latn", "Toşkent şahrida yangi maktab va boğça binolari foydalanişga topşirildi."),
    ("uz", "Cyrl", "Тошкент шаҳрида янги мактаб ва боғча бинолари фойдаланишга топширилди."),
    ("kk", "Cyrl", "Алматы қаласында жаңа мектеп пен балабақша ғимараты пайдалануға берілді."),
    ("kk", "Latn", "Almaty qalasynda jańa mektep pen balabaqsha ǵımaraty paıdalanýǵa berildi."),
    ("kk", "Latn", "Almaty qalasynda jaña mektep pen balabaqşa ğimaraty paidalanuğa berıldı."),
    ("kk", "Latn", "Almatı qalasında jaña mektep pen balabaqşa ğïmaratı paydalanwğa berildi."),
    ("kk", "Arab", "الماتى قالاسىندا جاڭا مەكتەپ پەن بالاباقشا عيماراتى پايدالانۋعا بەرىلدى."),
    ("ru", "Cyrl", "В городе Алматы сданы в эксплуатацию новая школа и детский сад."),
    ("en", "Latn", "A new school and a kindergarten were opened in the city of Almaty."),
    ("ky", "Cyrl", "Бишкек шаарында жаңы мектеп менен бала бакча пайдаланууга берилди."),
    ("tg", "Cyrl", "Дар шаҳри Душанбе мактаби нав ва кӯдакистон ба истифода дода шуд."),
    ("tr", "Latn", "Ankara'da yeni bir okul ve anaokulu binası hizmete açıldı."),
    ("az", "Latn", "Bakı şəhərində yeni məktəb və uşaq bağçası istifadəyə verildi."),
    ("kaa", "Latn", "Nókis qalasında jańa mektep hám balalar baǵshası paydalanıwǵa tapsırıldı."),
    ("kaa", "Latn", "NÓKIS QALASÍNDA JAŃA MEKTEP HÁM BALALAR BAǴSHASÍ PAYDALANÍWǴA TAPSÍRÍLDÍ."),
    ("kaa", "Latn", "No'kis qalasında jan'a mektep ha'm balalar bag'shası paydalanıwg'a tapsırıldı."),
    ("kaa", "Cyrl", "Нөкис қаласында жаңа мектеп ҳәм балалар бағшасы пайдаланыўға тапсырылды."),
]

HEADLINES = [
    ("uz", "Latn", "Metro narxi oshadimi?"),
    ("uz", "Cyrl", "Бензин нархи яна кўтарилди"),
    ("kk", "Cyrl", "Теңге бағамы қайта түсті"),
    ("kk", "Latn", "Teńge baǵamy qaıta tústi"),
    ("kk", "Latn", "Teñge bağamy qaita tüstı"),
    ("kk", "Arab", "تەڭگە باعامى قايتا ٴتۇستى"),
    ("ru", "Cyrl", "Курс тенге снова упал"),
    ("en", "Latn", "Tenge falls again"),
]

# Latin names inside, look-alikes, apostrophes of every kind.
HOSTILE = [
    ("kk", "Cyrl", "Google мен Microsoft компаниялары келісті"),
    ("kk", "Cyrl", "Бүгiн елiмiзде жаңа заң күшiне ендi"),
    ("kk", "Arab", "Google جانە Microsoft كومپانيالارى كەلىستى"),
    ("uz", "Latn", "Bugun O`zbekistonda yangi to'g'on qurilishi boshlandi"),
    ("uz", "Cyrl", "“The Guardian” газетаси Ўзбекистон ҳақида ёзди"),
    ("uz", "Latn", "İNTERNET TEZLİGİ OSHDI, BU HAQDA VAZIRLIK XABAR BERDI"),
]


def test_a_long_text_is_identified_by_each_third_word_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [" ".join([text] * 5) for _, script, text in SENTENCES if script != "Arab"]
    found = [identify_text(text) for text in texts]
    assert sum(each.confidence == 1 for each in found) >= len(texts) // 2  # not all the words were needed
    monkeypatch.setattr(identification, "STRIDE", 1)
    assert [identify_text(text) for text in texts] == found


def test_a_word_scores_what_its_ngrams_do() -> None:
    for _, script, text in SENTENCES:
        if script == "Arab":
            continue
        table = identification._packed_table()[script]
        score = identification._word_scorer(script, 8)
        for word in {*split_words(text, script), "a", "Я", "Ғ" * 60}:
            ngrams = list_ngrams(lower_word(word[:40], script))
            once = sum(table.get(ngram, 0) for ngram in ngrams)
            assert score(word) == (once if word[0].isupper() else 2 * once)


def test_all_words_of_a_text_count_when_a_third_of_them_does_not_tell() -> None:
    names = ["Apple", "Google", "Reuters", "Netflix", "Tesla"]
    text = " ".join(word for name in names for word in (name, "koʻprigi", "qurilishi"))
    assert identify_text(" ".join(names)).language != "uz"
    assert identify_text(text).language == "uz"


@pytest.mark.parametrize(("language", "script", "text"), SENTENCES + HEADLINES + HOSTILE)
def test_language_and_script(language: str, script: str, text: str) -> None:
    found = identify_text(text)
    assert (found.language, found.script) == (language, script)
    assert 0.5 < found.confidence <= 1


@pytest.mark.parametrize(("language", "script", "text"), SENTENCES)
def test_declared_language_never_decides_a_sentence(language: str, script: str, text: str) -> None:
    for declared in ("uz", "kk", "ru"):
        assert identify_text(text, declared=declared).language == language


def test_declared_language_tips_a_word() -> None:
    assert identify_text("Bank", declared="uz").language == "uz"
    assert identify_text("Банк", declared="kk").language == "kk"


@pytest.mark.parametrize("text", ["", " ", "2026", "— 15:30 —", "中文", "👍"])
def test_nothing_to_tell(text: str) -> None:
    assert identify_text(text) == ("und", None, 0.0)


@pytest.mark.parametrize("text", ["هذا خبر من الوكالة الرسمية", "ئۇيغۇر تىلىدىكى خەۋەر ۋە ئۈرۈمچى"])
def test_arabic_script_that_is_not_kazakh(text: str) -> None:
    assert identify_text(text).language == "und"


def test_digits_first_do_not_hide_the_text() -> None:
    assert identify_text("1" * 700 + " Ўзбекистон шаҳарлари").language == "uz"


@pytest.mark.parametrize("standard", ["2021", "2018", "2017", "QazAqparat"])
def test_every_kazakh_latin(standard: str) -> None:
    kazakh = "Үкімет отырысында өңірлердің дамуы мен мұғалімдердің жалақысы талқыланды"
    latin = convert_text(kazakh, language="kk", to="Latn", standard=standard)
    assert identify_text(latin)[:2] == ("kk", "Latn")


@given(st.text(), st.sampled_from([None, "uz", "kk", "xx"]))
def test_any_text_is_answered(text: str, declared: str | None) -> None:
    found = identify_text(text, declared=declared)
    assert 0 <= found.confidence <= 1
    assert (found.script is None) == (
        found.language == "und" and found.confidence == 0 and found.script is None
    )
