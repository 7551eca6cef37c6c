"""ktk.kz, the channel КТК: Russian below /ru/, Kazakh below /kz/."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider

_MORE = "https://www.ktk.kz/%s/News/AjaxPublications/"
_DAY = "lastDate={after:%d.%m.%Y}"


class KtkKz(NewsSpider):
    """The button «Ещё новости» posts a day and gets the news before it. The chain of certificates is incomplete."""

    name = "ktk_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("ktk.kz",)
    unverified_hosts = ("www.ktk.kz",)
    editions = (
        Edition("https://www.ktk.kz/kz/", "kk", "Cyrl"),
        Edition("https://www.ktk.kz/ru/", "ru", "Cyrl"),
    )
    article = r"ktk\.kz/(?:kz|ru)/.+/20\d\d/\d\d/\d\d/[^/]+/$"
    discovery = (
        ListPage(_MORE % "kz", item="article", form=_DAY),
        ListPage(_MORE % "ru", item="article", form=_DAY),
    )
