"""Sites that set their Kazakh articles in three scripts by machine, each below a prefix of its own."""

from crawler.discovery import ListPage
from crawler.spider import Edition


def in_three_scripts(home: str, *, latin: str, arabic: str) -> tuple[Edition, ...]:
    """Return the editions of a site: Cyrillic at `home`, the others below it."""
    return (
        Edition(home, "kk", "Cyrl"),
        Edition(f"{home}{latin}/", "kk", "Latn"),
        Edition(f"{home}{arabic}/", "kk", "Arab"),
    )


def lists_of(editions: tuple[Edition, ...], item: str, date: str | None = None) -> tuple[ListPage, ...]:
    """Return a list for each edition: its front page, which looks alike in all scripts."""
    return tuple(ListPage(edition.prefix, item=item, date=date) for edition in editions)
