"""Boilerplate that a site repeats is learned from articles that were stored."""

from __future__ import annotations

import pytest

from tests.processing.articles import TEXT, make_article
from xabar.article import Article
from xabar.extraction.draft import Cut
from xabar.extraction.line_types import ARTICLES
from xabar.extraction.repetition import FORGOTTEN
from xabar.processing.boilerplate import cut_boilerplate, cut_repeated, explain_cuts
from xabar.processing.cuts import whole_article
from xabar.processing.ingest import ingest
from xabar.processing.learning import LOOK_BACK
from xabar.processing.steps import Context
from xabar.records.store import RecordStore

SLOGAN = "Янги кун — ҳар куни сиз билан бирга"
SENTENCE = "Таҳририят ўз ўқувчилари учун ҳар куни ишлайди."


def cut(records: RecordStore, article: Article) -> Article:
    return cut_boilerplate(article, Context(known_lines=records.line_verdicts(article.site)))


def own_text(number: int) -> str:
    return f"{number}-мактаб ўқувчилари учун янги спорт зали қурилди, унда ҳар куни машғулот ўтади."


def store(records: RecordStore, number: int, *lines: str) -> Article:
    article = cut(records, make_article(number, body="\n".join(lines)))
    ingest(records, article)
    return article


def test_rules_clean_the_first_article_already(records: RecordStore) -> None:
    article = cut(records, make_article(body="\n".join((*TEXT, "«Янги кун»ни Telegram’да ўқинг!"))))
    assert article.body == "\n".join(TEXT)


def explain(records: RecordStore, article: Article) -> list[Cut]:
    known = records.line_verdicts(article.site)
    return explain_cuts(article, Context(known_lines=known), records.paragraph_counts(article.site, known))


def test_every_cut_is_explained(records: RecordStore) -> None:
    for number in range(ARTICLES):
        store(records, number, own_text(number), SLOGAN)
    promotion = "«Янги кун»ни Telegram’да ўқинг!"
    article = make_article(9, body="\n".join((own_text(9), SLOGAN, promotion)))
    assert [(each.text, each.rule) for each in explain(records, article)] == [
        (promotion, "promotion"),
        (SLOGAN, f"learned: in {ARTICLES} articles of {article.site}"),
    ]
    assert cut(records, article).body == own_text(9)


@pytest.mark.parametrize("place", ["head", "tail"])
def test_repeated_line_goes_once_it_is_known(records: RecordStore, place: str) -> None:
    for number in range(ARTICLES):
        lines = (own_text(number), SLOGAN) if place == "tail" else (SLOGAN, own_text(number))
        store(records, number, *lines)
    assert store(records, 9, own_text(9), SLOGAN).body == own_text(9)


def test_articles_stored_before_it_was_known_lose_it_too(records: RecordStore) -> None:
    for number in range(ARTICLES):
        store(records, number, own_text(number), SLOGAN)
    changes = records.changes_after(0, 10)
    bodies = {change.article.body for change in changes if change.article}
    assert bodies == {own_text(number) for number in range(ARTICLES)}
    (only,) = records.versions(make_article(0).id)
    assert whole_article(only).body == f"{own_text(0)}\n{SLOGAN}"


def test_other_alphabets_of_the_text_lose_the_same_paragraph(records: RecordStore) -> None:
    for number in range(ARTICLES):
        article = cut(records, make_article(number, body=f"{own_text(number)}\n{SLOGAN}"))
        article.body_normalized = "birinchi\nikkinchi"
        ingest(records, article)
    known = records.get_article(make_article(0).id)
    assert known is not None
    assert known.body_normalized == "birinchi"


def test_a_sentence_glued_to_the_last_one_is_learned_and_goes_everywhere(records: RecordStore) -> None:
    for number in range(8):
        store(records, number, own_text(number), f"{own_text(number + 50)} {SENTENCE}")
    bodies = {number: records.get_article(make_article(number).id) for number in range(ARTICLES)}
    assert {article and article.body for article in bodies.values()} == {
        f"{own_text(number)}\n{own_text(number + 50)}" for number in range(ARTICLES)
    }
    assert store(records, 9, own_text(9), f"{own_text(59)} {SENTENCE}").body.endswith(own_text(59))


def test_what_stands_behind_learned_boilerplate_is_learned_too(records: RecordStore) -> None:
    stack = [f"{letter} бурчак — {SLOGAN}" for letter in "абвгдежзик"]
    for number in range(ARTICLES):
        store(records, number, *(own_text(10 * number + part) for part in range(4)), *stack)
    first = records.get_article(make_article(0).id)
    assert first is not None
    assert first.body == "\n".join(own_text(part) for part in range(4))


@pytest.mark.slow
def test_a_redesign_is_forgotten(records: RecordStore) -> None:
    for number in range(ARTICLES):
        store(records, number, own_text(number), SLOGAN)
    for number in range(ARTICLES, FORGOTTEN + LOOK_BACK + ARTICLES):
        store(records, number, own_text(number), "Янги шиор")
    assert {line.text for line in records.list_boilerplate("kun_uz")} == {"Янги шиор"}


@pytest.mark.slow
def test_what_was_forgotten_is_known_again_when_it_is_met_again(records: RecordStore) -> None:
    for number in range(ARTICLES):
        store(records, number, own_text(number), SLOGAN)
    for number in range(ARTICLES, FORGOTTEN + LOOK_BACK + ARTICLES):
        store(records, number, own_text(number), own_text(1000 + number))
    assert records.list_boilerplate("kun_uz") == []
    for number in range(1000, 1000 + 3 * ARTICLES + 1):
        article = store(records, number, own_text(number), SLOGAN)
    stored = records.get_article(article.id)
    assert stored is not None
    assert stored.body == own_text(number)


def test_a_name_that_the_site_repeats_goes_to_the_authors(records: RecordStore) -> None:
    for number in range(ARTICLES):
        store(records, number, own_text(number), own_text(number + 50), "Нигора Каримова")
    articles = [records.get_article(make_article(number).id) for number in range(ARTICLES)]
    assert {article and article.authors for article in articles} == {("Нигора Каримова",)}
    assert not any(article and "Каримова" in article.body for article in articles)


def test_a_byline_above_learned_lines_goes_to_the_authors_and_comes_back_with_them(
    records: RecordStore,
) -> None:
    below = [f"{letter} бурчак — {SLOGAN}" for letter in "абвг"]
    writers = ("Нигора Каримова", "Али Валиев", "Ойбек Собиров", "Дилбар Юсупова", "Умид Раҳимов")
    for number, writer in enumerate(writers):
        text = [own_text(10 * number + part) for part in range(3)]
        store(records, number, *text, f"Муаллиф: {writer}", *below)
    for number, writer in enumerate(writers):
        article = records.get_article(make_article(number).id)
        assert article is not None
        assert article.body == "\n".join(own_text(10 * number + part) for part in range(3))
        assert article.authors == (writer,)
        assert f"Муаллиф: {writer}" in whole_article(article).body.split("\n")
    again = make_article(9, body="\n".join((own_text(9), own_text(8), "Муаллиф: Олим Олимов", *below)))
    assert ("Муаллиф: Олим Олимов", "last-byline") in [
        (each.text, each.rule) for each in explain(records, again)
    ]
    article = cut(records, again)
    cut_repeated(article, {})
    assert article.body.split("\n")[2:] == ["Муаллиф: Олим Олимов", *below]


@pytest.mark.parametrize("line", ["Муаллиф: Нигора Каримова", "Muallif: Ali Valiyev"])
def test_a_byline_is_not_part_of_the_body(records: RecordStore, line: str) -> None:
    article = cut(records, make_article(body="\n".join((*TEXT, line))))
    assert (article.body, article.authors) == ("\n".join(TEXT), (line.partition(": ")[2],))
    article = cut(records, make_article(body="\n".join((*TEXT, line)), authors=("Али Валиев",)))
    assert article.authors == ("Али Валиев",)


@pytest.mark.parametrize(
    "line",
    [
        "«Бу йўл бизга жуда керак эди, энди болалар пиёда боради», деди у.",
        "Бу ҳақда вазирлик матбуот хизмати хабар берди.",
        "ТОШКЕНТ, 26 дек – Sputnik.",
    ],
)
@pytest.mark.parametrize("place", ["head", "tail"])
def test_a_line_that_looks_like_text_stays_however_often_it_is_printed(
    records: RecordStore, line: str, place: str
) -> None:
    for number in range(2 * ARTICLES):
        lines = (own_text(number), line) if place == "tail" else (line, own_text(number))
        assert line in store(records, number, *lines).body
    assert records.list_boilerplate() == []


def test_structure_follows_the_body(records: RecordStore) -> None:
    for number in range(ARTICLES):
        item = make_article(number, body=f"{own_text(number)}\nReklama\n{SLOGAN}", structure="hpi")
        ingest(records, cut(records, item))
    first = records.get_article(make_article(0).id)
    assert first is not None
    assert (first.body, first.structure) == (own_text(0), "h")


def test_same_article_fetched_again_teaches_nothing(records: RecordStore) -> None:
    for _ in range(ARTICLES + 1):
        article = store(records, 1, own_text(1), SLOGAN)
    assert article.body == f"{own_text(1)}\n{SLOGAN}"


def test_refused_articles_teach_nothing(records: RecordStore) -> None:
    for number in range(ARTICLES + 1):
        cut(records, make_article(number, body=f"{own_text(number)}\n{SLOGAN}"))
    assert store(records, 9, own_text(9), SLOGAN).body.endswith(SLOGAN)


def test_other_sites_teach_nothing(records: RecordStore) -> None:
    for number in range(ARTICLES):
        store(records, number, own_text(number), SLOGAN)
    other = cut(records, make_article(9, site="daryo_uz", body=f"{own_text(9)}\n{SLOGAN}"))
    assert other.body.endswith(SLOGAN)


def test_repeated_sentence_in_the_middle_stays(records: RecordStore) -> None:
    for number in range(ARTICLES + 1):
        lines = [own_text(number * 10 + part) for part in range(6)]
        article = store(records, number, *lines[:3], SLOGAN, *lines[3:], own_text(number * 10 + 7))
    assert SLOGAN in article.body


def test_long_paragraph_of_background_stays(records: RecordStore) -> None:
    background = "Эслатиб ўтамиз, " + " ".join(own_text(number) for number in range(20, 23))
    for number in range(ARTICLES + 1):
        article = store(records, number, own_text(number), background)
    assert article.body.endswith(background)


def test_series_of_similar_articles_stay_whole(records: RecordStore) -> None:
    for number in range(ARTICLES + 1):
        rates = (
            f"Доллар курси {12_000 + number} сўм.",
            "Курсларни Марказий банк эълон қилади.",
            "Улар эртага кучга киради.",
        )
        article = store(records, number, *rates)
    assert article.body == "\n".join(rates)


def pages_of(records: RecordStore, count: int, *lines: tuple[str, str]) -> None:
    """Store articles of the site that have these lines, each with its place on the page, below their texts."""
    for number in range(count):
        body = [own_text(number), own_text(number + 500), *(line.format(number) for line, _ in lines)]
        item = make_article(number, body="\n".join(body), places=("", "", *(place for _, place in lines)))
        ingest(records, cut(records, item))


def stored_body(records: RecordStore, number: int) -> str:
    article = records.get_article(make_article(number).id)
    assert article is not None
    return article.body


def test_a_sentence_at_a_place_of_boilerplate_goes_and_one_at_a_place_of_text_stays(
    records: RecordStore,
) -> None:
    pages_of(
        records,
        8,
        ("Лойиҳа ёшларга ёрдам бериш учун тузилган.", "div.loyiha"),
        ("{} киши келди.", "p.xulosa"),
    )
    assert "Лойиҳа" not in stored_body(records, 0)
    pages_of(records, 14, ("Текширув ҳали тугамаган.", "p.xulosa"))
    assert "Текширув" in stored_body(records, 0)


def test_a_line_beside_the_text_is_learned_in_the_middle_too(records: RecordStore) -> None:
    for number in range(6):
        lines = [own_text(number * 20 + part) for part in range(14)]
        lines[7:7] = ["Муҳим хабарлар аввал шу ерда чиқади."]
        item = make_article(number, body="\n".join(lines), places=(*[""] * 7, "section.promo/p", *[""] * 7))
        ingest(records, cut(records, item))
    assert "Муҳим" not in stored_body(records, 0)


def test_a_repeated_last_sentence_goes_from_a_repeated_sentence_of_the_text(records: RecordStore) -> None:
    for number in range(8):
        store(records, number, own_text(number), f"Суд ҳукми кучга кирмаган экан. {SENTENCE}")
    assert stored_body(records, 0) == f"{own_text(0)}\nСуд ҳукми кучга кирмаган экан."


def test_two_sentences_that_always_stand_together_are_one_passage(records: RecordStore) -> None:
    for number in range(20):
        store(records, number, own_text(number), "Йўл икки кун ёпиқ туради.", "Сўнг у яна очилади.")
    assert stored_body(records, 0).count("\n") == 2
