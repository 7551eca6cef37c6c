"""The forms of a word have one stem; words that only look inflected keep theirs."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xabar.language.folding import fold_word
from xabar.language.stemming import stem_word
from xabar.language.tables import TABLES
from xabar.language.tables.table import LOOKALIKES, MARK

# One row a slot or condition of the tables of endings; all words of a row have one stem.
UZBEK = [
    "kitob kitobi kitobim kitobimiz kitobingiz kitoblar kitoblari kitoblarimizdan kitobning kitobni kitobga kitobda",
    "opa opasi opamga opangiz opalar opalarim opaning",
    "yurak yuragi yuragim yurakka yuraklar",
    "qishloq qishlogʻi qishloqqa qishloqlarda",
    "togʻ togʻi togʻlar",
    "shahar shahri shahrimiz shaharlar shahrining",
    "koʻngil koʻngli koʻnglimiz",
    "mavzu mavzuyi mavzular мавзуи",
    "uy uyda uyidan uylar uydagi uyimizda",
    "viloyat viloyatdagi viloyatlardagilar viloyatniki viloyatgacha",
    "yoz yozdi yozdim yozgan yozganini yozayotgan yozib yozmoqda yozish yozishni yozilgan yozilmaydi yozsa yozar yozmagan",
    "oʻqi oʻqidi oʻqiydi oʻqiyapti oʻqigan oʻqib oʻqish oʻqishni oʻqimoqchi oʻqimasligi oʻqiganlarini",
    "kel keladi kelayotgandi kelmaganining kelishing kelgach kelguncha keladigan kelsangiz kelyapman",
    "de deb dedi degan deydi deyildi",
    "tozalash tozaladi tozalayapti tozalangan tozalamoqda",
    "emas emasdi emasligi emasmi",
    "men meni mening menga mendan",
    "u uni uning unga undan ular ularni ularning",
    "yoʻq yoʻqligini yoʻqmi",
    "maktab maktabi maktabda maktablar",
    "АҚШ АҚШнинг АҚШда АҚШга",
]
KAZAKH = [
    "кітап кітабы кітабым кітаптар кітаптың кітапты кітапқа кітаптан кітаппен кітаптарымыздың",
    "бала баласы балалар баланың балалардан баламыз",
    "мемлекет мемлекеті мемлекетін мемлекеттің мемлекеттер мемлекетке мемлекетпен",
    "халық халқы халқының халыққа халықтар",
    "жұмыс жұмысы жұмысын жұмысқа жұмыстар",
    "үй үйде үйден үйінде үйлер үйдің",
    "ән әндер әнге әннен",
    "қала қалада қаладағы қалалар қаласының",
    "сабын сабындар сабынды",
    "оқушы оқушылар оқушысы оқушының оқушым",
    "Қазақстан Қазақстанда Қазақстаннан Қазақстандағы Қазақстанның",
    "бол болды болған болатын болып болса болмайды болуы болады",
    "тап табу тауып табылады тапты тапқан",
    "шық шығады шығып шықты шыққан",
    "оқы оқу оқып оқыған оқиды оқымаған",
    "деп деді деген дейді",
    "жарияла жариялады жарияланды жариялап жариялаған",
    "сыртқы сырт",
    "мен мені менің маған менен",
    "осы осының осыған осында",
    "АҚШ АҚШтың АҚШқа АҚШта",
]
RUSSIAN = [
    "президент президента президенту президентом президенты",
    "новый новая новое новых новыми",
    "министр министра министров министрам",
    "строить строил строила строили строят",
]
# Forms that once had two stems or more: each row stands for a condition of the tables.
UZBEK_BUGS_CAUGHT = [
    "hokim hokimi hokimning hokimlar hokimiga",
    "terim terimi terimni",
    "qonun qonuni qonunni qonunining",
    "zavod zavodi zavodga",
    "hudud hududi hududida",
    "farzand farzandi farzandlari",
    "gazeta gazetamiz gazetasi gazetalarimiz",
    "fabrika fabrikani fabrikaning fabrikasi",
    "dunyo dunyoni dunyosi dunyoda дунёнинг",
    "muammo muammoni muammosi muammolar",
    "mavzu mavzuni mavzuyi mavzular",
    "oʻqituvchi oʻqituvchisi oʻqituvchining oʻqituvchilar",
    "meros merosi merosining",
    "dollar dollarni dollarga dollari",
    "poyga poygaga poygasi",
]
KAZAKH_BUGS_CAUGHT = [
    "Украина Украинаға Украинаның Украинада",
    "роман романы романының романдар",
    "бағдарлама бағдарламасы бағдарламаның бағдарламаға бағдарламамыз",
    "мәлімдеме мәлімдемесі мәлімдемені",
    "саябақ саябақтар саябақтың",
    "жұмыс жұмысы жұмысының жұмысты",
    "құрылыс құрылысты құрылысының құрылыстың",
    "желі желісі желінің желілер",
    "отбасы отбасымыз отбасының",
    "кино киноны кинодан киномен киносы",
    "кәсіпорын кәсіпорны кәсіпорындар кәсіпорынның",
    "сұрақ сұрағы сұраққа сұрақтар",
    "конденсация конденсаты конденсатор",
    "халықаралық халықаралықтың",
]
APART = [
    ("uz", "odam oda"), ("uz", "tizim tiz"), ("uz", "olma ol"), ("uz", "bilan bil"), ("uz", "kelin kel"), ("uz", "yer ye"),
    ("uz", "işlar işladi"), ("uz", "vazir vazirlik"),
    ("uz", "qonun qon"), ("uz", "terim ter"), ("uz", "hokim hokimiyat"), ("uz", "talaba talab"), ("uz", "olim öl"),
    ("kk", "білім біл"), ("kk", "сондай сон"), ("kk", "жер жеді"), ("kk", "қыз қызметі"), ("kk", "алтын алты"), ("kk", "ол өлді"),
    ("kk", "табыс тапты"), ("kk", "құрылыс құру"), ("kk", "министр министрлік"), ("kk", "баға бақ"), ("kk", "роман рома"),
]  # fmt: skip


def stems(words: str, language: str) -> set[str]:
    return {stem_word(fold_word(word, language), language) for word in words.split()}


@pytest.mark.parametrize("row", UZBEK + UZBEK_BUGS_CAUGHT)
def test_uzbek_forms_have_one_stem(row: str) -> None:
    assert len(stems(row, "uz")) == 1


@pytest.mark.parametrize("row", KAZAKH + KAZAKH_BUGS_CAUGHT)
def test_kazakh_forms_have_one_stem(row: str) -> None:
    assert len(stems(row, "kk")) == 1


@pytest.mark.parametrize("row", RUSSIAN)
def test_russian_forms_have_one_stem(row: str) -> None:
    assert len(stems(row, "ru")) == 1


@pytest.mark.parametrize(("language", "words"), APART)
def test_words_that_only_look_inflected_stay_apart(language: str, words: str) -> None:
    assert len(stems(words, language)) == 2


@pytest.mark.parametrize("language", TABLES)
@settings(deadline=None)  # the first words build the automaton
@given(word=st.text(alphabet="abdegiklmnoprstuyzöğşçñ0123_", max_size=30))
def test_a_stem_is_never_empty_and_never_marked(language: str, word: str) -> None:
    folded = fold_word(word, language).replace(MARK, "")
    stem = stem_word(folded, language)
    assert bool(stem) == bool(folded)
    assert not stem.startswith(MARK)


@pytest.mark.parametrize("language", TABLES)
def test_every_ending_is_anchored_and_skips_marked_stems(language: str) -> None:
    """One match in Python then does what a replacement everywhere does in Elasticsearch."""
    for pattern, _ in TABLES[language].endings:
        assert pattern.startswith("^"), pattern
        assert pattern.endswith("$"), pattern
        assert not re.match(pattern, f"{MARK}kitoblarimizdan"), pattern


@pytest.mark.parametrize("language", TABLES)
def test_patterns_keep_to_what_java_and_python_read_alike(language: str) -> None:
    table = TABLES[language]
    for pattern, replacement in (*table.rewrites, *table.endings, *LOOKALIKES):
        assert not re.search(r"\\[wWdDbBsS]|\(\?P|\(\?>|[*+?]\+", pattern), pattern
        assert not re.search(r"\\", replacement), replacement
