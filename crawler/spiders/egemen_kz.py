"""egemen.kz, the state daily: Kazakh in three scripts on three hosts; Russian, English."""

from crawler.discovery import Feed, ListPage, Sitemap
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class EgemenKz(NewsSpider):
    """The `lat.` and `ar.` hosts carry the same articles, set by machine; `lat.` has served Cyrillic at times."""

    name = "egemen_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("egemen.kz",)
    editions = (
        Edition("https://egemen.kz/", "kk", "Cyrl"),
        Edition("https://lat.egemen.kz/", "kk", "Latn"),
        Edition("https://ar.egemen.kz/", "kk", "Arab"),
        Edition("https://ru.egemen.kz/", "ru", "Cyrl"),
        Edition("https://en.egemen.kz/", "en", "Latn"),
    )
    article = r"/article/\d+-[^/]+(?:/amp)?$|/news/\d+$"
    discovery = (
        Feed("https://egemen.kz/rss"),
        ListPage("https://egemen.kz/last-news?page={page}", item=".last-news-item", date=".text-grey"),
        ListPage("https://lat.egemen.kz/last-news?page={page}", item=".last-news-item", date=".text-grey"),
        ListPage("https://ar.egemen.kz/last-news?page={page}", item=".last-news-item", date=".text-grey"),
        Sitemap("https://egemen.kz/sitemap.xml", undated=50),
        Sitemap("https://ru.egemen.kz/sitemap.xml", undated=50),
        Sitemap("https://en.egemen.kz/sitemap.xml", undated=50),
    )
    layouts = (
        Layout(
            title="h1.responsive_title",
            body="[itemprop=articleBody]",
            date="span.text-grey",
            authors=".name-auth h4",
            tags=".tags-list a",
            cut=(".more-news", "p:has(> img)"),
        ),
    )
