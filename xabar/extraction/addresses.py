"""Addresses of articles: one canonical form for every twin, and the day that an address carries."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode, urljoin, urlsplit, urlunsplit

# Parameters that tell where a reader came from and never what is shown. `lang` and `ln` are not among them:
# uzhurriyat.uz and anatili.kazgazeta.kz choose the script by them.
TRACKING = re.compile(
    r"utm_\w+|at_\w+|mc_[ce]id|pk_\w+|(fb|g|y|ys|ms|tw|dc)clid|igshid|_openstat|_ga|ref|ref_src|referer|referrer"
    r"|from|share|shared|amp|outputtype|noamp|fb_\w+|action_\w+|rss|source|tg|frommedia"
)
TWIN_HOSTS = ("www.", "m.", "amp.")  # the same pages under another name
_DOUBLE_ENCODED = re.compile(r"%25(?=[0-9A-Fa-f]{2})")
_DAY_IN_PATH = re.compile(
    r"/(?P<y>(?:19|20)\d\d)/(?P<m>\d{1,2})/(?P<d>\d{1,2})(?=/|$)"
    r"|/(?P<y2>(?:19|20)\d\d)(?P<m2>\d\d)(?P<d2>\d\d)(?=/|$)"
    r"|/(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)(?=[/_-]|$)"
)
_PATH_SAFE = "/:@!$&'()*+,;=~-._"


@lru_cache(maxsize=2048)  # discovery, spider and memory ask for the same address in turn
def article_key_url(url: str) -> str:
    """The one address that stands for all twins of `url`; it alone makes an article's identity.

    https always; host in lower case without `www.`, `m.`, a default port or a trailing dot; path without
    `/index.php`, `/amp` and a trailing slash, percent-encoded once; tracking parameters and the fragment gone,
    the other parameters sorted. Idempotent. ValueError when `url` is no absolute http(s) address.
    """
    text = url.strip()
    if text.startswith("//"):
        text = "https:" + text
    parts = urlsplit(text)
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise ValueError(f"url must be an absolute http(s) address, got {url!r}")
    return urlunsplit(
        ("https", _host(parts.hostname, parts.port), _path(parts.path), _query(parts.query), "")
    )


def join_url(base: str, href: str) -> str | None:
    """The absolute http(s) address that `href` names on the page `base`, its fragment cut; None for the rest."""
    href = href.strip()
    if not href or href.startswith("#"):
        return None
    try:
        joined = urljoin(base, href)
        parts = urlsplit(joined)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    return joined.partition("#")[0]


def is_on_site(url: str, hosts: tuple[str, ...]) -> bool:
    """Whether the host of `url` is one of `hosts` or lies below one of them."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    return any(host == name or host.endswith("." + name) for name in hosts)


def is_home(url: str) -> bool:
    """Whether an address is a front page: no path, or only an edition such as `/uz` or `/kr/`."""
    path = urlsplit(url).path.strip("/")
    return path in ("", "index.php", "index.html") or re.fullmatch(r"[a-z]{2,3}", path) is not None


def day_in_url(url: str) -> date | None:
    """The day that an address names: /2026/11/24/, /20261124/ or /2026-11-24; None when there is none."""
    match = _DAY_IN_PATH.search(urlsplit(url).path)
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part is not None)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _host(hostname: str, port: int | None) -> str:
    host = hostname.rstrip(".").lower()
    for twin in TWIN_HOSTS:
        if host.startswith(twin) and "." in host.removeprefix(twin):
            host = host.removeprefix(twin)
            break
    if ":" in host:
        host = f"[{host}]"
    return host if port in (None, 80, 443) else f"{host}:{port}"


def _path(path: str) -> str:
    while (once := _DOUBLE_ENCODED.sub("%", path)) != path:
        path = once
    path = quote(unquote_to_bytes(path), safe=_PATH_SAFE)
    segments = [segment for segment in path.split("/") if segment]
    if segments and segments[0] == "index.php":
        del segments[0]
    if segments and segments[-1] == "amp":
        del segments[-1]
    return "/" + "/".join(segments)


def _query(query: str) -> str:
    if not query:
        return ""
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode(sorted((name, value) for name, value in pairs if not TRACKING.fullmatch(name.lower())))
