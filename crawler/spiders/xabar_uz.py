"""xabar.uz: Uzbek, Russian."""

from crawler.discovery import Feed, ListPage
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class XabarUz(NewsSpider):
    """An article lies below its section; older addresses are /post/slug, without an edition."""

    name = "xabar_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("xabar.uz",)
    editions = (Edition("https://xabar.uz/uz/", "uz"), Edition("https://xabar.uz/ru/", "ru", "Cyrl"))
    article = r"xabar\.uz/(?:(?:uz|ru)/[\w-]+|post)/[^/]+$"
    discovery = (
        Feed("https://xabar.uz/uz/rss"),
        Feed("https://xabar.uz/ru/rss"),
        ListPage("https://xabar.uz/uz/yangiliklar?load=60", item=".media-info", date=".date-time"),
    )
    layouts = (
        Layout(title="h2.post__title", body=".post__body", date=".date-time", section=".article__category a"),
    )
