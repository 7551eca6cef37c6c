"""uznews.uz: Russian, Uzbek in Cyrillic under /uz/."""

from crawler.discovery import Feed, Sitemap
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout
from xabar.interface import LAYOUT, Interface


class UznewsUz(NewsSpider):
    """Pages are drawn by scripts; the interface gives the text. A number names one article, whatever the prefix.

    The feed's times are in a wrong zone («Thu, 26 Oct 23 10:24:31 +0530»), and `lastmod` is the same in all twelve
    sitemaps, of which the last is taken for the newest.
    """

    name = "uznews_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("uznews.uz",)
    editions = (Edition("https://uznews.uz/", "ru", "Cyrl"), Edition("https://uznews.uz/uz/", "uz", "Cyrl"))
    article = r"uznews\.uz/(?:\w\w/)?(?:news|posts)/(?P<id>\d+)$"
    discovery = (
        Feed("https://uznews.uz/uz/rss"),
        Feed("https://www.uznews.uz/rss"),
        Sitemap("https://www.uznews.uz/sitemap12.xml", undated=100),
    )
    interface = Interface(
        address="https://api.uznews.uz/api/v1/posts/{id}",
        page="https://uznews.uz/news/{id}",
        title="result.post.title",
        body="result.post.description",
        date="result.post.created_at",
    )
    layouts = (
        LAYOUT,
        Layout(title="h1.section-header-title", body=".content", date=".section-header-date"),
    )
