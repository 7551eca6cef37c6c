"""BBC News Oʻzbek: Cyrillic; in Latin script at the same address with /lat behind it, once under /lotin/."""

from crawler.discovery import Feed, ListPage
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class BbcUzbek(NewsSpider):
    """Machine-readable dates are days without a time. Class names are hashes that change with every release."""

    name = "bbc_uzbek"
    zone = "Asia/Tashkent"
    allowed_domains = ("bbc.com",)
    editions = (
        Edition("https://www.bbc.com/uzbek/", "uz", "Cyrl"),
        Edition("https://www.bbc.com/uzbek/lotin/", "uz", "Latn"),
    )
    article = r"bbc\.com/uzbek/(?:lotin/)?(?:articles/\w+|[\w-]+-\d{6,})(?:/lat|/cyr)?$"
    discovery = (
        Feed("https://feeds.bbci.co.uk/uzbek/rss.xml"),
        Feed("https://feeds.bbci.co.uk/uzbek/latin/rss.xml"),
        ListPage(
            "https://www.bbc.com/uzbek/topics/c8y949r98pgt?page={page}",
            item="[data-testid=topic-promos] li",
            date="time",
        ),
    )
    layouts = (
        Layout(
            title="h1#content",
            body="main[role=main]",
            date="main time[datetime]",
            cut=("h1", "time", "section", "figure", "[role=region]", "[data-e2e]"),
        ),
    )
