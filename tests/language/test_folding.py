"""All spellings of a word have one key, and different words keep different ones."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.language.folding import LONGEST_WORD, fold_text, fold_word
from xabar.language.tables import TABLES
from xabar.language.tables.table import APOSTROPHES

# Each row of a table beside words that need it: the first is the key, the others are spellings of one word.
UZBEK = [
    ("özbek", "ўзбек", "oʻzbek", "o'zbek", "o`zbek", "óʻzbek", "özbek", "õzbek", "ōzbek", "ŏzbek", "ózbek"),
    ("toğ", "тоғ", "togʻ", "tog’", "toğ", "toḡ", "toǵ"),
    ("şoir", "шоир", "shoir", "şoir", "ŞOIR"),
    ("çoy", "чой", "choy", "çoy", "coy"),
    ("yer", "ер", "yer"),
    ("er", "эр", "er"),
    ("poyezd", "поезд", "poyezd"),  # е after a vowel
    ("obekt", "объект", "obyekt"),  # ъ before е
    ("rayon", "район", "rayon"),
    ("batalon", "батальон", "batalyon", "batalon"),  # ь before о
    ("samolot", "самолёт", "samolyot"),
    ("litsey", "лицей", "litsey"),  # ц between vowels
    ("konsert", "концерт", "konsert", "kontsert"),  # ц after a consonant
    ("sirk", "цирк", "sirk"),
    ("pissa", "пицца", "pissa"),
    ("losman", "лоцман", "losman"),
    ("sentabr", "сентябрь", "sentabr", "sentyabr"),
    ("oktabr", "октябрь", "oktabr", "oktyabr"),
    ("budjet", "бюджет", "budjet", "byudjet"),
    ("izolatsiya", "изоляция", "izolatsiya", "izolyatsiya"),
    ("koeffitsient", "коэффициент", "koeffitsient", "koeffitsiyent"),
    ("sanat", "санъат", "sanʼat", "san'at"),
    ("möjiza", "мўъжиза", "moʻjiza"),
    ("mavzuyi", "мавзуи", "mavzuyi"),
    ("ishoq", "Исҳоқ", "Isʼhoq", "Is’hoq", "Ishoq"),
    ("kino", "кино", "kino’"),  # a closing quotation mark is no part of the letter
    ("tong", "тонг", "tong’"),
    ("salom", "cалом", "сaлом"),  # Latin c, Latin a
    ("subekt", "cyбъект", "субъект"),
]
KAZAKH = [
    ("qazaqstan", "Қазақстан", "Qazaqstan", "قازاقستان"),
    ("ğilim", "ғылым", "g'ylym", "ǵylym", "ğylym", "ğılım", "عىلىم"),
    ("şaş", "шаш", "s'as'", "shash", "şaş", "شاش"),
    ("uş", "үш", "u's'", "úsh", "üş", "ٴۇش"),
    ("tuis", "туыс", "ty'ys", "týys", "tuys", "twıs", "تۋىس"),
    ("ana", "ана", "ana", "انا"),
    ("ana", "әна", "a'na", "ána", "äna"),
    ("jañaliq", "жаңалық", "jan'alyq", "jańalyq", "jañalyq", "jaŋalıq", "جاڭالىق"),
    ("sai", "сай", "sai'", "saı", "sai", "say", "ساي"),
    ("iun", "июн", "iýn"),
    ("kosmos", "космос", "kosmos", "كوسموس"),
    ("aşana", "асхана", "ashana"),
    ("çeh", "чех", "c'eh", "cheh", "çex", "tşeh"),
]
BUGS_CAUGHT = [
    ("uz", "цунами", "tsunami"),  # the press keeps ts at the head of a word
    ("uz", "анъана", "anʼana"),  # ъ before а is no y
    ("uz", "қалъа", "qalʼa"),
    ("uz", "İSTANBUL", "istanbul"),
    ("uz", "ＡＢＣ", "abc"),
    ("kk", "ﻗﺎﺯﺍﻕ", "قازاق"),
    ("kk", "قــازاق", "قازاق"),
    ("ru", "ёлка", "елка"),
    ("ru", "и\u0306од", "йод"),
]


@pytest.mark.parametrize("row", UZBEK, ids=lambda row: row[0])
def test_uzbek_spellings_have_one_key(row: tuple[str, ...]) -> None:
    assert {fold_word(spelling, "uz") for spelling in row[1:]} == {row[0]}


@pytest.mark.parametrize("row", KAZAKH, ids=lambda row: row[1])
def test_kazakh_spellings_have_one_key(row: tuple[str, ...]) -> None:
    assert {fold_word(spelling, "kk") for spelling in row[1:]} == {row[0]}


@pytest.mark.parametrize(("language", "one", "other"), BUGS_CAUGHT)
def test_bugs_caught(language: str, one: str, other: str) -> None:
    assert fold_word(one, language) == fold_word(other, language)


@pytest.mark.parametrize("apostrophe", APOSTROPHES)
def test_every_apostrophe_makes_the_letter(apostrophe: str) -> None:
    assert fold_word(f"o{apostrophe}g{apostrophe}il", "uz") == "öğil"
    assert fold_word(f"qur{apostrophe}on", "uz") == "quron"
    assert fold_word(f"G{apostrophe}YLYM", "kk") == "ğilim"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Исҳоқ", "ишоқ"),
        ("ўн", "он"),
        ("тоғ", "тог"),
        ("ер", "эр"),
        ("хол", "ҳол"),
        ("ketsin", "kesin"),
        ("shartsiz", "sharsiz"),
    ],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold_word(one, "uz") != fold_word(other, "uz")


def test_fold_text_gives_words_with_spaces_between() -> None:
    assert fold_text("Oʻzbekiston Республикаси — 2021-yilda.", "uz") == "özbekiston respublikasi 2021 yilda"
    assert fold_text("«»!?", "uz") == ""


def test_an_unknown_language_is_folded_like_other() -> None:
    assert fold_text("Café ÑANDÚ", "es") == fold_text("Café ÑANDÚ", "other") == "cafe nandu"


@pytest.mark.parametrize("language", TABLES)
@given(word=st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_folding_survives_everything(language: str, word: str) -> None:
    folded = fold_word(word, language)
    assert len(folded) <= LONGEST_WORD
    assert fold_text(word, language).isprintable() or not word.isprintable()


@pytest.mark.parametrize("language", ["uz", "kk"])
@given(
    word=st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяўқғҳәіңүұөһ'ʻ", max_size=12)
    | st.text(alphabet="abcdeghiosuyğöşçñáǵńýúïʻ'")
)
def test_composition_does_not_matter(language: str, word: str) -> None:
    folded = fold_word(word, language)
    assert fold_word(unicodedata.normalize("NFD", word), language) == folded


@pytest.mark.parametrize("language", TABLES)
def test_the_mapping_leaves_its_own_answers_alone(language: str) -> None:
    """Python maps sequences first and letters after, Lucene all at once: the answers must be the same."""
    mapping = TABLES[language].mapping
    outputs = {letter for key, folded in mapping.items() if len(key) > 1 for letter in folded}
    assert {letter: mapping.get(letter, letter) for letter in outputs} == {
        letter: letter for letter in outputs
    }
