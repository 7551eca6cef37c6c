"""Read addresses: the key that all addresses of one article share, joined links, the day in a path."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode, urljoin, urlsplit, urlunsplit

# Parameters that say where a reader came from and not what to show. `lang` and `ln` are not among them, because
# uzhurriyat.uz and anatili.kazgazeta.kz choose the script by them.
TRACKING = re.compile(
    r"utm_\w+|at_\w+|mc_[ce]id|pk_\w+|(fb|g|y|ys|ms|tw|dc)clid|igshid|_openstat|_ga|ref|ref_src|referer|referrer"
    r"|from|share|shared|amp|outputtype|noamp|fb_\w+|action_\w+|rss|source|tg|frommedia"
)
# Those of them that only count visits: no site answers otherwise without them.
_COUNTED = re.compile(r"utm_\w+|mc_[ce]id|pk_\w+|(fb|g|y|ys|ms|tw|dc)clid|igshid|_openstat|_ga")
TWIN_HOSTS = ("www.", "m.", "amp.")  # hosts with the same pages under another name
# Hosts on which a publisher tries out pages before they are news: test.tengrinews.kz is open to everyone.
STAGING_HOSTS = ("test.", "dev.", "stage.", "staging.", "beta.", "preview.")
MAX_LENGTH = 8192  # of an address: servers refuse longer ones
_DOUBLE_ENCODED = re.compile(r"%(?:25)+(?=[0-9A-Fa-f]{2})")
_DAY_IN_PATH = re.compile(
    r"/(?P<y>(?:19|20)\d\d)/(?P<m>\d{1,2})/(?P<d>\d{1,2})(?=/|$)"
    r"|/(?P<y2>(?:19|20)\d\d)(?P<m2>\d\d)(?P<d2>\d\d)(?=/|$)"
    r"|/(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)(?=[/_-]|$)"
)
_EDITION = re.compile(r"[a-z]{2,3}")
# A parameter with a number, but of a page of a list.
_ARTICLE_PARAMETER = re.compile(r"(?:^|&)(?!paged?=|start=|from=|offset=)\w{1,12}=\d{1,12}(?:&|$)")
# Parameters that choose a language or a script.
CHOOSING = frozenset((
    "alifbo", "alphabet", "hl", "lan", "lang", "language", "ln", "lng", "locale", "script", "til",
))  # fmt: skip
_NUMBERED = re.compile(r"[0-9]{3}")
_SUFFIX = re.compile(r"(?:[.-]amp)?(?:\.(?:html?|php|amp))?$")
_ARTICLE_NUMBER = re.compile(r"^([0-9]{5,})(?=[-_]|$)|[-_]a?([0-9]{5,})$")  # of fewer digits it may be a year
_DAY_NUMBER = re.compile(r"(?:19|20)[0-9]{2}[01][0-9][0-3][0-9]|[0-3][0-9][01][0-9](?:19|20)[0-9]{2}")
_PATH_SAFE = "/:@!$&'()*+,;=~-._"
_SHOWN_SAFE = _PATH_SAFE + "%?[]"
_SEGMENT = r"/[A-Za-z0-9:@!$&'()*+,;=~._-]+"
# An address that is its own key, as most are that the sites name.
_KEY = re.compile(
    rf"https://(?!{'|'.join(map(re.escape, TWIN_HOSTS))})[a-z0-9-]+(?:\.[a-z0-9-]+)+"
    rf"(?!/index\.php(?:/|$))(?:{_SEGMENT})+(?<!/amp)"
)
# Links with nothing to resolve or encode: a whole address, and a path from the root on.
_LINK_SEGMENT = r"/[A-Za-z0-9:@!$&'()*+,%=~_-][A-Za-z0-9:@!$&'()*+,%=~._-]*"
_WHOLE_LINK = re.compile(rf"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?:{_LINK_SEGMENT})+/?")
_ROOT_LINK = re.compile(rf"(?:{_LINK_SEGMENT})+/?")


@lru_cache(maxsize=2048)  # discovery, the spider and the records ask for the same address in turn
def article_key_url(url: str) -> str:
    """Return the address that stands for all addresses of the same article. It is the article's identity.

    The scheme is always https. The host is in lower case, without `www.`, `m.`, a default port or a trailing dot. The
    path has no `/index.php`, `/amp` or trailing slash and is percent-encoded once. Tracking parameters and the
    fragment are removed, and the other parameters are sorted. The key of a key is the key itself.

    ValueError if `url` is not an absolute http(s) address, or if it or its key is longer than 8 kB.
    """
    is_key = len(url) <= MAX_LENGTH and _KEY.fullmatch(url) is not None
    return url if is_key else make_key(url)  # which takes twenty times as long


def make_key(url: str) -> str:
    """Return the key of an address from all of its parts, as `article_key_url` describes it."""
    text = url.strip()
    if len(text) > MAX_LENGTH:
        raise ValueError(f"url must have {MAX_LENGTH} characters at most, got {len(text)}: {text[:80]!r} …")
    if text.startswith("//"):
        text = "https:" + text
    parts = urlsplit(text)
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise ValueError(f"url must be an absolute http(s) address, got {url!r}")
    key = urlunsplit(("https", _host(parts.hostname, parts.port), _path(parts.path), _query(parts.query), ""))
    if len(key) > MAX_LENGTH:
        raise ValueError(
            f"url must be encoded in {MAX_LENGTH} characters at most, got {len(key)}: {key[:80]!r} …"
        )
    return key


def shown_url(url: str) -> str:
    """Return an address that answered as it is shown and asked for again: without fragment and counted visits alone.

    Its key is not such an address. A host without `www.`, a path without `/index.php` or final slash, or https may not
    answer at all. What may not stand in an address is percent-encoded: a page may name anything as its own. Where it
    would be longer than 8 kB, the key is returned.

    >>> shown_url("http://www.oz.uz/index.php/uz/1-yangi/?utm_source=rss&id=7#izoh")
    'http://www.oz.uz/index.php/uz/1-yangi/?id=7'
    """
    is_shown = len(url) <= MAX_LENGTH and _WHOLE_LINK.fullmatch(url) is not None
    return url if is_shown else encode_shown(url)


def encode_shown(url: str) -> str:
    """Return an address as it is shown from all of its parts, as `shown_url` describes it."""
    address, mark, query = url.strip().partition("#")[0].partition("?")
    kept = "&".join(
        each for each in query.split("&") if not _COUNTED.fullmatch(each.partition("=")[0].lower())
    )
    whole = f"{address}{mark}{kept}" if kept else address
    end = len(urlsplit(whole).netloc) + whole.find("//") + 2
    shown = whole[:end] + quote(whole[end:], safe=_SHOWN_SAFE)
    return shown if len(shown) <= MAX_LENGTH else article_key_url(url)


@lru_cache(maxsize=512)  # a page asks for its canonical address and each link in its text several times
def join_url(base: str, href: str) -> str | None:
    """Return the absolute http(s) address of a link on the page `base`, without its fragment; None for other links.

    None too for an address without a host, with a port that cannot be, or longer than 8 kB.
    """
    href = href.strip()
    if not href or href.startswith("#") or len(href) > MAX_LENGTH:
        return None
    if _WHOLE_LINK.fullmatch(href):
        return href
    if _ROOT_LINK.fullmatch(href) and (origin := _origin(base)) and len(origin) + len(href) <= MAX_LENGTH:
        return origin + href
    return resolve_link(base, href)


def resolve_link(base: str, href: str) -> str | None:
    """Return the absolute address of a link from all parts of both addresses, as `join_url` describes it."""
    try:
        joined = urljoin(base, href)
        parts = urlsplit(joined)
        host, _ = parts.hostname, parts.port  # both may raise
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or len(joined) > MAX_LENGTH:
        return None
    return joined.partition("#")[0]


@lru_cache(maxsize=64)  # of the pages that are read at the same time
def _origin(base: str) -> str | None:
    """Return the scheme and the host with which the links of a page begin; None if its own address is not on the web."""
    if _WHOLE_LINK.fullmatch(base):
        return base[: base.index("/", len("https://"))]
    root = resolve_link(base, "/")
    return root and root.removesuffix("/")


def add_parameter(url: str, parameter: str | None) -> str:
    """Return an address with a parameter, unless it is None or the address has one of the same name.

    >>> add_parameter("https://oz.uz/news/1", "lang=oz"), add_parameter("https://oz.uz/news/1?lang=uz", "lang=oz")
    ('https://oz.uz/news/1?lang=oz', 'https://oz.uz/news/1?lang=uz')
    """
    if parameter is None:
        return url
    name, query = parameter.partition("=")[0], url.partition("?")[2]
    if any(each.partition("=")[0] == name for each in query.split("&")):
        return url
    return f"{url}{'&' if query else '?'}{parameter}"


@lru_cache(maxsize=2048)  # discovery, the downloader and the page ask for the same address in turn
def is_on_site(url: str, hosts: tuple[str, ...]) -> bool:
    """Return whether the host of `url` is one of `hosts`, or a host below one of them."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    return any(host == name or host.endswith("." + name) for name in hosts)


@lru_cache(maxsize=2048)  # likewise
def is_staging(url: str) -> bool:
    """Return whether an address lies on a host where a publisher tries out pages."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return host.startswith(STAGING_HOSTS) and host.count(".") > 1


def is_home(url: str) -> bool:
    """Return whether an address is a front page: it has no path, or only an edition such as `/uz` or `/kr/`.

    One with the number of an article is not: `/?p=123`. `/?page=2` is, with older news.
    """
    parts = urlsplit(url)
    path = parts.path.strip("/").removeprefix("index.php/")
    is_bare = path in ("", "index.php", "index.html") or _EDITION.fullmatch(path) is not None
    return is_bare and _ARTICLE_PARAMETER.search(parts.query) is None


def day_in_url(url: str) -> date | None:
    """Return the day in the path of an address, /2026/11/24/, /20261124/ or /2026-11-24, or None."""
    match = _DAY_IN_PATH.search(urlsplit(url).path)
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part is not None)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def names_same_article(url: str, claimed: str) -> bool:
    """Return whether the address that a page names as its own can be another address of the article at `url`.

    Both are keys. It can if it is the same but for parameters that choose nothing, `/amp` and a file's suffix, or has
    the article's number beside another section or slug. A page may name any address, by mistake or to take another
    article's place; so everything else is another article.
    """
    if url == claimed:
        return True
    ours, theirs = urlsplit(url), urlsplit(claimed)
    if ours.netloc != theirs.netloc or not _drops_only_idle(ours.query, theirs.query):
        return False
    mine, other = _segments(ours.path), _segments(theirs.path)
    if mine == other:
        return ours.query == theirs.query or day_in_url(url) is not None or _is_telling(mine)
    if not mine or not other or _edition(mine) != _edition(other) or day_in_url(url) or day_in_url(claimed):
        return False
    number = _number(mine[-1])
    return number is not None and number == _number(other[-1])


def _drops_only_idle(query: str, claimed: str) -> bool:
    """Return whether the claimed parameters are among the others, which choose neither a script nor an article."""
    ours, theirs = (set(parse_qsl(each, keep_blank_values=True)) for each in (query, claimed))
    dropped = ours - theirs
    return theirs <= ours and not any(
        name.lower() in CHOOSING or _NUMBERED.search(value) for name, value in dropped
    )


def _segments(path: str) -> list[str]:
    segments = [segment for segment in path.split("/") if segment not in ("", "amp")]
    return [*segments[:-1], _SUFFIX.sub("", segments[-1])] if segments else []


def _edition(segments: list[str]) -> str | None:
    return segments[0] if _EDITION.fullmatch(segments[0]) else None


def _is_telling(segments: list[str]) -> bool:
    """Return whether a path without parameters can be one article's: it has a number, or a slug of several words."""
    return bool(segments) and (_NUMBERED.search(segments[-1]) is not None or segments[-1].count("-") >= 2)


def _number(segment: str) -> str | None:
    """Return the number of an article in the last part of a path, at its beginning or end; a day is not one."""
    match = _ARTICLE_NUMBER.search(segment)
    if match is None:
        return None
    number = match[1] or match[2]
    return None if _DAY_NUMBER.fullmatch(number) else number


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
    path = quote(unquote_to_bytes(_DOUBLE_ENCODED.sub("%", path)), safe=_PATH_SAFE)
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
