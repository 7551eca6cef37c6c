"""Where the press keeps feeds, sitemaps, lists and editions, each place with a site that keeps it there."""

from __future__ import annotations

from typing import Final

# Below a front page. The first that answers as a feed is taken.
FEEDS: Final = (
    "rss",  # egemen.kz, aniq.uz, uza.uz/uz
    "feed/",  # orda.kz, jasqazaq.kz: WordPress
    "rss.xml",  # zamin.uz, upl.uz: DLE
    "rss/",  # daryo.uz, gazeta.uz/uz
    "news/rss",  # kun.uz
    "feed",  # nuz.uz
    "rss/all.rss",  # kaz.nur.kz
    "rss/kz.xml",  # kaz.inform.kz
    "rss/ru.xml",  # inform.kz
    "export/rss2/archive/index.xml",  # sputniknews.uz
    "feed.xml",
    "atom.xml",
    "index.xml",
    "news/rss.xml",
)
EDITION_FEEDS: Final = 4  # of these below the front page of a further edition

# Below the root of a host. The first that answers as a sitemap is taken, unless robots.txt names any.
SITEMAPS: Final = (
    "sitemap.xml",  # egemen.kz, qalampir.uz
    "sitemap_index.xml",  # WordPress with Yoast
    "sitemap-index.xml",  # tengrinews.kz
    "sitemap/index.xml",  # zakon.kz
    "wp-sitemap.xml",  # WordPress 5.5
    "kk-sitemap-index.xml",  # kaz.tengrinews.kz
    "article-index-sitemap.xml",  # nur.kz
    "sitemap_archive.xml",  # sputnik.kz
    "news-sitemap.xml",
    "sitemap-news.xml",
    "google-news.xml",
)

# Words in the names of those sitemaps of an index that hold articles: post-sitemap.xml, materials-uz-2026-11-23.xml.
ARTICLE_SITEMAPS: Final = ("article", "material", "maqola", "news", "post", "stories")

# Lists of the newest articles, below a front page that links to no list in pages. The first that answers is taken.
LISTS: Final = (
    "news/list?page=1",  # kun.uz
    "yangiliklar?page=1",  # daryo.uz, xabar.uz
    "list/news/?page=1",  # gazeta.uz/uz
    "last-news?page=1",  # egemen.kz
    "lenta/?page=1",  # inform.kz
    "news/page/1/",  # tengrinews.kz
    "lastnews/page/1/",  # zamin.uz/uz
    "news/",  # aikyn.kz, and most others
    "latest",  # qalampir.uz/uz
    "all-news/",  # stan.kz
    "archive/?page=1",  # sputniknews.uz
    "novosti",  # informburo.kz
)

# Words in addresses of links to such lists. They are visited before other sections.
NEWEST: Final = (
    *("all-news", "archive", "barlyk", "barlyq", "janalyk", "janalyq", "jangalyq", "last", "latest", "lenta"),
    *("list", "news", "novosti", "posts", "songgi", "sonngy", "xabar", "yangilik", "zhanalyk", "zhanalyq"),
)

# The first part of a path, or the first name of a host, that names an edition: a language or a script. What it says is
# not believed (oz is Latin on gazeta.uz and Cyrillic on uza.uz): the articles below it are read.
EDITIONS: Final = frozenset((
    "uz", "oz", "kr", "uzl", "lotin", "kiril", "lat", "latin", "latyn", "cyr", "uzb", "kz", "kk", "kaz", "qaz", "qz",
    "ar", "arb", "tote", "lt", "tt", "ru", "rus", "en", "eng", "cn", "tr", "kaa", "qq", "vlast-qazaqsha", "english",
))  # fmt: skip
# Editions that are asked for where no page links to any, by the country of the host.
LIKELY_PATHS: Final = {
    "uz": ("uz", "oz", "kr", "ru"),  # gazeta.uz, uza.uz, kun.uz
    "kz": ("kz", "kk", "ru", "latyn"),  # 24.kz, khabar.kz, el.kz, qamshy.kz
}
LIKELY_HOSTS: Final = {
    "uz": ("oz",),  # oz.sputniknews.uz
    "kz": ("kaz", "lat", "qz", "ar"),  # kaz.nur.kz, lat.egemen.kz, qz.inform.kz, ar.egemen.kz
}
