"""terabayt.uz: Uzbek, on technology."""

from crawler.slugs import SLUG
from crawler.spider import Edition, NewsSpider
from crawler.wordpress import LAYOUT, PagedFeed


class TerabaytUz(NewsSpider):
    """Only its feed is known. WordPress."""

    name = "terabayt_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("terabayt.uz",)
    editions = (Edition("https://www.terabayt.uz/", "uz"),)
    article = rf"^https://terabayt\.uz/(?:[^/]+/)*{SLUG}"
    discovery = (PagedFeed("https://www.terabayt.uz/feed"),)
    layouts = (LAYOUT,)
