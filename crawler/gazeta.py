"""What gazeta.uz and spot.uz share: addresses by day, sitemaps named by their Mondays, one layout."""

from xabar.extraction.layout import Layout

ARTICLE = r"/\w\w/20\d\d/\d\d/\d\d/[^/]+/$"
SITEMAP = "/sitemap/materials-%s-{day:%%Y-%%m-%%d}.xml"

LAYOUT = Layout(
    title="h1#article_title, h1[itemprop]",
    body=".js-mediator-article.article-text",
    date=".articleDateTime",
    tags=".articleTags a",
    cut=(".incut", ".pic-credit"),
)
