"""Lines that differ in every article are learned by their frame, and reporting that looks like them stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.processing.articles import make_article
from xabar.extraction.line_types import is_sentence
from xabar.processing.boilerplate import cut_boilerplate, explain_cuts
from xabar.processing.ingest import ingest
from xabar.processing.steps import Context
from xabar.records.store import RecordStore

ARTICLES = 24
NAMES = ("Salima Oripova", "Jamol Erkinov", "Dilbar Aminova", "Zokir Boltayev", "Muhabbat Siddiqova")
TOPICS = ("bogʻ", "chorva", "suv", "paxta", "asal", "uzum", "ipak")


def text(number: int) -> list[str]:
    return [
        f"Qishloqda {number}-ariq tozalandi, endi {number + 40} xonadon suvsiz qolmaydi, deyishdi bogʻbonlar.",
        f"Ish {number + 2} kun davom etdi va unga {number + 15} kishi jalb qilindi, hashar ham oʻtkazildi.",
        f"Keyingi ariq {number + 3} kilometr boʻlib, uni kuzda boshlashadi, hozir loyiha tayyorlanyapti.",
    ]


def bodies(records: RecordStore, line: Callable[[int], str], at: int, every: int = 1) -> list[str]:
    """Store articles that have a line at a place, and return their texts as they are stored in the end."""
    ids = []
    for number in range(ARTICLES):
        lines = text(number)
        if number % every == 0:
            lines.insert(at, line(number))
        article = make_article(number, body="\n".join(lines))
        known = records.line_verdicts(article.site)
        ingest(records, cut_boilerplate(article, Context(known_lines=known)))
        ids.append(article.id)
    stored = records.get_articles(ids)
    return [stored[key].body for key in ids]


BOILERPLATE = {
    "stamp": lambda n: f"Sahifa {n % 27 + 1}-mart kuni {n % 14 + 8}:{n + 10} da toʻldirildi",
    "credit": lambda n: f"{NAMES[n % 5]} tahlil qildi",
    "credit with a full stop": lambda n: f"Tahlil qilgan {NAMES[n % 5]}.",
    "tags": lambda n: f"Guruhlash: {TOPICS[n % 7]} / {TOPICS[n * 3 % 7]}",
    "label": lambda n: "— Doʻst gazetlar —",
    "label before a title": lambda n: f"Bundan tashqari: {TOPICS[n % 7].title()} haqida nimalarni bilamiz?",
}


@pytest.mark.parametrize("at", [0, 1, 3])
@pytest.mark.parametrize("line", BOILERPLATE.values(), ids=BOILERPLATE.keys())
def test_line_that_tells_nothing_goes_wherever_it_stands(
    records: RecordStore, line: Callable[[int], str], at: int
) -> None:
    if is_sentence(line(0)) and at == 1:
        at = 3  # a sentence counts at the ends only
    assert bodies(records, line, at) == ["\n".join(text(number)) for number in range(ARTICLES)]


TRUE = {
    "a note of the editors": (lambda n: "Tahririyatdan: suhbatdoshlarning ismi oʻzgartirilgan.", 3, 6),
    "what an office asked": (lambda n: "Tahririyat hokimlikdan izoh soʻradi, hozircha javob kelmadi.", 3, 6),
    "a day of burial": (lambda n: f"Dafn marosimi {n + 1}-mart kuni boʻladi.", 3, 6),
    "an attribution": (lambda n: f"Bu haqda {NAMES[n % 5]} soʻzlab berdi.", 1, 2),
    "a quotation": (lambda n: f"«Suvni asrang!» — dedi {NAMES[n % 5]}.", 1, 3),
    "a price": (lambda n: f"Bugʻdoy: {n + 3000} soʻm", 1, 2),
    "a mayor's name": (lambda n: f"Yigʻinni {NAMES[n % 5]} olib bordi.", 3, 4),
}


@pytest.mark.parametrize(("line", "at", "every"), TRUE.values(), ids=TRUE.keys())
def test_reporting_stays(records: RecordStore, line: Callable[[int], str], at: int, every: int) -> None:
    stored = bodies(records, line, at, every)
    assert [line(n) in body for n, body in enumerate(stored)] == [n % every == 0 for n in range(ARTICLES)]


def test_two_sentences_that_always_stand_together_go_whole(records: RecordStore) -> None:
    notice = "Guvohnoma tartib raqami 0447. Mualliflik huquqi himoya qilingan."
    assert bodies(records, lambda n: notice, 3) == ["\n".join(text(number)) for number in range(ARTICLES)]


def test_a_sentence_stays_that_also_ends_without_the_notice_behind_it(records: RecordStore) -> None:
    closing, notice = "Qaror ertaga kuchga kiradi.", "Mualliflik huquqi himoya qilingan."
    stored = bodies(records, lambda n: f"{closing} {notice}" if n % 4 == 0 else notice, 3)
    assert [closing in body for body in stored] == [n % 4 == 0 for n in range(ARTICLES)]
    assert not any(notice in body for body in stored)


def test_line_of_a_known_frame_is_explained_and_comes_back_when_it_is_allowed(records: RecordStore) -> None:
    bodies(records, BOILERPLATE["credit"], 3)
    line = f"{NAMES[0]} tahlil qildi"
    article = make_article(99, body="\n".join([*text(99), line]))
    known = records.line_verdicts(article.site)
    counts = records.paragraph_counts(article.site, known)
    cuts = explain_cuts(article, Context(known_lines=known), counts)
    assert [(cut.text, cut.rule) for cut in cuts] == [
        (line, f"learned: in {ARTICLES} articles of {article.site}")
    ]
    allowed = Context(known_lines=dict.fromkeys(known, "allowed"))
    assert cut_boilerplate(article, allowed).body.endswith(line)
