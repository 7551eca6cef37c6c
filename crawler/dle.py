"""What DataLife Engine does on every site: articles by number and slug, and one list of the latest news, page by page."""

ARTICLE = r"/\d+-[^/]+\.html$"
LAST_NEWS = "lastnews/page/{page}/"
