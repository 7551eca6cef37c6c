"""The frame of a line is what is left when everything is masked that differs from article to article."""

from __future__ import annotations

import pytest

from xabar.extraction.frame_types import frames_needed, is_label_like
from xabar.extraction.frames import MAX_FRAME, MOST, find_frames, frame_keys, read_label
from xabar.extraction.line_types import least_needed

SAME = [
    ("Sahifa 3-mart kuni 09:15 da toʻldirildi", "Sahifa 21-avgust kuni 18:40 da toʻldirildi"),
    ("Бет 5 мамырда 10:20-да толықтырылды", "Бет 17 шілдеде 08:05-да толықтырылды"),
    ("بەت 5 مامىر 10:20 تولىقتى", "بەت 17 قازان 08:05 تولىقتى"),
    ("Salima Oripova tahlil qildi", "Jamol Erkinov tahlil qildi"),
    ("Tahlilchi Salima Oripova", "Tahlilchi Jamol Erkinov"),
    ("سالىما وراپوۆا تالداعان", "جامال ەركىنوۆ تالداعان"),
    ("تالداعان سالىما وراپوۆا", "تالداعان جامال ەركىنوۆ"),
    ("Guruhlash: bogʻ, issiqxona", "Guruhlash: chorva"),
    ("Ilmoqlar #bogʻ #suv", "Ilmoqlar #chorva"),
    ("Belgilar bogʻ, suv", "Belgilar chorva, yem, don"),
    ("YANA KOʻRING → Chorva koʻpaydi", "YANA KOʻRING → Suv keldi"),
    ("Bundan tashqari: Nega suv kam?", "Bundan tashqari: Kim aybdor?"),
    ("AFP bergan surat", "EPA bergan surat"),
]


@pytest.mark.parametrize(("line", "other"), SAME)
def test_lines_that_differ_in_what_is_masked_share_a_frame(line: str, other: str) -> None:
    assert set(frame_keys(line)) & set(frame_keys(other))


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("Salima Oripova tahlil qildi", "Salima Oripova rasmga oldi"),
        ("Guruhlash: bogʻ", "Hudud: bogʻ"),
        ("Doʻst gazetlar", "Qoʻshni saytlar"),
        ("Sahifa 3-mart kuni toʻldirildi", "Maqola 3-mart kuni tuzatildi"),
    ],
)
def test_lines_with_other_words_share_none(line: str, other: str) -> None:
    assert not set(frame_keys(line)) & set(frame_keys(other))


@pytest.mark.parametrize(
    "line", ["", "12", "Salima Oripova", "5 may", "а" * (MAX_FRAME + 1), "Йўл икки кун ёпиқ туради."]
)
def test_line_of_which_nothing_or_everything_is_left_has_none(line: str) -> None:
    assert frame_keys(line) == ()


def test_a_name_or_a_sentence_makes_no_label() -> None:
    assert read_label("Guruhlash: bogʻ") == "Guruhlash"
    assert read_label("Jamol Erkinov: ish bitdi") is None
    assert read_label("Muharrir izohi: narxlar yaxlitlangan.") is None
    assert read_label("Soat 12:40 da") is None


def test_sentences_subheads_and_lists_in_mid_text_have_no_frame() -> None:
    lines = ["Bir gap bor edi.", "Guruhlash: bogʻ", "Guruhlash: suv", "Yoʻl 12-may kuni yopildi."]
    assert len(find_frames(lines, "", ())) == 1
    assert find_frames(lines, "phip", ()) == {}
    assert len(find_frames(lines, "phip", {3})) == 1


def test_what_stands_more_often_in_a_text_is_a_list() -> None:
    assert find_frames(["Narxi: olma"] * MOST, "", ()) != {}
    assert find_frames(["Narxi: olma"] * (MOST + 1), "", ()) == {}


@pytest.mark.parametrize(
    ("line", "needed"),
    [
        ("Guruhlash: bogʻ", 15),
        ("— Doʻst gazetlar —", 15),
        ("Tahlil qilgan Salima Oripova.", 15),
        ("Sahifa 09:15 da toʻldirildi.", 15),
        ("Salima Oripova tahlil qildi.", 27),  # a short sentence with a name
        ("Yoʻl 12-may kuni yopildi.", 27),
        ("Yoʻl 12-may kuni ertalab soat toʻqqizda yopildi.", 36),
        ("Bogʻ 12-may kuni Salima Oripova nomi bilan ochildi.", 48),
        ("Matnga 5-may kuni soat 12:00 da tuzatish kiritildi.", 15),  # a stamp, though it corrects
        ("بەتتى حاميت عانيەۆ ازىرلەدى", 27),
        ("تۇلعا كۇلىپ قارسى الدى.", 36),  # in letters without case nothing shows that it names someone
        ("Oltin: 1 120 000 soʻm", None),
        ("Yer: 12 daraja", None),
        ("— Yoʻq, — dedi u", None),
    ],
)
def test_a_sentence_needs_more_than_a_label_and_what_an_article_says_is_none(
    line: str, needed: int | None
) -> None:
    assert frames_needed(line, 60) == needed
    assert needed is None or needed >= least_needed(60)


def test_a_line_that_ends_with_a_name_is_a_credit_unless_it_reports() -> None:
    assert is_label_like("Tahlil qilgan Salima Oripova.")
    assert not is_label_like("Bu haqda xabar bergan Salima Oripova.")
    assert not is_label_like("Ular suvni tejash yoʻlini oʻrgandi.")


def test_a_day_and_a_time_alone_are_one_stamp() -> None:
    assert frame_keys("⟳ 16:36 — 15-oktabr") == frame_keys("chorshanba, 1-noyabr, 06:30") != ()


def test_letters_without_case_show_a_name_between_two_words() -> None:
    one, other = frame_keys("بەتتى گاۋھار سۇلەيمەنوۆ ازىرلەدى"), frame_keys("بەتتى حاميت عانيەۆ ازىرلەدى")
    assert set(one) & set(other)
