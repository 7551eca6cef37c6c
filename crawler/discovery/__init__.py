"""Ways of finding articles: sitemaps, feeds, list pages."""

from crawler.discovery.feed import Feed
from crawler.discovery.json_list import JsonList
from crawler.discovery.links import LinkList, LinkPage
from crawler.discovery.listing import ListPage
from crawler.discovery.sitemap import DailySitemap, Sitemap, WeeklySitemap
from xabar.source import Found, Link, Source, UnreadableSource, Window

__all__ = [
    "DailySitemap",
    "Feed",
    "Found",
    "JsonList",
    "Link",
    "LinkList",
    "LinkPage",
    "ListPage",
    "Sitemap",
    "Source",
    "UnreadableSource",
    "WeeklySitemap",
    "Window",
]
