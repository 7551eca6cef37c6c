"""What the Joomla sites of the region share: articles are «ID-slug», lists count entries and not pages."""

from crawler.discovery import Feed, ListPage

ARTICLE = r"/\d{4,}-[^/]+$"
ON_A_PAGE = 20


def entries(address: str, item: str, date: str | None = None) -> ListPage:
    """Return the list of a section, which `?start=N` continues from entry N on."""
    return ListPage(address + "?start={page}", item=item, date=date, first=0, step=ON_A_PAGE)


def feed(address: str) -> Feed:
    """Return the feed that Joomla makes of a section."""
    return Feed(address + "?format=feed")
