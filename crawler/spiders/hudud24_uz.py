"""hudud24.uz: Uzbek in Cyrillic."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class Hudud24Uz(NewsSpider):
    """Rates and weather stand before the title. No feed is known: articles are found on the front page and in a list."""

    name = "hudud24_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("hudud24.uz",)
    editions = (Edition("https://hudud24.uz/", "uz", "Cyrl"),)
    article = r"hudud24\.uz/news/(?!most-view$)[^/]+$"
    discovery = (
        ListPage("https://hudud24.uz/", item="a[href*='/news/']"),
        ListPage("https://hudud24.uz/news/most-view", item="a[href*='/news/']"),
    )
    layouts = (Layout(title="h2.font-bold.leading-130", body="._render_content", date=".flex-y-center"),)
