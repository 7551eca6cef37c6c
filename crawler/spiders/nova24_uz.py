"""nova24.uz: Russian."""

from crawler.slugs import SLUG
from crawler.spider import Edition, NewsSpider
from crawler.wordpress import LAYOUT, PagedFeed


class Nova24Uz(NewsSpider):
    """WordPress. Only its feed is known."""

    name = "nova24_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("nova24.uz",)
    editions = (Edition("https://nova24.uz/", "ru", "Cyrl"),)
    article = rf"^https://nova24\.uz/(?:[^/]+/)*{SLUG}"
    discovery = (PagedFeed("https://nova24.uz/feed/"),)
    layouts = (LAYOUT,)
