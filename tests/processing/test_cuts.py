"""Nothing that is cut from a text is lost: it stays in the record, and comes back when a verdict is withdrawn."""

from __future__ import annotations

import signal
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import fork_server
from tests.processing.articles import TEXT, make_article
from xabar.article import Article, CutText, Verdict
from xabar.extraction.line_types import ARTICLES
from xabar.extraction.plain import paragraph_key
from xabar.extraction.repetition import FORGOTTEN
from xabar.processing.boilerplate import cut_boilerplate, cut_repeated
from xabar.processing.cuts import LEARNED, marked_paragraphs, put_back, whole_article
from xabar.processing.ingest import ingest
from xabar.processing.learning import FEW, LOOK_BACK, clean_marked, clean_site
from xabar.processing.steps import Context, load_step
from xabar.records.store import RecordStore
from xabar.search.elastic.documents import article_document, read_document
from xabar.search.elastic.mapping import FIELDS

SLOGAN = "Янги кун — ҳар куни сиз билан бирга"
GLUED = "Бизни @yangikun саҳифасида кузатинг."
RULED = "«Янги кун»ни Telegram’да ўқинг!"
# letters of the other script, an old font, a broken word: what the repair changes, and the alphabets after it
LINES = (
    *TEXT,
    SLOGAN,
    RULED,
    f"{TEXT[1]} {RULED}",
    f"{TEXT[0]} {GLUED}",
    f"{TEXT[2]} {GLUED} {SLOGAN}",
    "Reklama",
    "Муаллиф: Нигора Каримова",
    "Мавзуга оид",
    "Янги кўприк очилди",
    f"{TEXT[2]} <?php the_ad(4); ?>",
    "Cамарқанд шаҳрида янги кўприк oчилди, унинг узунлиги бир километр.",
    "",
    " ​ ",
    "Bo`ladi-gan ish haqida xabar",
)
# Four slices of one article, and a fifth that is not committed.
KILLED = """
import os, signal, sys
from xabar.processing.learning import clean_marked
from xabar.records.store import RecordStore

with RecordStore(sys.argv[1]) as records:
    for _ in range(4):
        with records.transaction():
            clean_marked(records, "kun_uz", seconds=0)
    with records.transaction():
        clean_marked(records, "kun_uz", seconds=0)
        os.kill(os.getpid(), signal.SIGKILL)
"""
VERDICTS: tuple[Verdict, ...] = ("learned", "pinned", "allowed")
STEPS = ("boilerplate", "scripts", "language")


def run(article: Article, known: dict[int, Verdict]) -> Article:
    context = Context(alphabets={"uz": "Latn"}, known_lines=known)
    for step in STEPS:
        article = load_step(step)(article, context)
    return article


def texts(article: Article) -> tuple[object, ...]:
    """The texts of an article. Of the printed one only the words: its spacing and apostrophes may be repaired."""
    printed = (
        None
        if article.body_printed is None
        else [paragraph_key(line) for line in article.body_printed.split("\n")]
    )
    return (
        article.body,
        printed,
        article.body_normalized,
        article.structure,
        [words(cut) for cut in article.cuts],
    )


def words(cut: CutText) -> CutText:
    return replace(cut, printed=None)


def squeezed(lines: list[str]) -> str:
    return "".join("".join(lines).split())


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=12), st.data())
def test_what_is_cut_comes_back_letter_by_letter(lines: list[str], data: st.DataObject) -> None:
    keys = [paragraph_key(text) for text in (*LINES, GLUED)]
    known = data.draw(st.dictionaries(st.sampled_from(keys), st.sampled_from(VERDICTS)))
    kinds = data.draw(st.one_of(st.just(""), st.text("phiqat", min_size=len(lines), max_size=len(lines))))
    article = cut_boilerplate(
        make_article(body="\n".join(lines), structure=kinds), Context(known_lines=known)
    )
    cut = article.body
    put_back(article)
    assert article.cuts == ()
    # a dateline gets the space that its page forgot
    assert squeezed(article.body.split("\n")) == squeezed([line for line in lines if line.strip(" ​")])
    if kinds and article.body:
        assert len(article.structure) == len(article.body.split("\n"))
    if cut == article.body:
        assert cut_boilerplate(article, Context(known_lines=known)).cuts == ()


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=12), st.data())
def test_all_texts_come_back_as_if_nothing_had_been_known(lines: list[str], data: st.DataObject) -> None:
    keys = [paragraph_key(text) for text in (*LINES, GLUED)]
    known = data.draw(st.dictionaries(st.sampled_from(keys), st.sampled_from(VERDICTS)))
    kinds = data.draw(st.text("phiqat", min_size=len(lines), max_size=len(lines)))
    text = "\n".join((*TEXT, *lines))
    allowed: dict[int, Verdict] = {key: verdict for key, verdict in known.items() if verdict == "allowed"}
    ignorant = run(make_article(body=text, structure="ppp" + kinds), allowed)
    article = run(make_article(body=text, structure="ppp" + kinds), known)
    cut_repeated(article, allowed)
    assert texts(article) == texts(ignorant)
    cut_repeated(article, known)
    again = texts(article)
    cut_repeated(article, known)
    assert texts(article) == again
    for other in (article.body_printed, article.body_normalized):
        assert other is None or other.count("\n") == article.body.count("\n")


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=12))
def test_a_record_reads_back_with_its_cuts(lines: list[str]) -> None:
    article = run(make_article(body="\n".join((*TEXT, *lines))), {paragraph_key(SLOGAN): "pinned"})
    assert Article.from_dict(article.to_dict()) == article
    shown = [line for line, reason in marked_paragraphs(article)]
    assert "\n".join(shown) == whole_article(article).body


def test_a_mark_says_what_was_cut_where_and_why() -> None:
    lines = (TEXT[0], "Reklama", SLOGAN, f"{TEXT[2]} {RULED}")
    article = cut_boilerplate(
        make_article(body="\n".join(lines)), Context(known_lines={paragraph_key(SLOGAN): "learned"})
    )
    assert article.body == f"{TEXT[0]}\n{TEXT[2]}"
    assert [(line, reason) for line, reason in marked_paragraphs(article)] == [
        (lines[0], None),
        (lines[1], "advertisement"),
        (lines[2], "learned"),
        (lines[3], "promotion"),
    ]


def test_an_index_does_not_have_the_cuts() -> None:
    article = make_article(cuts=(CutText(1, SLOGAN, "learned"),))
    document = article_document(article, article.fetched_at)
    assert document.keys() <= FIELDS.keys()
    assert "cuts" not in FIELDS
    assert read_document(document).body == article.body


def test_an_article_without_cuts_is_stored_as_before() -> None:
    assert "cuts" not in make_article().to_dict()


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=12), st.sampled_from((*LINES, GLUED, RULED)))
def test_an_allowed_line_stays_though_a_rule_takes_it_and_all_else_is_as_before(
    lines: list[str], allowed: str
) -> None:
    article = run(make_article(body="\n".join((*TEXT, *lines))), {})
    before, whole = [cut.reason for cut in article.cuts], texts(whole_article(article))
    cut_repeated(article, {paragraph_key(allowed): "allowed"})
    assert texts(whole_article(article)) == whole
    assert set(before) >= {cut.reason for cut in article.cuts}
    assert all(paragraph_key(cut.text) != paragraph_key(allowed) for cut in article.cuts)


# --- in the records ---------------------------------------------------------------------------------------------


def own_text(number: int) -> str:
    return f"{number}-мактаб ўқувчилари учун янги спорт зали қурилди, унда ҳар куни машғулот ўтади."


def store(records: RecordStore, number: int, *lines: str) -> Article:
    article = make_article(number, body="\n".join(lines))
    article = cut_boilerplate(article, Context(known_lines=records.line_verdicts(article.site)))
    ingest(records, article)
    return article


def body(records: RecordStore, number: int) -> str:
    article = records.get_article(make_article(number).id)
    assert article is not None
    return article.body


@pytest.fixture
def learned(records: RecordStore) -> RecordStore:
    """Records in which a line and a glued sentence were learned; some articles came before, some after."""
    for number in range(ARTICLES + 3):
        store(records, number, own_text(number), f"{own_text(number + 50)} {GLUED}", SLOGAN)
    assert body(records, 0) == body(records, 0) == f"{own_text(0)}\n{own_text(50)}"
    return records


def test_an_allowed_line_comes_back_everywhere_at_once_and_the_feed_carries_it(learned: RecordStore) -> None:
    before = learned.last_sequence()
    learned.set_verdict("kun_uz", paragraph_key(SLOGAN), SLOGAN, "allowed")
    assert clean_site(learned, "kun_uz") == ARTICLES + 3
    changes = learned.changes_after(before, 100)
    assert {change.article.body for change in changes if change.article} == {
        f"{own_text(number)}\n{own_text(number + 50)}\n{SLOGAN}" for number in range(ARTICLES + 3)
    }
    assert clean_site(learned, "kun_uz") == 0


def test_an_allowed_sentence_comes_back_too(learned: RecordStore) -> None:
    learned.set_verdict("kun_uz", paragraph_key(GLUED), GLUED, "allowed")
    assert clean_site(learned, "kun_uz") == ARTICLES + 3
    assert body(learned, 1) == f"{own_text(1)}\n{own_text(51)} {GLUED}"


def test_our_own_reading_makes_no_versions(learned: RecordStore) -> None:
    learned.set_verdict("kun_uz", paragraph_key(SLOGAN), SLOGAN, "allowed")
    clean_site(learned, "kun_uz")
    assert len(learned.versions(make_article(0).id)) == 1


def test_fetched_again_it_is_the_same_article(learned: RecordStore) -> None:
    article = make_article(0, body=f"{own_text(0)}\n{own_text(50)} {GLUED}\n{SLOGAN}")
    article.fetched_at += timedelta(hours=2)
    known = learned.line_verdicts("kun_uz")
    first = learned.get_article(article.id)
    assert first is not None
    article = cut_boilerplate(article, Context(known_lines=known))
    article.group_id = first.group_id
    assert ingest(learned, article).outcome == "unchanged"


def test_a_forgotten_line_comes_back(learned: RecordStore) -> None:
    assert ARTICLES + 3 <= FEW
    for number in range(ARTICLES + 3, ARTICLES + 3 + FORGOTTEN + LOOK_BACK):
        store(learned, number, own_text(number), own_text(1000 + number))
    assert learned.list_boilerplate("kun_uz") == []
    assert body(learned, 0) == f"{own_text(0)}\n{own_text(50)} {GLUED}\n{SLOGAN}"


def test_what_many_articles_had_stays_known_after_a_redesign(records: RecordStore) -> None:
    for number in range(FEW + 1):
        store(records, number, own_text(number), own_text(number + 500), SLOGAN)
    for number in range(FEW + 1, FEW + 1 + FORGOTTEN + LOOK_BACK):
        store(records, number, own_text(number), own_text(1000 + number))
    assert SLOGAN not in body(records, 0)
    assert set(records.line_verdicts("kun_uz").values()) == {"learned"}


def test_every_cut_has_a_living_verdict(learned: RecordStore) -> None:
    for change in learned.changes_after(0, 100):
        assert change.article is not None
        assert {cut.reason for cut in change.article.cuts} <= {*LEARNED}
    for line in list(learned.line_verdicts("kun_uz")):
        learned.set_verdict("kun_uz", line, "", None)
    clean_site(learned, "kun_uz")
    assert not any(change.article and change.article.cuts for change in learned.changes_after(0, 100))


def test_a_final_line_break_leaves_structure_and_text_in_step() -> None:
    article = make_article(body="«Янги кун»ни Telegram’да ўқинг!\n", structure="aa")
    put_back(cut_boilerplate(article, Context()))
    assert (article.body, article.structure) == ("«Янги кун»ни Telegram’да ўқинг!", "a")


def test_former_versions_lose_and_regain_a_line_with_the_article(records: RecordStore) -> None:
    for text in ("эски", "янги"):
        article = make_article(1, body=f"{own_text(1)} {text}\n{SLOGAN}")
        article.fetched_at += timedelta(hours=len(records.versions(article.id)))
        ingest(records, article)
    for verdict in ("pinned", "allowed"):
        records.set_verdict("kun_uz", paragraph_key(SLOGAN), SLOGAN, verdict)
        clean_site(records, "kun_uz")
        tail = f"\n{SLOGAN}" if verdict == "allowed" else ""
        assert [each.body for each in records.versions(article.id)] == [
            f"{own_text(1)} {text}{tail}" for text in ("эски", "янги")
        ]


def test_a_writer_that_is_killed_between_two_slices_leaves_the_rest_marked(tmp_path: Path) -> None:
    """Each slice is a transaction: an article is cut and no longer marked, or neither."""
    place = tmp_path / "records.sqlite"
    with RecordStore(place) as records:
        for number in range(9):
            store(records, number, own_text(number), f"{own_text(number + 50)} {SLOGAN}.")
        key = paragraph_key(f"{SLOGAN}.")
        records.set_verdict("kun_uz", key, f"{SLOGAN}.", "learned")
        records.mark_uncleaned("kun_uz", key)
    killed = fork_server.run(KILLED, place)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    with RecordStore(place) as records:
        assert sum(SLOGAN in body(records, number) for number in range(9)) == 5
        with records.transaction():
            assert not clean_marked(records, "kun_uz")
        assert not any(SLOGAN in body(records, number) for number in range(9))
        assert not records.has_uncleaned("kun_uz")
