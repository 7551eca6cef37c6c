"""review.uz, a journal of economics: Russian, Uzbek in two scripts, English. `uz` is Latin, `oz` is Cyrillic."""

from crawler.discovery import Feed
from crawler.spider import Edition, NewsSpider


class ReviewUz(NewsSpider):
    """Only its feeds and addresses are known."""

    name = "review_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("review.uz",)
    editions = (
        Edition("https://review.uz/", "ru", "Cyrl"),
        Edition("https://review.uz/uz/", "uz", "Latn"),
        Edition("https://review.uz/oz/", "uz", "Cyrl"),
        Edition("https://review.uz/en/", "en", "Latn"),
    )
    article = r"review\.uz/(?:\w\w/)?post/[^/]+$"
    discovery = (
        Feed("https://review.uz/uz/feed"),
        Feed("https://review.uz/oz/rss"),
        Feed("https://review.uz/rss"),
    )
