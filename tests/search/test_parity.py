"""The Python analysis and Elasticsearch's `_analyze` must give the same terms for every text."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from xabar.language.folding import fold_name
from xabar.language.loosening import loosen
from xabar.search.analysis import GAP, Terms, analyze_fields
from xabar.search.elastic.mapping import index_body
from xabar.search.elasticsearch_analysis import elasticsearch_analysis
from xabar.search.engine import INDEX_LANGUAGES

SHARED_DATA = Path(__file__).parents[3] / "shared" / "data"
ANALYZERS: dict[str, Callable[[Terms, str], str]] = {
    "news_stem": lambda terms, language: terms.stems.replace(GAP, ""),
    "news_fold": lambda terms, language: terms.folded,
    "news_loose": lambda terms, language: terms.loose,
    "news_loose_query": lambda terms, language: loosen(terms.stems.replace(GAP, ""), language),
    "news_names": lambda terms, language: terms.names,
}

SEPARATOR = "Zzққbdbd9zz"  # it is a name, and has a loose term in every language that has any

HOSTILE = [
    "",
    "'’ʻ `´ — «» \u00ad\u200b",
    "İstanbul ISTANBUL ıstanbul istanbul İİ ıı Iı",
    "O‘zbekiston Oʻzbekiston O'zbekiston O`zbekiston OʼZBEKISTON Ózbekiston Özbekiston Õzbekiston",
    "Исҳоқ Is’hoq ISʼHOQ асҳоб мусҳаф Ishoq",
    "сентябрь СЕНТЯБРЬ Октябрь бюджет БЮДЖЕТ концерт цирк пицца",
    "ЕЛЬ ель Объект объём подъезд мўъжиза санъат ЪЬ ъ ь",
    "\u041e\u0443\u0306\u0437\u0431\u0435\u043a o\u0308zbek g\u0306isht s\u0327ahar e\u0301e\u0308 и\u0306и\u0306",
    "Ǵalym ǵylym Gʼylym ǴYLYM ıýshaq ШЫМКЕНТ Şymkent S'ymkent c'ai",
    "قازاقستان رەسپۋبليكاسى ٴۇي ءتىل ﻗﺎﺯﺍﻗﺴﺘﺎﻥ ﷲ ﻼ قــازاق مُحَمَّد",
    "ＡＢＣ Ｏ＇ｚｂｅｋ １２３ ｏ‘",
    "COVID-19 C5+1 kun.uz U2 5G 2021-yilda 90-йиллар №5 ½ ² ① Ⅻ 1mm3",
    'АҚШ-тың АҚШ–тан «Замин»ни «Замин»-ни "Ростех"нинг НАТО-ға 2021-dagi 5-ning a-da-dan ni-ni -ni »ни',
    "😀🇺🇿 ўзбек👍🏽tili 👨‍👩‍👧 \ufe0fa\ufe0f",
    "中文 日本語 한국어 ελληνικά ΟΔΟΣ ὈΔΥΣΣΕΎΣ עברית ไทย ქართული",
    "ß ẞ ﬁ ǅ ǆ ŉ ſ K Å Σ ς",
    "a" * 70 + " " + "лар" * 40 + " " + "o'" * 50,
    "қ" * 48_000,
    "cалом cyбъект Тoshkent Тоshkеnt қазаk kитаб pахмат Pахмат",
    "_salom_ sa_lom __ a_ _b",
    "Қай қала? «Қандай» қашан-қайда, неге Ким; qaysi shahar? Qachon-da nima, где и когда? Какой",
    "Ma'no maʼno mano qurʼon’ning ‘kino’ ‘Booking’ tong’ togʻ",
]


@pytest.fixture(scope="module", params=INDEX_LANGUAGES)
def analyzed_index(
    request: pytest.FixtureRequest, elasticsearch_url: str
) -> Iterator[tuple[Elasticsearch, str, str]]:
    """Yield an index with the generated analysis of one language."""
    name = f"xabar-test-{secrets.token_hex(4)}"
    with Elasticsearch(elasticsearch_url, request_timeout=60) as client:
        settings = {"index": {"number_of_replicas": 0, "analyze": {"max_token_count": 1_000_000}}}
        analysis = index_body(request.param)["settings"]["index"]["analysis"]
        client.indices.create(index=name, settings={**settings, "analysis": analysis})
        yield client, name, request.param
        client.indices.delete(index=name)


def server_terms(
    analyzed: tuple[Elasticsearch, str, str], analyzer: str, texts: Sequence[str]
) -> list[list[str]]:
    """Return the server's terms, text by text: all texts go in one call, a separating word between them."""
    client, index, language = analyzed
    parts = [part for text in texts for part in (text, SEPARATOR)]
    answer = client.indices.analyze(index=index, analyzer=analyzer, text=parts, filter_path="tokens.token")
    tokens = answer.get("tokens", [])
    [separated] = ANALYZERS[analyzer](analyze_fields(SEPARATOR, language), language).split() or [""]
    if not separated:  # Russian has no loose terms
        assert tokens == []
        return [[] for _ in texts]
    terms: list[list[str]] = [[]]
    for token in tokens:
        if token["token"] == separated:
            terms.append([])
        else:
            terms[-1].append(token["token"])
    return terms[:-1]


def differences(
    analyzed: tuple[Elasticsearch, str, str], texts: Sequence[str]
) -> list[tuple[str, str | list[str], str | list[str]]]:
    language = analyzed[2]
    found = []
    batches = iter(texts)
    while batch := list(islice(batches, 100)):
        terms = [analyze_fields(text, language) for text in batch]
        for analyzer, terms_of in ANALYZERS.items():
            answers = server_terms(analyzed, analyzer, batch)
            for text, ours_of, server in zip(batch, terms, answers, strict=True):
                ours = terms_of(ours_of, language).split()
                if ours != server:
                    first = next(
                        (pair for pair in zip(ours, server, strict=False) if pair[0] != pair[1]),
                        (ours, server),
                    )
                    found.append((text[:200], *first))
    return found


def test_hostile_strings(analyzed_index: tuple[Elasticsearch, str, str]) -> None:
    assert differences(analyzed_index, HOSTILE) == []


def test_random_strings_of_all_that_the_tables_know(analyzed_index: tuple[Elasticsearch, str, str]) -> None:
    language = analyzed_index[2]
    letters = sorted({letter for key in elasticsearch_alphabet(language) for letter in key})
    choose = random.Random(5)
    texts = ["".join(choose.choices([*letters, *"  -»’'laringdan"], k=60)) for _ in range(300)]
    assert differences(analyzed_index, texts) == []


def test_whole_names(analyzed_index: tuple[Elasticsearch, str, str]) -> None:
    client, index, language = analyzed_index
    letters = sorted({letter for key in elasticsearch_alphabet(language) for letter in key})
    choose = random.Random(7)
    names = ["".join(choose.choices([*letters, *"  -»’laring.,#"], k=30)) for _ in range(300)]
    names += [" ".join(text.split())[:1000] for text in HOSTILE if text]
    names = [name for name in (" ".join(name.split()) for name in names) if name]
    answer = client.indices.analyze(index=index, normalizer="news_keyword", text=names)
    server = [token["token"] for token in answer["tokens"]]
    assert [
        (name, fold_name(name, language), theirs)
        for name, theirs in zip(names, server, strict=True)
        if fold_name(name, language) != theirs
    ] == []


def elasticsearch_alphabet(language: str) -> list[str]:
    """Return the left sides of the generated mapping."""
    mappings = elasticsearch_analysis(language)["char_filter"]["news_letters"]["mappings"]
    return [mapping.split(" => ")[0].encode().decode("unicode_escape") for mapping in mappings]


@pytest.mark.needs_shared
@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.skipif(not SHARED_DATA.is_dir(), reason="the shared data does not lie beside the checkout")
def test_five_thousand_texts(analyzed_index: tuple[Elasticsearch, str, str]) -> None:
    texts = []
    for name in ("ntrex-uz", "ntrex-kk", "ntrex-ru", "sib200-uz", "sib200-kk"):
        lines = (SHARED_DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        texts += [line.split("\t")[-1] for line in lines]
    assert len(texts) >= 5_000
    if analyzed_index[2] in ("ru", "other"):
        texts = texts[::5]
    assert differences(analyzed_index, texts) == []
