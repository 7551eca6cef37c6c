"""Every boilerplate rule takes its example lines and leaves the real text beside them. The sentences are our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.extraction.boilerplate import cut_boilerplate
from xabar.extraction.plain import paragraph_key
from xabar.extraction.rules.bylines import BYLINES
from xabar.extraction.rules.code import CODE, PIECES
from xabar.extraction.rules.labels import LABELS
from xabar.extraction.rules.menu import MENU
from xabar.extraction.rules.notices import NOTICES, TYPO_REPORTS
from xabar.extraction.rules.picture_credits import CREDIT, GENERATED
from xabar.extraction.rules.promotion import LINES, TAILS
from xabar.extraction.rules.related import ALSO_HEADING, COMMENTS, RELATED, RELATED_LINE
from xabar.extraction.rules.rule import Rule
from xabar.extraction.rules.sharing import SHARING, SHARING_TAILS

FIRST = "Тошкент шаҳрида янги кутубхона очилди, унда ўн мингга яқин китоб бор."
LAST = "Кутубхона ҳар куни соат саккиздан ўн тўққизгача ишлайди."

ANYWHERE = (*LABELS, *CODE, *LINES, *NOTICES, *SHARING, RELATED_LINE, CREDIT, GENERATED)
AT_THE_END = (*TYPO_REPORTS, *TAILS, *SHARING_TAILS, RELATED, ALSO_HEADING, COMMENTS)
RULES = (*ANYWHERE, *AT_THE_END, *BYLINES, *MENU, PIECES)


def goes(rules: tuple[Rule, ...]) -> list[tuple[str, str]]:
    return [(rule.name, line) for rule in rules for line in rule.goes]


def numbered(rules: tuple[Rule, ...]) -> list[str]:
    """Return names of tests, because several rules may have one name."""
    return [f"{rule.name}-{number}" for number, rule in enumerate(rules)]


REAL = [line for rule in RULES for line in rule.stays]


def test_every_rule_has_examples_of_both_kinds() -> None:
    assert [rule for rule in RULES if not (rule.goes and rule.stays)] == []


@pytest.mark.parametrize("rule", ANYWHERE, ids=numbered(ANYWHERE))
def test_line_goes_wherever_it_stands(rule: Rule) -> None:
    for line in rule.goes:
        cleaned = cut_boilerplate([FIRST, line, LAST])
        assert cleaned.paragraphs == (FIRST, LAST), line
        assert [cut.rule for cut in cleaned.cuts] == [rule.name], line


_NEW_LETTERS = (
    ("O‘", "Ö"),
    ("o‘", "ö"),
    ("G‘", "Ğ"),
    ("g‘", "ğ"),
    ("Sh", "Ş"),
    ("sh", "ş"),
    ("Ch", "Ç"),
    ("ch", "ç"),
)


def in_new_letters(line: str) -> str:
    """Return a line of today's Uzbek Latin in the letters of 2026, or a Kazakh one in those of 2021."""
    for apostrophe in "'ʻ’":
        line = line.replace(f"o{apostrophe}", "o‘").replace(f"g{apostrophe}", "g‘")
        line = line.replace(f"O{apostrophe}", "O‘").replace(f"G{apostrophe}", "G‘")
    for old, new in _NEW_LETTERS:
        line = line.replace(old, new)
    return line


ENGLISH = ("Share",)
NEW = [
    (rule, new)
    for rule, line in goes(ANYWHERE)
    if not line.startswith(ENGLISH) and (new := in_new_letters(line)) != line
]


@pytest.mark.parametrize(("rule", "line"), NEW, ids=[line for _, line in NEW])
def test_a_rule_takes_its_lines_in_the_new_letters_too(rule: str, line: str) -> None:
    # so a pattern writes o'? and sh? where the new alphabets have one letter
    assert rule in [cut.rule for cut in cut_boilerplate([FIRST, line, LAST]).cuts]


@pytest.mark.parametrize("rule", AT_THE_END, ids=numbered(AT_THE_END))
def test_tail_goes_even_when_glued_to_the_last_sentence(rule: Rule) -> None:
    for tail in rule.goes:
        cleaned = cut_boilerplate([FIRST, *(LAST + tail).split("\n")])
        assert cleaned.paragraphs == (FIRST, LAST), tail
        assert rule.name in [cut.rule for cut in cleaned.cuts], tail


@pytest.mark.parametrize("head", [line for rule in MENU for line in rule.goes])
def test_a_menu_above_the_text_goes(head: str) -> None:
    cleaned = cut_boilerplate([*head.split("\n"), FIRST, LAST])
    assert cleaned.paragraphs == (FIRST, LAST)
    assert {cut.rule for cut in cleaned.cuts} == {"menu"}


@pytest.mark.parametrize("line", [line for rule in MENU for line in rule.stays])
def test_one_word_of_a_menu_above_the_text_stays(line: str) -> None:
    assert cut_boilerplate([line, FIRST, LAST]).cuts == ()


@pytest.mark.parametrize("rule", RULES, ids=numbered(RULES))
def test_real_text_stays(rule: Rule) -> None:
    cuts = {text: cut_boilerplate([FIRST, text, LAST]).cuts for text in rule.stays}
    assert {text: cut for text, cut in cuts.items() if cut} == {}


def test_whole_widget_in_one_paragraph_goes_piece_by_piece() -> None:
    widget = "Ctrl Enter Хато топдИнгизми Иборани ажратиб Ctrl+Enter тугмасини босинг"
    cleaned = cut_boilerplate([f"{FIRST} {LAST} «Янги кун»ни Telegram’да ўқинг! {widget}"])
    assert cleaned.paragraphs == (f"{FIRST} {LAST}",)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Муаллиф: Нигора Каримова", ("Нигора Каримова",)),
        ("Автор: Серік Ахметов", ("Серік Ахметов",)),
        ("Muallif: Ali Valiyev va Vali Aliyev", ("Ali Valiyev", "Vali Aliyev")),
        ("Nazokat Usmonova, O‘zA", ("Nazokat Usmonova",)),
        ("Айгүл АХМЕТ, «Egemen Qazaqstan»", ("Айгүл АХМЕТ",)),
        ("اۆتور: ايگۇل احمەت", ("ايگۇل احمەت",)),
    ],
)
def test_the_writer_s_line_gives_its_names_to_the_authors(line: str, names: tuple[str, ...]) -> None:
    cleaned = cut_boilerplate([FIRST, LAST, line])
    assert (cleaned.paragraphs, cleaned.authors) == ((FIRST, LAST), names)


def test_a_writer_in_the_middle_is_text() -> None:
    text = [FIRST, LAST, "Муаллиф: Нигора Каримова", FIRST + "1", LAST + "2", FIRST + "3"]
    assert cut_boilerplate(text).paragraphs == tuple(text)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_title_repeated_at_the_head_goes(place: int) -> None:
    text = [FIRST, LAST, FIRST + " 1"]
    cleaned = cut_boilerplate(
        [*text[:place], "Yangi kutubxona ochildi", *text[place:]], title="Yangi kutubxona  ochildi!"
    )
    assert cleaned.paragraphs == tuple(text)
    assert [cut.rule for cut in cleaned.cuts] == ["repeated-title"]


def test_lead_printed_twice_stays_once() -> None:
    assert cut_boilerplate([FIRST, LAST, FIRST, LAST + " 1"]).paragraphs == (FIRST, LAST, LAST + " 1")


def test_a_refrain_further_down_stays() -> None:
    text = (FIRST, *(f"{number}-{LAST}" for number in range(4)), FIRST)
    assert cut_boilerplate(text).paragraphs == text


def test_heading_in_the_middle_takes_no_text_with_it() -> None:
    cleaned = cut_boilerplate([FIRST, "Мавзуга оид", LAST])
    assert cleaned.paragraphs == (FIRST, LAST)


def test_links_to_other_articles_go_with_their_heading_in_the_middle_too() -> None:
    text = [FIRST, "Мавзуга оид", "Янги кўприк очилди", "Бозорда нарх тушдими?", LAST]
    cleaned = cut_boilerplate(text, structure="phaap")
    assert (cleaned.paragraphs, cleaned.structure) == ((FIRST, LAST), "pp")


def test_a_linked_sentence_is_text() -> None:
    assert cut_boilerplate([FIRST, LAST, FIRST + "1"], structure="pap").cuts == ()


def test_another_article_running_on_goes() -> None:
    own = [FIRST, LAST, f"{FIRST} 1", f"{LAST} 2"]
    other = [
        "Бозорда нарх тушди",
        "24.11.2026, 10:15",
        "Деҳқон бозорида нарх тушди.",
        "Сотувчилар шуни айтди.",
    ]
    cleaned = cut_boilerplate([*own, *other], structure="pppptppp")
    assert cleaned.paragraphs == tuple(own)
    assert {cut.rule for cut in cleaned.cuts} == {"next-article"}


def test_template_code_inside_a_paragraph_goes_alone() -> None:
    cleaned = cut_boilerplate([f"{FIRST} <?php the_ad(4); ?>", "Йўл {{ road.length }} километр.", LAST])
    assert cleaned.paragraphs == (FIRST, "Йўл километр.", LAST)


def test_text_of_nothing_but_boilerplate_is_returned_whole() -> None:
    assert cut_boilerplate(["Reklama", "Ulashish"]).paragraphs == ("Reklama", "Ulashish")


def test_key_is_blind_to_case_spacing_punctuation_and_apostrophes() -> None:
    assert paragraph_key("Bo‘lim: YANGI kun!") == paragraph_key("bo'lim  yangi kun")
    assert paragraph_key("Bo‘lim 1") != paragraph_key("Bo‘lim 2")
    assert paragraph_key("Batafsil: https://t.me/kun/12") == paragraph_key("Batafsil: https://t.me/kun/7")


@given(st.lists(st.text(max_size=120), max_size=8), st.text(max_size=40))
def test_nothing_is_added_but_spaces_and_the_order_stays(paragraphs: list[str], title: str) -> None:
    kept = cut_boilerplate(paragraphs, title=title).paragraphs
    rest = iter("".join(paragraphs).replace(" ", ""))
    assert all(letter in rest for letter in "".join(kept).replace(" ", ""))


@given(st.lists(st.sampled_from([FIRST, LAST, *REAL, *(line for _, line in goes(ANYWHERE))]), max_size=10))
def test_cleaning_twice_changes_nothing_more(paragraphs: list[str]) -> None:
    once = cut_boilerplate(paragraphs).paragraphs
    if once != tuple(paragraphs):
        assert cut_boilerplate(once).paragraphs == once


@given(
    st.lists(st.sampled_from([FIRST, LAST, "Reklama", "Муаллиф: Али Валиев", "Мавзуга оид"]), max_size=9),
    st.data(),
)
def test_structure_stays_beside_its_paragraphs(paragraphs: list[str], data: st.DataObject) -> None:
    kinds = data.draw(st.text(alphabet="phiqat", min_size=len(paragraphs), max_size=len(paragraphs)))
    cleaned = cut_boilerplate(paragraphs, structure=kinds)
    assert len(cleaned.structure) == len(cleaned.paragraphs)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece",
    [
        "ctrl ",
        "@aaaa ",
        "хато ",
        "telegram ",
        "«. ",
        "выделите ",
        "a.b",
        "манба ",
        "#a",
        "<?",
        "{{",
        "12 usd ",
        "А-",
    ],
)
def test_hostile_paragraph_takes_no_time(piece: str) -> None:
    cut_boilerplate([piece * 40, piece * 50_000])


def test_a_survey_keeps_the_opinions_under_their_subhead() -> None:
    opinions = [f"{number}-мутахассис: {LAST} {FIRST}" for number in range(3)]
    text = (FIRST, LAST, "Фикрлар", *opinions)
    assert cut_boilerplate(text, structure="pphppp").paragraphs == text


def test_counted_comments_go_however_long_they_are() -> None:
    cleaned = cut_boilerplate((FIRST, LAST, "Фикрлар (2)", f"{LAST} {FIRST}" * 3))
    assert cleaned.paragraphs == (FIRST, LAST)
