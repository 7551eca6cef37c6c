"""What each site's declaration tells apart: its articles from its other pages, and its editions."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from crawler.spider import NewsSpider
from xabar.app.project import all_sites, project_settings

SITES = all_sites(project_settings())

# Addresses as the sites print them (the numbers and slugs are invented).
ARTICLES = (
    ("kun_uz", "https://kun.uz/news/2026/11/24/yangi-koprik", "uz", "Latn"),
    ("kun_uz", "https://kun.uz/kr/news/2026/11/24/yangi-koprik", "uz", "Cyrl"),
    ("kun_uz", "https://kun.uz/ru/news/2026/11/24/novyy-most", "ru", "Cyrl"),
    ("daryo_uz", "https://daryo.uz/2026/11/24/yangi-poyezd", "uz", "Latn"),
    ("daryo_uz", "https://daryo.uz/uz/2026/11/24/yangi-poyezd", "uz", "Cyrl"),
    ("daryo_uz", "https://daryo.uz/en/2026/11/24/a-new-train", "en", "Latn"),
    ("gazeta_uz", "https://www.gazeta.uz/oz/2026/11/24/paxta/", "uz", "Latn"),
    ("gazeta_uz", "https://www.gazeta.uz/uz/2026/11/24/paxta/", "uz", "Cyrl"),
    ("gazeta_uz", "https://www.gazeta.uz/ru/2026/11/24/hlopok", "ru", "Cyrl"),
    ("zamin_uz", "https://zamin.uz/uz/jamiyat/123456-anor-bogi.html", "uz", None),
    ("zamin_uz", "https://zamin.uz/ru/obschestvo/123456-sad.html", "ru", "Cyrl"),
    ("qalampir_uz", "https://qalampir.uz/uz/news/non-narxi-120881", "uz", "Latn"),
    ("qalampir_uz", "https://qalampir.uz/ru/news/tsena-hleba-120881", "ru", "Cyrl"),
    ("uza_uz", "https://uza.uz/uz/posts/bugdoy_436197", "uz", "Latn"),
    ("uza_uz", "https://uza.uz/oz/posts/bugdoy_436198", "uz", "Cyrl"),
    ("ozodlik", "https://www.ozodlik.org/a/ichimlik-suvi/33123456.html", "uz", None),
    ("ozodlik", "https://www.ozodlik.org/a/33123456.html", "uz", None),
    ("egemen_kz", "https://egemen.kz/article/371234-auyl", "kk", "Cyrl"),
    ("egemen_kz", "https://lat.egemen.kz/article/371234-auyl", "kk", "Latn"),
    ("egemen_kz", "https://ar.egemen.kz/article/371234-auyl", "kk", "Arab"),
    ("egemen_kz", "https://www.lat.egemen.kz/article/371234-auyl", "kk", "Latn"),
    ("inform_kz", "https://kaz.inform.kz/kz/auyl-mektebi_a3812345", "kk", "Cyrl"),
    ("inform_kz", "https://kaz.inform.kz/news/auyl-mektebi-1a2b3c/", "kk", "Cyrl"),
    ("inform_kz", "https://qz.inform.kz/news/auyl-mektebi-1a2b3c/", "kk", "Latn"),
    ("inform_kz", "https://www.inform.kz/ru/shkola-1a2b3c", "ru", "Cyrl"),
    ("nur_kz", "https://kaz.nur.kz/politics/kazakhstan/2086925-zhana-zan/", "kk", "Cyrl"),
    ("nur_kz", "https://www.nur.kz/politics/kazakhstan/2086925-novyy-zakon/", "ru", "Cyrl"),
    ("tengrinews_kz", "https://kaz.tengrinews.kz/kazakhstan_news/aral-364674/", "kk", "Cyrl"),
    ("tengrinews_kz", "https://tengrinews.kz/kazakhstan_news/aral-550643/", "ru", "Cyrl"),
    ("azattyq", "https://www.azattyq.org/a/aral-balyqshylary/33123456.html", "kk", "Cyrl"),
    ("azattyq", "https://rus.azattyq.org/a/33123456.html", "ru", "Cyrl"),
)

OTHER_PAGES = (
    ("kun_uz", "https://kun.uz/"),
    ("kun_uz", "https://kun.uz/news/list?page=2"),
    ("kun_uz", "https://example.org/news/2026/11/24/yangi-koprik"),
    ("daryo_uz", "https://daryo.uz/yangiliklar?page=2"),
    ("daryo_uz", "https://daryo.uz/2026/11/24/"),
    ("gazeta_uz", "https://www.gazeta.uz/oz/list/news/?page=2"),
    ("gazeta_uz", "https://www.gazeta.uz/oz/2026/11/24/"),
    ("zamin_uz", "https://zamin.uz/uz/lastnews/page/2/"),
    ("zamin_uz", "https://zamin.uz/tags/anor/"),
    ("qalampir_uz", "https://qalampir.uz/uz/latest"),
    ("uza_uz", "https://api.uza.uz/api/v1/posts?page=1"),
    ("ozodlik", "https://www.ozodlik.org/z/421?p=2"),
    ("ozodlik", "https://www.ozodlik.org/t/suv.html"),
    ("egemen_kz", "https://egemen.kz/last-news?page=2"),
    ("inform_kz", "https://kaz.inform.kz/lenta/?page=2"),
    ("nur_kz", "https://kaz.nur.kz/society/"),
    ("nur_kz", "https://kaz.nur.kz/tags/5/"),
    ("tengrinews_kz", "https://kaz.tengrinews.kz/news/page/2/"),
    ("tengrinews_kz", "https://kaz.tengrinews.kz/tag/ai-2024/"),
    ("azattyq", "https://www.azattyq.org/z/330?p=2"),
)


@pytest.fixture(scope="module")
def spiders() -> dict[str, NewsSpider]:
    return {name: site() for name, site in SITES.items()}


@pytest.mark.parametrize(("site", "url", "language", "script"), ARTICLES)
def test_an_article_is_known_and_so_is_its_edition(
    spiders: dict[str, NewsSpider], site: str, url: str, language: str, script: str | None
) -> None:
    spider = spiders[site]
    assert spider.is_article(url)
    edition = spider.edition_of(url)
    assert (edition.language, edition.script) == (language, script)


@pytest.mark.parametrize(("site", "url"), OTHER_PAGES)
def test_other_pages_are_no_articles(spiders: dict[str, NewsSpider], site: str, url: str) -> None:
    assert not spiders[site].is_article(url)


def test_the_examples_name_every_site() -> None:
    assert {site for site, *_ in ARTICLES} == {site for site, _ in OTHER_PAGES} == set(SITES)


def test_the_documentation_names_every_site_and_nothing_else() -> None:
    text = (Path(__file__).parents[3] / "docs" / "sites.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| .*(?:Uzbek|Kazakh)", text, re.MULTILINE)
    assert sorted(rows) == sorted(SITES)


def test_the_documented_example_is_a_site() -> None:
    text = (Path(__file__).parents[3] / "docs" / "sites.md").read_text(encoding="utf-8")
    code = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert code
    names: dict[str, object] = {}
    exec(textwrap.dedent(code[1]), names)
    site = names["ExampleUz"]
    assert isinstance(site, type)
    assert issubclass(site, NewsSpider)
    assert site().is_article("https://example.uz/news/12")
