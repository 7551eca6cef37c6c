"""python -m bench.alerts [--alerts 1000] [--articles 500]: see README.md."""

from __future__ import annotations

import argparse
import gc
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import tantivy

from bench.embedded.corpus import articles
from xabar.alerts.definition import Definition
from xabar.alerts.matching import Matcher
from xabar.article import Article
from xabar.records.database import to_milliseconds
from xabar.records.store import RecordStore
from xabar.search.analysis import analyze_fields
from xabar.search.embedded.batch_analysis import ArticleTerms
from xabar.search.embedded.language_index import LanguageIndex
from xabar.search.embedded.queries import compile_query
from xabar.search.engine import SearchRequest, index_language
from xabar.search.percolation.article_view import ArticleView
from xabar.search.percolation.compiling import compile_condition
from xabar.search.percolation.percolator import Frequencies, Percolator
from xabar.search.percolation.requests import query_of
from xabar.search.query_tree import Query

POOL: Final = 2000  # articles from whose words the queries are made
LOOK: Final = 50  # articles that a crawl stores between two looks at the alerts
BASELINE: Final = 25  # articles for the baselines, which take long
ROUNDS: Final = 3  # the best of them counts


def make_requests(count: int) -> list[SearchRequest]:
    """Return queries of every kind. Four of five are about words that at most one article in a hundred has."""
    pool = list(articles(POOL, seed=13))
    texts = [f"{article.title} {article.body}".lower().replace(".", "").split() for article in pool]
    frequency = Counter(word for text in texts for word in set(text))
    rng = random.Random(3)
    requests: list[SearchRequest] = []
    while len(requests) < count:
        place = rng.randrange(POOL)
        broad = rng.random() < 0.2
        words = [word for word in texts[place] if len(word) > 3 and (broad or frequency[word] <= POOL // 100)]
        if len(words) < 4:
            continue
        a, b, c, d = rng.sample(words, 4)
        at = rng.randrange(len(texts[place]) - 3)
        phrase = " ".join(texts[place][at : at + 2])
        kinds = [a, a, a.capitalize(), f"{a} {b}", f"{a} OR {b} OR {c}", f"{a} ({b} OR {c}) -{d}"]
        kinds += [f'"{phrase}"', f'"{phrase} {a}"~5', f"{a[:6]}*", f"title:{a}", f"{a} language:uz"]
        kinds += [f"{a} OR {b} site:{pool[place].site}"]
        query = rng.choice(kinds)
        requests.append(SearchRequest(query, exact=rng.random() < 0.2))
    return requests


def cost(work: Callable[[Article], object], found: Sequence[Article]) -> float:
    """Return the CPU milliseconds an article, of the best round."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.process_time()
        for article in found:
            work(article)
        best = min(best, time.process_time() - began)
    return best * 1000 / len(found)


def cost_after_the_index(work: Callable[[Article], object], found: Sequence[Article]) -> float:
    """Return what `cost` does where the index has analysed the articles of a look just before, as in a crawl."""
    spent = 0.0
    for start in range(0, len(found), LOOK):
        look = found[start : start + LOOK]
        for article in look:
            analyse(article)
        began = time.process_time()
        for article in look:
            work(article)
        spent += time.process_time() - began
    return spent * 1000 / len(found)


def analyse(article: Article) -> None:
    """Analyse an article as an index does."""
    language = index_language(article.language)
    analyze_fields(article.title, language)
    analyze_fields(article.body, language)


def one_by_one(asked: Sequence[Query]) -> Callable[[Article], list[int]]:
    """Return what asks every query of an article."""
    languages = ("uz", "kk", "ru", "other")
    compiled = {language: [compile_condition(query, language) for query in asked] for language in languages}

    def ask(article: Article) -> list[int]:
        view = ArticleView(article)
        conditions = compiled[view.language]
        return [place for place, each in enumerate(conditions) if each is not None and each.holds(view)]

    return ask


def one_document_index(asked: Sequence[Query], folder: Path) -> Callable[[Article], list[int]]:
    """Return what makes an index of one article in memory, and searches it with every query."""
    indexes = {language: LanguageIndex(folder / language, create=True) for language in ("uz", "kk")}
    compiled = {
        language: [compile_query(query, language, index.schema) for query in asked]
        for language, index in indexes.items()
    }

    def ask(article: Article) -> list[int]:
        language = index_language(article.language)
        terms = ArticleTerms(analyze_fields(article.title, language), analyze_fields(article.body, language))
        index = tantivy.Index(indexes[language].schema)
        writer = index.writer(15_000_000, 1)
        version = to_milliseconds(article.fetched_at)
        writer.add_document(indexes[language].document(article, version, terms))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        searcher = index.searcher()
        return [
            place
            for place, query in enumerate(compiled[language])
            if query is not None and searcher.search(query, 1).hits
        ]

    return ask


def whole_pass(
    requests: Sequence[SearchRequest], found: Sequence[Article], folder: Path
) -> tuple[float, int]:
    """Return the CPU milliseconds an article of passes during a crawl, with reading and writing, and their matches."""
    now = datetime(2026, 3, 2, tzinfo=UTC)
    with RecordStore(folder / "records.sqlite") as records:
        with records.transaction():
            for place, request in enumerate(requests):
                definition = Definition(request.query, ("feed",), exact=request.exact)
                records.put_alert(f"a{place}", definition.to_json(), sequence=0, now=now)
        matcher = Matcher()
        matcher._compile(records.alerts(), now.date(), found[:200])
        for language in ("uz", "kk"):  # compile before the clock runs
            first = next(each for each in found if each.language == language)
            matcher._percolator.matching(first)
        spent, matched = 0.0, 0
        for start in range(0, len(found), LOOK):
            with records.transaction():
                for article in found[start : start + LOOK]:
                    records.put_article(article)
                    analyse(article)
            began = time.process_time()
            matched += matcher.match_waiting(records, lambda: now)
            spent += time.process_time() - began
        return spent * 1000 / len(found), matched


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alerts", type=int, default=1000)
    parser.add_argument("--articles", type=int, default=500)
    options = parser.parse_args()
    requests = make_requests(options.alerts)
    asked = [query_of(request) for request in requests]
    found = list(articles(options.articles))
    began = time.process_time()
    percolator = Percolator(dict(enumerate(asked)), Frequencies(found[:200]))
    for language in ("uz", "kk"):
        percolator.matching(next(each for each in found if each.language == language))
    compiling = time.process_time() - began
    for article in found:
        analyse(article)  # every word has been met, as in a crawl that goes on
    gc.collect()
    analysis, ours = cost(analyse, found), cost(percolator.matching, found)
    ours_in_a_crawl = cost_after_the_index(percolator.matching, found)
    few = found[:BASELINE]
    naive = one_by_one(asked)
    with tempfile.TemporaryDirectory() as folder:
        indexed = one_document_index(asked, Path(folder) / "index")
        for article in few:
            assert percolator.matching(article) == naive(article) == indexed(article), article.url
        by_condition, by_index = cost(naive, few), cost(indexed, few)
        passing, matched = whole_pass(requests, found, Path(folder))
    print(f"{len(asked)} alerts, {len(found)} articles, {matched / len(found):.1f} matches an article")
    print(f"compiling, once in each of two languages: {compiling:.2f} s of CPU")
    print("CPU an article, in milliseconds:")
    print(f"  analysis alone                          {analysis:8.3f}")
    print(f"  percolator, with analysis               {ours:8.3f}")
    print(f"  percolator, after the index's analysis  {ours_in_a_crawl:8.3f}")
    print(f"  a whole pass after it, with the records {passing:8.3f}")
    print(
        f"  every query one by one                  {by_condition:8.3f}   {by_condition / ours:6.1f} × the percolator"
    )
    print(
        f"  an index of one article                 {by_index:8.3f}   {by_index / ours:6.1f} × the percolator"
    )


if __name__ == "__main__":
    main()
