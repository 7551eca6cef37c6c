"""Judge articles by their gold pages, and print the scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bench.extraction.gold import Gold
from bench.extraction.scores import BodyScore, same_letters
from crawler.discovery import Feed
from crawler.spider import Edition
from xabar.article import Article
from xabar.extraction.addresses import article_key_url
from xabar.extraction.layout import Layout
from xabar.site import Site

NOWHERE = Layout(title="no-such-element", body="no-such-element")


@dataclass(slots=True)
class Result:
    """The scores of one way to read the pages."""

    body: BodyScore = field(default_factory=BodyScore)
    right: Counter[str] = field(default_factory=Counter)
    judged: Counter[str] = field(default_factory=Counter)
    layers: Counter[str] = field(default_factory=Counter)
    planted: int = 0
    left: int = 0  # of the planted lines
    failures: list[str] = field(default_factory=list)


def unknown_site(gold: Gold, site: type[Site] | None) -> type[Site]:
    """Return a site of which only the host, the language and the zone are known."""
    host = article_key_url(gold.url).split("/")[2]

    class UnknownSite(Site):
        name = "unknown"
        zone = site.zone if site else ("Asia/Almaty" if host.endswith(".kz") else "Asia/Tashkent")
        allowed_domains = (host,)
        editions = (Edition(f"https://{host}/", gold.language),)
        article = r"^https?://[^/]+/."
        discovery = (Feed(f"https://{host}/rss"),)
        layouts = (NOWHERE,)

    return UnknownSite


def judge(result: Result, gold: Gold, article: Article | None) -> None:
    """Count one page."""
    found = article.body.split("\n") if article else []
    page_f1 = result.body.add(found, gold.body)
    result.layers[article.body_layer if article else "none"] += 1
    text = same_letters(" ".join(found))
    left = [line for line in gold.planted if same_letters(line) in text]
    result.planted += len(gold.planted)
    result.left += len(left)
    wrong = []
    for name, expected in gold.fields.items():
        value = found_field(article, name) if article else None
        same = _is_same(value, expected)
        result.judged[name] += 1
        result.right[name] += same
        if not same:
            wrong.append(f"{name}: {value!r}, expected {expected!r}")
    if page_f1 < 0.99 or left or wrong:
        mine, due = (dict.fromkeys(map(same_letters, text)) for text in (found, gold.body))
        extra = [line for line in mine if line not in due]
        lost = [line for line in due if line not in mine]
        result.failures.append(
            f"{gold.name} F1 {page_f1:.3f}; left {left}; extra {extra}; lost {lost}; {'; '.join(wrong)}"
        )


def found_field(article: Article, name: str) -> Any:
    """Return a field of the article in the form that the gold pages use."""
    if name == "canonical":
        return article.key
    if name == "published_at":
        return article.published_at and article.published_at.isoformat(timespec="minutes")
    value = getattr(article, name)
    return list(value) if isinstance(value, tuple) else value


def _is_same(value: Any, expected: Any) -> bool:
    if isinstance(value, list) and isinstance(expected, list):
        return sorted(map(same_letters, value)) == sorted(map(same_letters, expected))
    return value is not None and same_letters(value) == same_letters(expected)


def print_result(name: str, result: Result, failures: bool) -> None:
    """Print the scores of one way to read the pages, and its fields below."""
    body = result.body
    layers = ", ".join(f"{layer} {count}" for layer, count in result.layers.most_common())
    print(f"{name:12} {body}  ({layers})")
    print(f"{'':12} planted boilerplate gone {_share(result.planted - result.left, result.planted)}")
    total = _share(result.right.total(), result.judged.total())
    print(f"{'':12} fields right {total}: " + ", ".join(_fields(result)))
    if failures:
        print("\n".join(f"  {line}" for line in result.failures))


def _fields(result: Result) -> Iterable[str]:
    return (f"{name} {_share(result.right[name], count)}" for name, count in result.judged.items())


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} {100 * part / whole:.2f} %" if whole else "–"
