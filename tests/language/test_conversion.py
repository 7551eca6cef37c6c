"""Conversion between alphabets, with examples from the spelling rules, from running text and from bugs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.language.conversion import STANDARDS, convert_text, is_normal, normalize_text

# The rules of 1995, an example for each: Cyrillic, Latin.
UZBEK_RULES = [
    ("тоғ", "togʻ"),
    ("чўл", "choʻl"),
    ("ер", "yer"),
    ("поезд", "poyezd"),
    ("келишув", "kelishuv"),
    ("эшик", "eshik"),
    ("самолёт", "samolyot"),
    ("лицей", "litsey"),
    ("концерт", "konsert"),
    ("абзац", "abzas"),
    ("цирк", "sirk"),
    ("акция", "aksiya"),
    ("пенсия", "pensiya"),
    ("санъат", "sanʼat"),
    ("меъёр", "meʼyor"),
    ("мўъжиза", "moʻjiza"),
    ("объект", "obyekt"),
    ("батальон", "batalyon"),
    ("апрель", "aprel"),
    ("сентябрь", "sentabr"),
    ("октябрь", "oktabr"),
    ("бюджет", "budjet"),
    ("Исҳоқ", "Isʼhoq"),
    ("йўл", "yoʻl"),
    ("мавзуи", "mavzuyi"),
    ("кетсин", "ketsin"),
    ("роль", "rol"),
    ("ролик", "rolik"),
    ("апрелда", "aprelda"),
    ("2021 йил 25 апрель", "2021-yil 25-aprel"),
    ("5 йил", "5 yil"),
]
UZBEK_CASES = [
    ("ШАҲАР", "SHAHAR"),
    ("Шаҳар", "Shahar"),
    ("Ш. Шоев", "Sh. Shoyev"),
    ("ЙЎЛ", "YOʻL"),
    ("Йўл", "Yoʻl"),
    ("БМТнинг", "BMTning"),
    ("АҚШнинг", "AQSHning"),
    ("ТошДУ", "ToshDU"),
]
# Cyrillic, 2018, 2021, QazAqparat, Arabic.
KAZAKH_WORDS = [
    ("Қазақстан", "Qazaqstan", "Qazaqstan", "Qazaqstan", "قازاقستان"),
    ("үкімет", "úkimet", "ükımet", "ükimet", "ۇكىمەت"),
    ("ұлт", "ult", "ūlt", "ult", "ۇلت"),
    ("ән", "án", "än", "än", "ٴان"),
    ("мектеп", "mektep", "mektep", "mektep", "مەكتەپ"),
    ("кітап", "kitap", "kıtap", "kitap", "كىتاپ"),
    ("мұғалім", "muǵalim", "mūğalım", "muğalim", "ٴمۇعالىم"),
    ("қызмет", "qyzmet", "qyzmet", "qızmet", "قىزمەت"),
    ("қою", "qoıý", "qoiu", "qoyu", "قويۋ"),
    ("яғни", "ıaǵnı", "iağni", "yağnï", "ياعني"),
    ("той", "toı", "toi", "toy", "توي"),
    ("академия", "akademııa", "akademiia", "akademïya", "اكادەميا"),
    ("бюджет", "bıýdjet", "biudjet", "byudjet", "بيۋدجەت"),
    ("шаш", "shash", "şaş", "şaş", "شاش"),
    ("чемпион", "chempıon", "tşempion", "çempïon", "چەمپيون"),
    ("хатшы", "hatshy", "hatşy", "xatşı", "حاتشى"),
    ("сәтсіз", "sátsiz", "sätsız", "sätsiz", "ٴساتسىز"),
    ("процент", "protsent", "protsent", "procent", "پروتسەنت"),
    ("қаһарман", "qaharman", "qaharman", "qaharman", "قاھارمان"),
    ("фильм", "fılm", "film", "fïlm", "فيلم"),
]

# Sentences of newspapers' kind, converted as a whole.
SENTENCES = [
    (
        "Президент C5+1 учрашувида iPhone ва YouTube ҳақида гапирди: https://kun.uz/кр #Тошкент @хабар a@b.uz",
        "Prezident C5+1 uchrashuvida iPhone va YouTube haqida gapirdi: https://kun.uz/кр #Тошкент @хабар a@b.uz",
    ),
    ("Рубио Telegram’да ёзди", "Rubio Telegram’da yozdi"),
]

BUGS_CAUGHT = [
    # a capital inside made a party's name foreign
    ("uz", "Cyrl", None, "OʻzLiDeP", "ЎзЛиДеП"),
    # -gan was once a suffix of any short loan: mer (мэр) was seen in mergan.
    ("uz", "Cyrl", None, "mergan", "мерган"),
    # the lower case of İ is two characters, which left one letter without its case
    ("uz", "Cyrl", None, "İstanbul, İSTANBUL", "Истанбул, ИСТАНБУЛ"),
    # ts before consonants was read as ц.
    ("kk", "Cyrl", "2021", "otstavka", "отставка"),
    # т of Latin and sh once met in the middle as ц + h.
    ("kk", "Cyrl", "2018", "saıahatshy", "саяхатшы"),
    # -мен agrees with nothing and once made its word front.
    ("kk", "Cyrl", None, "سونىمەن", "сонымен"),
    # the hamza of ٴمۇعالىم goes before -ге, and with it the word's entry in the table
    ("kk", "Cyrl", None, "مۇعالىمگە", "мұғалімге"),
    ("kk", "Cyrl", None, "ءتىلى", "тілі"),
    # one capital stands for і and и in 2018
    ("kk", "Cyrl", "2018", "Indonezııa", "Индонезия"),
    ("kk", "Cyrl", "2018", "Iskerlik", "Іскерлік"),
]


@pytest.mark.parametrize(("cyrillic", "latin"), UZBEK_RULES + UZBEK_CASES)
def test_uzbek_both_ways(cyrillic: str, latin: str) -> None:
    assert convert_text(cyrillic, language="uz", to="Latn") == latin
    assert convert_text(latin, language="uz", to="Cyrl") == cyrillic


@pytest.mark.parametrize("row", KAZAKH_WORDS)
@pytest.mark.parametrize(("column", "standard"), [(1, "2018"), (2, "2021"), (3, "QazAqparat")])
def test_kazakh_latin_both_ways(row: tuple[str, ...], column: int, standard: str) -> None:
    assert convert_text(row[0], language="kk", to="Latn", standard=standard) == row[column]
    assert convert_text(row[column], language="kk", to="Cyrl", standard=standard) == row[0]


@pytest.mark.parametrize("row", KAZAKH_WORDS)
def test_kazakh_arabic_both_ways(row: tuple[str, ...]) -> None:
    assert convert_text(row[0], language="kk", to="Arab") == row[4]
    assert convert_text(row[4], language="kk", to="Cyrl") == row[0].lower()


@pytest.mark.parametrize(("cyrillic", "latin"), SENTENCES)
def test_addresses_and_names_stay(cyrillic: str, latin: str) -> None:
    assert convert_text(cyrillic, language="uz", to="Latn") == latin


# Short texts with more Latin letters than others: language, script, text, the same converted.
WITH_NAMES = [
    ("kk", "Cyrl", "Microsoft Windows жаңартылды", "Microsoft Windows жаңартылды"),
    ("kk", "Cyrl", "Chelsea мен Manchester City", "Chelsea мен Manchester City"),
    ("kk", "Cyrl", "Bloomberg Businessweek قازاقستان", "Bloomberg Businessweek қазақстан"),
    ("kk", "Latn", "iPhone 15 Pro Max бағасы", "iPhone 15 Pro Max bağasy"),
    ("kk", "Arab", "iPhone 15 Pro Max қазақстан", "iPhone 15 Pro Max قازاقستان"),
    ("uz", "Latn", "Samsung Galaxy смартфони", "Samsung Galaxy smartfoni"),
    ("uz", "Latn", "YouTube ёпилди", "YouTube yopildi"),
    ("uz", "Latn", "kun.uz сайти", "kun.uz sayti"),
    ("uz", "Latn", "https://www.gazeta.uz/oz/2025/sport ва", "https://www.gazeta.uz/oz/2025/sport va"),
    ("uz", "Latn", "Instagram ва TikTok", "Instagram va TikTok"),
    ("uz", "Cyrl", "Chelsea ва Manchester", "Chelsea ва Manchester"),
    # an address is not what its text is written in
    ("uz", "Cyrl", "хабар.uz sayti: #Тошкент", "хабар.uz сайти: #Тошкент"),
    ("uz", "Cyrl", "kun.uz", "kun.uz"),
    # letters of no script of the language
    ("uz", "Cyrl", "Toshkent Ωμέγα", "Тошкент Ωμέγα"),
    # one Cyrillic name in a Latin text
    (
        "uz",
        "Cyrl",
        "Rossiyaning Известия gazetasi bu haqda yozdi",
        "Россиянинг Известия газетаси бу ҳақда ёзди",
    ),
]


@pytest.mark.parametrize(("language", "to", "text", "right"), WITH_NAMES)
def test_names_in_latin_do_not_decide_the_script(language: str, to: str, text: str, right: str) -> None:
    assert convert_text(text, language=language, to=to) == right


def test_names_in_latin_keep_their_letters_in_2026() -> None:
    text = "Chelsea ва Manchester чемпион"
    assert convert_text(text, language="uz", to="Latn", standard="2026") == "Chelsea va Manchester çempion"


@pytest.mark.parametrize(("language", "to", "standard", "text", "right"), BUGS_CAUGHT)
def test_bugs_caught(language: str, to: str, standard: str | None, text: str, right: str) -> None:
    assert convert_text(text, language=language, to=to, standard=standard) == right


@pytest.mark.parametrize(
    "text",
    [
        "Toshkent shahrida oʻquvchilar gʻalaba qozondi, chunki ular koʻp oʻqidi",
        "Toşkent şahrida öquvçilar ğalaba qozondi, çunki ular köp öqidi",
        "Toşkent şahrida ōquvçilar ḡalaba qozondi, çunki ular kōp ōqidi",
        "Toşkent şahrida õquvcilar ğalaba qozondi, cunki ular kõp õqidi",
    ],
)
def test_every_uzbek_latin_is_read(text: str) -> None:
    right = "Тошкент шаҳрида ўқувчилар ғалаба қозонди, чунки улар кўп ўқиди"
    assert convert_text(text, language="uz", to="Cyrl") == right


def test_letters_of_2026() -> None:
    assert convert_text("Исҳоқ Ўзбекистон шаҳрида ЧОЙ ичди", language="uz", to="Latn", standard="2026") == (
        "Ishoq Özbekiston şahrida ÇOY içdi"
    )


def test_names_of_a_latin_text_stay_latin() -> None:
    text = "Facebook va WhatsApp XX asrda boʻlmagan, Xitoy va Google bor"
    assert convert_text(text, language="uz", to="Cyrl") == (
        "Facebook ва WhatsApp XX асрда бўлмаган, Хитой ва Google бор"
    )


def test_standard_of_kazakh_latin_is_found() -> None:
    right = "Үкімет қаулысымен жаңа мұғалімдер мен ұйымдарға көмек айтылды"
    for standard in STANDARDS["kk"]:
        latin = convert_text(right, language="kk", to="Latn", standard=standard)
        assert convert_text(latin, language="kk", to="Cyrl") == right, standard


def test_roman_numerals_typed_in_cyrillic() -> None:
    assert convert_text("ХХІ ғасыр", language="kk", to="Latn") == "XXI ğasyr"


def test_arabic_punctuation() -> None:
    assert convert_text("Иә, 2,5; солай ма?", language="kk", to="Arab") == "ٴيا، 2,5؛ سولاي ما؟"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"language": "ru", "to": "Latn"}, "language='ru' is not known here; allowed: uz, kk"),
        ({"language": "uz", "to": "Arab"}, "to='Arab' is not known here; allowed: Latn, Cyrl"),
        ({"language": "kk", "to": "Latn", "standard": "1995"}, "allowed: 2021, 2018, 2017, QazAqparat"),
    ],
)
def test_unknown_values_name_what_is_allowed(arguments: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message.replace("(", "\\(")):
        convert_text("x", **arguments)


@pytest.mark.parametrize(
    ("text", "language", "to", "right"),
    [
        ("Ўзбекистон", "uz", "Latn", "Oʻzbekiston"),
        ("Oʻzbekiston", "uz", "Latn", None),
        ("Özbekiston şahri", "uz", "Latn", "Oʻzbekiston shahri"),
        ("Beşiktaş Toshkentda oʻynadi, shunchaki", "uz", "Latn", None),
        ("Oʻzbekiston", "uz", "Cyrl", "Ўзбекистон"),
        ("Ўзбекистон", "uz", "Cyrl", None),
        ("Қазақстан", "kk", "Cyrl", None),
        ("Qazaqstan", "kk", "Cyrl", "Қазақстан"),
        ("قازاقستان", "kk", "Cyrl", "қазақстан"),
        ("Үкімет", "kk", "Latn", "Ükımet"),
        ("Россия", "ru", "Cyrl", None),
        ("123", "uz", "Latn", None),
        ("", "kk", "Cyrl", None),
    ],
)
def test_normalize_text(text: str, language: str, to: str, right: str | None) -> None:
    assert normalize_text(text, language=language, to=to) == right


@given(
    st.text(),
    st.sampled_from([("uz", "Latn"), ("uz", "Cyrl"), ("kk", "Latn"), ("kk", "Cyrl"), ("kk", "Arab")]),
)
def test_any_text_converts(text: str, target: tuple[str, str]) -> None:
    language, to = target
    assert isinstance(convert_text(text, language=language, to=to), str)


@given(
    st.lists(
        st.sampled_from(
            ["Oʻzbekiston", "şahar", "Қазақ тілі", "ўзбек", "قازاق", "Google", "kun.uz", "12", ""]
        )
    ),
    st.sampled_from([("uz", "Latn"), ("uz", "Cyrl"), ("kk", "Latn"), ("kk", "Cyrl"), ("kk", "Arab")]),
)
def test_no_line_of_a_text_in_its_one_alphabet_is_normalized(
    lines: list[str], target: tuple[str, str]
) -> None:
    language, to = target
    whole = "\n".join(lines)
    normalized = [normalize_text(line, language=language, to=to, within=whole) for line in (whole, *lines)]
    assert not is_normal(whole, language=language, to=to) or not any(normalized)


@pytest.mark.parametrize(
    ("text", "language", "to", "is_one"),
    [
        ("Oʻzbekiston Google", "uz", "Latn", True),
        ("Özbekiston", "uz", "Latn", False),
        ("Ўзбекистон", "uz", "Cyrl", True),
        ("Қазақстан Google", "kk", "Cyrl", True),
        ("Qazaqstan", "kk", "Cyrl", False),
        ("Россия", "ru", "Cyrl", True),
        ("123", "kk", "Cyrl", True),
    ],
)
def test_a_text_in_its_one_alphabet(text: str, language: str, to: str, is_one: bool) -> None:
    assert is_normal(text, language=language, to=to) is is_one


@given(st.text(alphabet="абвгдежзийклмнопрстуфхчшэюяўқғҳ ", max_size=40))
def test_uzbek_latin_of_cyrillic_holds_no_cyrillic(text: str) -> None:
    assert not any("\u0400" <= letter <= "\u052f" for letter in convert_text(text, language="uz", to="Latn"))


@given(st.text(alphabet="аәбғдеёжзийкқлмнңоөпрстуұүфшыі ", max_size=40))
def test_kazakh_latin_2021_keeps_letters_apart(text: str) -> None:
    latin = convert_text(text, language="kk", to="Latn")
    assert latin.count("ü") == text.count("ү")
    assert latin.count("ū") == text.count("ұ")
