"""kun.uz: Uzbek in two scripts, Russian. The evidence for paths and class names is of 2022 to 2026."""

from crawler.discovery import DailySitemap, Feed, ListPage
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class KunUz(NewsSpider):
    """The Latin edition has no prefix; /kr is Cyrillic. The sitemap of a day holds all editions."""

    name = "kun_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("kun.uz",)
    editions = (
        Edition("https://kun.uz/", "uz", "Latn"),
        Edition("https://kun.uz/kr/", "uz", "Cyrl"),
        Edition("https://kun.uz/ru/", "ru", "Cyrl"),
        Edition("https://kun.uz/en/", "en", "Latn"),
    )
    article = r"/news/20\d\d/\d\d/\d\d/[^/]+$"
    discovery = (
        DailySitemap("https://kun.uz/sitemap/site-map-news_day_{d}_year_{y}_month_{m}.xml"),
        Feed("https://kun.uz/news/rss"),
        ListPage("https://kun.uz/news/list?page={page}", item="#news-list a.daily-block", date="p.news-date"),
    )
    layouts = (
        Layout(
            title="h1.news-inner__content-title",
            body=".news-inner__content-page",
            date=".news-inner__content-stats",
            tags=".news-inner__content-tags a, a.tags-ui__link",
        ),
        Layout(
            title="h1.single-header__title",
            body=".single-content",
            date=".single-header__meta .date",
            tags="a.tags-ui__link",
        ),
    )
