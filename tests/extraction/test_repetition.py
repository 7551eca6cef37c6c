"""Split a text into the article's own text and what its site is known to repeat."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.extraction.line_order import is_outermost
from xabar.extraction.line_types import ARTICLES, articles_needed, is_call, is_counter
from xabar.extraction.plain import paragraph_key, pattern_key
from xabar.extraction.repetition import (
    HEAD,
    MAX_NOTICE,
    MIN_LEFT,
    TAIL,
    Verdict,
    count_different,
    split_boilerplate,
)
from xabar.language.conversion import convert_text

SLOGAN = "Янги кун — ҳар куни сиз билан бирга"
OTHER = "Бизнинг манзил: Навоий кўчаси, 30"
SENTENCE = "Таҳририят ўз ўқувчилари учун ишлайди."
CALL = "Бизни @yangikun саҳифасида кузатинг"
TEXT = "Самарқандда болалар учун янги кутубхона очилди, унда ўн мингга яқин китоб бор."
MORE = "Кутубхона ҳар куни соат саккиздан ўн тўққизгача ишлайди, якшанба — дам олиш куни."
FAR = [f"{number}-{TEXT}" for number in range(TAIL)]
KNOWN: dict[int, Verdict] = {paragraph_key(line): "learned" for line in (SLOGAN, OTHER, SENTENCE, CALL)}


@pytest.mark.parametrize(
    ("paragraphs", "own"),
    [
        pytest.param([TEXT, MORE], [TEXT, MORE], id="nothing repeated"),
        pytest.param([TEXT, MORE, SLOGAN], [TEXT, MORE], id="tail"),
        pytest.param([SLOGAN, TEXT, MORE], [TEXT, MORE], id="head"),
        pytest.param([SLOGAN, TEXT, MORE, OTHER, SLOGAN], [TEXT, MORE], id="both ends"),
        pytest.param([*FAR, SLOGAN, *FAR], [*FAR, SLOGAN, *FAR], id="middle"),
        pytest.param(
            [*FAR, SLOGAN, "Унутилган", OTHER],
            [*FAR, "Унутилган"],
            id="line not yet known between known ones",
        ),
        pytest.param(
            [TEXT, f"{MORE} {SENTENCE}", "Унутилган"], [TEXT, MORE, "Унутилган"], id="glued above it"
        ),
        pytest.param([SLOGAN, OTHER], [SLOGAN, OTHER], id="nothing else"),
        pytest.param([TEXT, MORE, f"  {SLOGAN.upper()}! "], [TEXT, MORE], id="other typography"),
        pytest.param([TEXT, f"{MORE} {SENTENCE}"], [TEXT, MORE], id="glued to the last sentence"),
        pytest.param([TEXT, f"{MORE} {SENTENCE} {SLOGAN}", OTHER], [TEXT, MORE], id="two glued, one below"),
        pytest.param([TEXT, CALL, MORE], [TEXT, MORE], id="a call to the reader above the last line"),
    ],
)
def test_what_the_site_repeats_is_split_off(paragraphs: list[str], own: list[str]) -> None:
    assert split_boilerplate(paragraphs, KNOWN).keep(paragraphs) == own


def test_the_same_paragraphs_go_from_a_text_in_another_script() -> None:
    paragraphs = [SLOGAN, TEXT, f"{MORE} {SENTENCE}"]
    own = split_boilerplate(paragraphs, KNOWN)
    assert own.keep(["Shior", "Matn bor.", "Yana bor. Gap."]) == ["Matn bor.", "Yana bor."]


def test_a_pinned_line_goes_from_the_middle_and_an_allowed_one_stays() -> None:
    text = [OTHER, TEXT, SLOGAN, MORE, OTHER]
    verdicts: dict[int, Verdict] = {paragraph_key(SLOGAN): "pinned", paragraph_key(OTHER): "allowed"}
    assert split_boilerplate(text, verdicts).keep(text) == [OTHER, TEXT, MORE, OTHER]


def test_ends_are_what_is_cut_and_what_is_left_at_the_ends() -> None:
    own = split_boilerplate([TEXT, f"{MORE} {SENTENCE}", SLOGAN], KNOWN)
    assert {SENTENCE, SLOGAN} == {text for _, text in own.cuts}
    assert {SENTENCE, SLOGAN, TEXT, MORE} == set(own.ends.values())
    assert own.parents == {}
    assert split_boilerplate([TEXT, f"{MORE} {SENTENCE}"], {}).parents == {
        paragraph_key(SENTENCE): paragraph_key(f"{MORE} {SENTENCE}")
    }


def test_only_lines_near_the_ends_count() -> None:
    lines = [f"қатор {letter}" for letter in "абвгдежзийклмн"[: HEAD + TAIL + 3]]
    assert list(dict.fromkeys(split_boilerplate(lines, {}).ends.values())) == [*lines[:HEAD], *lines[-TAIL:]]


def test_lines_without_words_do_not_count() -> None:
    assert split_boilerplate(["", " ", "***", SLOGAN], {}).ends == {paragraph_key(SLOGAN): SLOGAN}


def test_endless_paragraphs_do_not_count() -> None:
    assert split_boilerplate(["а" * (MAX_NOTICE + 1), SLOGAN], {}).ends == {paragraph_key(SLOGAN): SLOGAN}


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


def test_a_sentence_in_a_box_of_its_own_takes_fewer_articles() -> None:
    line = "Лойиҳа аҳолининг ҳуқуқий саводини оширишга қаратилган."
    assert articles_needed(line, 100) == 60
    assert articles_needed(line, 100, "mark") == 35
    assert articles_needed(line, 100, "box") == 10
    assert articles_needed("Бу ҳақда вазирлик хабар берди.", 100, "box") is None


@pytest.mark.parametrize("line", ["Изоҳлар сони 12", "Мақола 305 марта ўқилди", "Maqola 1 204 marta oʻqildi"])
def test_lines_that_differ_in_a_number_are_one_line(line: str) -> None:
    other = "".join("7" if letter.isdigit() else letter for letter in line)
    text = [TEXT, MORE, other]
    assert pattern_key(line) == pattern_key(other)
    assert split_boilerplate(text, {pattern_key(line): "learned"}).keep(text) == [TEXT, MORE]


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
    ],
)
def test_a_number_that_says_something_makes_another_line(line: str) -> None:
    assert not is_counter(line)


@pytest.mark.parametrize(
    ("paragraphs", "outermost"),
    [
        ([TEXT, MORE, SLOGAN], True),
        ([SLOGAN, TEXT, MORE], True),
        ([TEXT, SLOGAN, OTHER], True),
        ([TEXT, SLOGAN, MORE], False),
        ([TEXT, f"{MORE} {SLOGAN}"], True),
        ([TEXT, f"{MORE} {SLOGAN}. «{OTHER}", OTHER], True),
        ([f"{TEXT} {SLOGAN}", MORE], False),
        ([TEXT, MORE], True),  # it was cut before
    ],
)
def test_a_line_with_text_on_both_sides_is_not_outermost(paragraphs: list[str], outermost: bool) -> None:
    assert is_outermost(paragraph_key(SLOGAN), paragraphs, {paragraph_key(OTHER)}) is outermost


def test_daily_series_count_as_one_article() -> None:
    rates = [(f"{day}-ноябрь: доллар курси", "Марказий банк эълон қилди.") for day in range(5)]
    weather = [("Эртага нима кутилмоқда?", "Синоптиклар айтишича, ҳаво очиқ бўлади.")]
    others = [("Янги кутубхона", "Унда китоб кўп."), ("Янги кўприк", "Ҳаво очиқ эди.")]
    assert count_different([*rates, *weather]) == 1
    assert count_different([*rates, *others]) == 3


@given(st.lists(st.sampled_from([TEXT, MORE, SLOGAN, OTHER, f"{MORE} {SENTENCE}", "", "Қисқа"]), max_size=12))
def test_enough_text_stays_and_cutting_again_finds_no_more(paragraphs: list[str]) -> None:
    own = split_boilerplate(paragraphs, KNOWN).keep(paragraphs)
    assert own == paragraphs or sum(map(len, own)) >= MIN_LEFT
    if own != paragraphs:
        assert split_boilerplate(own, KNOWN).keep(own) == own


@pytest.mark.slow
def test_the_time_for_a_text_grows_with_its_lines_and_not_with_their_square() -> None:
    def seconds(lines: int) -> float:
        paragraphs = [
            *(f"a{number}" for number in range(lines)),
            "Гулдара қишлоғида дарё устидан янги кўприк очилди.",
        ]
        verdicts: dict[int, Verdict] = {paragraph_key(line): "pinned" for line in paragraphs[: lines // 2]}
        started = time.thread_time()
        split_boilerplate(paragraphs, verdicts)
        return time.thread_time() - started

    assert min(seconds(24_000) for _ in range(2)) < 8 * min(seconds(6_000) for _ in range(2))


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
