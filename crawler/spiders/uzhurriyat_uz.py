"""uzhurriyat.uz («Hurriyat», a weekly): Uzbek in two scripts, chosen by a parameter of the address."""

from crawler.discovery import ListPage
from crawler.slugs import SLUG
from crawler.spider import Edition, NewsSpider
from crawler.wordpress import BY_DAY, LAYOUT


class UzhurriyatUz(NewsSpider):
    """WordPress. `?lang=lat` and `?lang=cir` are editions of their own, so an address must keep its parameter."""

    name = "uzhurriyat_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("uzhurriyat.uz",)
    editions = (
        Edition("https://uzhurriyat.uz/", "uz"),
        Edition("https://uzhurriyat.uz/?lang=lat", "uz", "Latn"),
        Edition("https://uzhurriyat.uz/?lang=cir", "uz", "Cyrl"),
    )
    article = rf"^https://uzhurriyat\.uz/(?:{BY_DAY}|(?:[^/]+/)*{SLUG})"
    discovery = (
        ListPage("https://uzhurriyat.uz/?lang=lat", item="a[href]", choose="lang=lat"),
        ListPage("https://uzhurriyat.uz/?lang=cir", item="a[href]", choose="lang=cir"),
    )
    layouts = (LAYOUT,)
