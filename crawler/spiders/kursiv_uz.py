"""uz.kursiv.media, business news of Uzbekistan: Russian, Uzbek, English."""

from crawler.spider import Edition, NewsSpider
from crawler.wordpress import LAYOUT, PagedFeed

_HOST = "https://uz.kursiv.media"


class KursivUz(NewsSpider):
    """WordPress with /YYYY-MM-DD/slug/. The Russian edition has no prefix in older addresses."""

    name = "kursiv_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("uz.kursiv.media",)
    editions = (
        Edition(f"{_HOST}/", "ru", "Cyrl"),
        Edition(f"{_HOST}/ru/", "ru", "Cyrl"),
        Edition(f"{_HOST}/uz/", "uz"),
        Edition(f"{_HOST}/en/", "en", "Latn"),
    )
    article = r"uz\.kursiv\.media/(?:\w\w/)?20\d\d-\d\d-\d\d/[^/]+/$"
    discovery = (PagedFeed(f"{_HOST}/uz/feed/"), PagedFeed(f"{_HOST}/ru/feed/"))
    layouts = (LAYOUT,)
