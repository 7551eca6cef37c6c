"""What texts share of a query's words in parts of four letters."""

from __future__ import annotations

from xabar.search.word_parts import score_parts


def test_words_of_one_root_share_parts() -> None:
    derived, compound, other = score_parts(
        ["электр", "қуаты"],
        ["Электрлендіру басталды.", "Жаңа гидроэлектростанция.", "Ауа райы болжамы."],
        "kk",
    )
    assert derived > compound > other == 0


def test_the_beginning_of_a_word_is_not_the_middle_of_another() -> None:
    begins, has = score_parts(["тас"], ["Таспа", "Қостас"], "kk")
    assert begins > has == 0


def test_spelling_and_script_do_not_matter() -> None:
    latin, cyrillic = score_parts(["koʻprik"], ["Ko‘prik qurildi.", "Кўприк қурилди."], "uz")
    assert latin == cyrillic > 0


def test_what_few_texts_have_counts_more() -> None:
    common = ["Toshkent shahri"] * 4
    rare, often, *_ = score_parts(["Toshkent", "metrosi"], ["Yangi metro", *common], "uz")
    assert rare > often > 0


def test_a_long_text_has_parts_by_chance() -> None:
    short, long = score_parts(["metro"], ["Metro ochildi.", "Metro ochildi. " + "Boshqa gap. " * 50], "uz")
    assert short > long


def test_stop_words_do_not_count() -> None:
    assert score_parts(["қандай"], ["Қандай күн?", "Ауа райы"], "kk") == [0, 0]


def test_nothing_to_compare_scores_nothing() -> None:
    assert score_parts(["metro"], [], "uz") == []
    assert score_parts([], ["Metro"], "uz") == [0]
    assert score_parts(["metro"], ["", "…"], "uz") == [0, 0]
