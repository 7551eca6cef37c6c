"""kapital.uz, business news: Russian."""

from crawler.spider import Edition, NewsSpider
from crawler.wordpress import LAYOUT, PagedFeed


class KapitalUz(NewsSpider):
    """WordPress. An article is /slug/, as any other page; only what the feed names is asked for."""

    name = "kapital_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("kapital.uz",)
    editions = (Edition("https://kapital.uz/", "ru", "Cyrl"),)
    article = r"kapital\.uz/(?!rss|feed|wp-|category|tag|author|page)[\w%-]+/$"
    discovery = (PagedFeed("https://kapital.uz/feed/"),)
    layouts = (LAYOUT,)
