"""What can be wrong, and what to do about it."""

from __future__ import annotations

from typing import Final

# kind -> what it is called, and what to do. The order is that in which alarms are listed.
KINDS: Final[dict[str, tuple[str, str]]] = {
    "blocked": (
        "the site keeps us out",
        "open the site in a browser; ask less often (DOWNLOAD_DELAY), set XABAR_CONTACT, or write to its webmaster",
    ),
    "unreachable": (
        "the site does not answer",
        "open the site in a browser; if it works there, look at the network of this machine and at its name server",
    ),
    "no-sources": (
        "the sources list nothing",
        "look at the site's feeds, sitemaps and lists: they may have moved; `xabar sites` and docs/sites.md",
    ),
    "silence": (
        "no news",
        "look whether the site still publishes; if it does, its sources have moved or are frozen: docs/sites.md",
    ),
    "drift": (
        "the layout has changed",
        "look at a page with `xabar page URL` and renew the site's selectors: docs/sites.md; `xabar reparse` mends what was read since",
    ),
    "future-dates": (
        "dates lie in the future",
        "compare the clock of this machine with the site's, then look at the printed date with `xabar page URL`",
    ),
    "fields": (
        "a field is missing",
        "look at a page with `xabar page URL` and renew the selector of that field",
    ),
    "boilerplate": (
        "boilerplate grows",
        "look at the lines with `xabar sites --boilerplate SITE`, and pin or allow them",
    ),
    "unfinished": (
        "runs do not end",
        "`xabar runs --site SITE` says how they ended; look at the log, at memory and at CLOSESPIDER_TIMEOUT",
    ),
    "not-run": (
        "the site is not crawled",
        "look whether `xabar schedule` or your timer runs, and what its log says",
    ),
    "counts": (
        "counts do not balance",
        "this is a fault of ours: report it, with `xabar runs show ID --json`",
    ),
    "certificate": (
        "a certificate is about to end",
        "tell who runs that server; from that day on it cannot be read",
    ),
    "dead-letters": (
        "the index refused articles",
        "`xabar dead list` says why; mend that, then run `xabar dead retry`",
    ),
    "feed-lag": (
        "the index is behind",
        "`xabar index status` says what it answers; mend that, then run `xabar index feed`",
    ),
    "disk": (
        "the disk is nearly full",
        "make room, or move the folder XABAR_DATA to a larger disk; XABAR_WARC=none keeps no pages",
    ),
}
