import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from xabar.extraction.addresses import (
    MAX_LENGTH,
    article_key_url,
    day_in_url,
    encode_shown,
    is_home,
    is_on_site,
    join_url,
    make_key,
    names_same_article,
    resolve_link,
    shown_url,
)

# Forms that sites of the region print, in public code and saved pages.
SEEN = [
    ("http://kun.uz/news/2026/11/24/yangi-koprik", "https://kun.uz/news/2026/11/24/yangi-koprik"),
    ("https://m.kun.uz/news/2026/11/24/yangi-koprik", "https://kun.uz/news/2026/11/24/yangi-koprik"),
    ("https://kun.uz./news/x", "https://kun.uz/news/x"),
    ("//zamin.uz/uz/jamiyat/1-a.html", "https://zamin.uz/uz/jamiyat/1-a.html"),
    ("https://abai.kz/index.php/post/7", "https://abai.kz/post/7"),
    ("https://turkystan.kz/article/5-a/amp", "https://turkystan.kz/article/5-a"),
    ("https://massaget.kz/section/a-5/amp/", "https://massaget.kz/section/a-5"),
    (
        "https://www.gazeta.uz/uz/2026/11/24/a/?utm_source=push&utm_medium=x",
        "https://gazeta.uz/uz/2026/11/24/a",
    ),
    ("https://uzhurriyat.uz/a?lang=lat", "https://uzhurriyat.uz/a?lang=lat"),
    ("https://anatili.kazgazeta.kz/news/5?ln=lat&fbclid=1", "https://anatili.kazgazeta.kz/news/5?ln=lat"),
    ("https://daryo.uz/2026/11/24/o%25ca%25bczbek", "https://daryo.uz/2026/11/24/o%CA%BCzbek"),
    ("https://daryo.uz/2026/11/24/oʼzbek", "https://daryo.uz/2026/11/24/o%CA%BCzbek"),
    (
        "https://tengrinews.kz/tag/Алматы/#top",
        "https://tengrinews.kz/tag/%D0%90%D0%BB%D0%BC%D0%B0%D1%82%D1%8B",
    ),
]
OTHERS = [
    ("HTTPS://KUN.UZ:443/a", "https://kun.uz/a"),
    ("https://kun.uz", "https://kun.uz/"),
    ("https://kun.uz//a//b/", "https://kun.uz/a/b"),
    ("https://localhost:8080/a", "https://localhost:8080/a"),
    ("https://kun.uz/a?b=2&a=1", "https://kun.uz/a?a=1&b=2"),
    ("https://user:secret@kun.uz/a", "https://kun.uz/a"),
    ("https://m.uz/a", "https://m.uz/a"),  # a site of that name is no twin
]


@pytest.mark.parametrize(("url", "canonical"), SEEN + OTHERS)
def test_canonicalize_url(url: str, canonical: str) -> None:
    assert article_key_url(url) == canonical


@pytest.mark.parametrize("url", ["", "kun.uz/a", "ftp://kun.uz/a", "mailto:a@kun.uz", "https:///a"])
def test_canonicalize_url_refuses_what_is_no_address(url: str) -> None:
    with pytest.raises(ValueError, match="must be an absolute http"):
        article_key_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://kun.uz:99999/a",
        "https://kun.uz/" + "a" * MAX_LENGTH,
        "https://kun.uz/" + "%25" * MAX_LENGTH,
        "https://kun.uz/" + "ʻ" * (MAX_LENGTH // 2),  # too long when encoded
    ],
)
def test_a_port_that_cannot_be_and_more_than_8_kb_are_no_address(url: str) -> None:
    with pytest.raises(ValueError, match=r"Port out of range|8192 characters at most"):
        article_key_url(url)


def decode_in_turns(text: str) -> str:
    """Undo double encoding as it was made, one layer after the other."""
    while (once := re.sub(r"%25(?=[0-9A-Fa-f]{2})", "%", text)) != text:
        text = once
    return text


@settings(deadline=None)
@given(st.lists(st.sampled_from(("%", "2", "5", "25", "%25", "a", "F", "3", "b/"))).map("".join))
def test_double_encoding_is_undone_in_one_pass(path: str) -> None:
    assert article_key_url(f"https://kun.uz/{path}") == article_key_url(
        f"https://kun.uz/{decode_in_turns(path)}"
    )


@given(st.text(max_size=40), st.text(max_size=20))
def test_canonicalize_url_is_idempotent(path: str, query: str) -> None:
    try:
        once = article_key_url(f"https://kun.uz/{path}?{query}")
    except ValueError:
        return
    assert article_key_url(once) == once


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://kun.uz/news/2026/11/24/a", date(2026, 11, 24)),
        ("https://gazeta.uz/uz/2026/11/4/a/", date(2026, 11, 4)),
        ("https://sputniknews.uz/20261124/a-1234.html", date(2026, 11, 24)),
        ("https://example.uz/2026-11-24/a", date(2026, 11, 24)),
        ("https://kun.uz/news/2026/02/31/a", None),
        ("https://nur.kz/politics/20869251-a/", None),
        ("https://kun.uz/26934924", None),
    ],
)
def test_day_in_url(url: str, day: date | None) -> None:
    assert day_in_url(url) == day


@pytest.mark.parametrize(
    ("href", "joined"),
    [
        ("/news/a", "https://kun.uz/news/a"),
        ("//kun.uz/news/a#x", "https://kun.uz/news/a"),
        ("b", "https://kun.uz/ru/b"),
        ("javascript:void(0)", None),
        ("", None),
        ("#top", None),
        ("mailto:a@kun.uz", None),
        ("https://tengrinews.kzhttps://tengrisport.kz/a", "https://tengrinews.kzhttps://tengrisport.kz/a"),
        ("http://[broken/", None),
    ],
)
def test_join_url(href: str, joined: str | None) -> None:
    assert join_url("https://kun.uz/ru/a", href) == joined


# What addresses are made of, plain and not.
_STARTS = (
    "https://kun.uz",
    "http://kun.uz",
    "https://www.kun.uz",
    "https://m.uz",
    "https://kun.uz:443",
    "https://a@b.uz",
)
_PIECES = (
    *(
        "/",
        "//",
        "a",
        "1",
        "A",
        "-",
        ".",
        "..",
        "/.",
        "/index.php",
        "/index.php/",
        "/amp",
        "amp",
        "o‘",
        "%20",
        "%2520",
    ),
    *(
        ";",
        "?",
        "?utm_source=x",
        "?b=1",
        "#",
        "#x",
        ":",
        "@",
        "&",
        "=",
        "'",
        "[",
        "]",
        "\\",
        "\t",
        "\n",
        " ",
        "www.",
        "*",
    ),
)
_PATHS = st.lists(st.sampled_from(_PIECES), max_size=7).map("".join)
_ADDRESSES = st.tuples(st.sampled_from(_STARTS), _PATHS).map("".join)


def _result(make: Callable[[], str | None]) -> str | None:
    try:
        return make()
    except ValueError as error:
        return f"error: {error}"


@pytest.mark.slow
@given(_ADDRESSES)
@settings(max_examples=300, deadline=None)
def test_an_address_that_is_its_own_key_or_shown_as_it_is_is_told_rightly(url: str) -> None:
    assert _result(lambda: article_key_url(url)) == _result(lambda: make_key(url))
    assert _result(lambda: shown_url(url)) == _result(lambda: encode_shown(url))


@pytest.mark.slow
@given(_ADDRESSES, st.one_of(_ADDRESSES, _PATHS))
@settings(max_examples=300, deadline=None)
def test_a_link_with_nothing_to_resolve_is_told_rightly(base: str, href: str) -> None:
    assume(resolve_link(base, "https://kun.uz/"))  # the address of a page that was fetched can be taken apart
    href = href.strip()
    whole = None if not href or href.startswith("#") else resolve_link(base, href)
    assert join_url(base, href) == whole


@pytest.mark.parametrize(
    "url", ["https://kun.uz/news/2026/11/24/a_b.html", "https://lat.egemen.kz/article/1-a"]
)
def test_a_plain_address_is_its_own_key_and_shown_as_it_is(url: str) -> None:
    assert article_key_url(url) is url
    assert shown_url(url) is url
    assert encode_shown(url) == url


def test_is_on_site_knows_subdomains_and_no_lookalikes() -> None:
    assert is_on_site("https://lat.egemen.kz/article/1", ("egemen.kz",))
    assert is_on_site("https://egemen.kz./article/1", ("egemen.kz",))
    assert not is_on_site("https://notegemen.kz/article/1", ("egemen.kz",))


@pytest.mark.parametrize(
    "path",
    ["", "/", "/uz", "/kr/", "/index.php", "/index.php/kk/", "/?page=2", "/?paged=3", "/?utm_source=rss"],
)
def test_is_home(path: str) -> None:
    assert is_home(f"https://kun.uz{path}")


@pytest.mark.parametrize(
    "path", ["/news/2026/11/24/a", "/?p=123", "/index.php?newsid=7&lang=uz", "/uz/?id=12"]
)
def test_an_article_is_no_home(path: str) -> None:
    assert not is_home(f"https://kun.uz{path}")


KUN, ZAMIN = "https://kun.uz/news/2026/11/24/yangi-koprik", "https://zamin.uz/uz/jamiyat/150123-koprik.html"
# The address that was fetched, the one that its page names, and whether they are one article's.
NAMED = [
    (KUN, "http://www.kun.uz/news/2026/11/24/yangi-koprik/", True),
    (KUN, "https://m.kun.uz/index.php/news/2026/11/24/yangi-koprik?utm_source=tg", True),
    (KUN + "?print=1", KUN, True),
    (KUN + "?q=1234", KUN, False),  # a parameter with a number may choose the article
    (KUN, KUN + "?print=1", False),
    ("https://egemen.kz/article/391234-kopir/amp", "https://egemen.kz/article/391234-kopir", True),
    ("https://amp.turkystan.kz/article/5-a", "https://turkystan.kz/article/5-a", True),
    ("https://inform.kz/amp/kz/kopir_a4012345", "https://inform.kz/kz/kopir_a4012345", True),
    ("https://massaget.kz/kopir-ashyldy-keshe.amp.html", "https://massaget.kz/kopir-ashyldy-keshe.html", True),
    # another section or slug beside the same number
    (ZAMIN, "https://zamin.uz/uz/iqtisod/150123-yangi-koprik.html", True),
    (
        "https://tengrinews.kz/kazakhstan_news/most-531234/",
        "https://tengrinews.kz/news/most-otkryli-531234/",
        True,
    ),
    ("https://uza.uz/uz/posts/koprik_654321", "https://uza.uz/uz/posts/yangi-koprik_654321", True),
    # another article
    (KUN, "https://kun.uz/news/2026/11/24/boshqa", False),
    (KUN, "https://kun.uz/news/2026/11/25/yangi-koprik", False),
    (ZAMIN, "https://zamin.uz/uz/jamiyat/150124-koprik.html", False),
    ("https://kun.uz/news/2026/11/24/10000-uy", "https://kun.uz/news/2026/11/24/10000-som", False),
    ("https://a.uz/kurs-20261124", "https://a.uz/ob-havo-20261124", False),  # a day is no article's number
    ("https://a.uz/byudjet-2026", "https://a.uz/soliq-2026", False),  # nor is a year
    # another edition, host or script
    (ZAMIN, "https://zamin.uz/ru/jamiyat/150123-koprik.html", False),
    (KUN, "https://kun.uz/kr/news/2026/11/24/yangi-koprik", False),
    ("https://blog.kun.uz/news/2026/11/24/yangi-koprik", KUN, False),
    ("https://kaz.nur.kz/a/2086925-kopir", "https://nur.kz/a/2086925-kopir", False),
    ("https://uzhurriyat.uz/yangi-koprik-ochildi?lang=lat", "https://uzhurriyat.uz/yangi-koprik-ochildi", False),
    # an address that is the same on all pages of a site
    (KUN, "https://kun.uz/", False),
    (KUN, "https://kun.uz/news", False),
    ("https://a.uz/news.php?id=7", "https://a.uz/news.php", False),
    ("https://a.uz/news?slug=yangi", "https://a.uz/news", False),
]  # fmt: skip


@pytest.mark.parametrize(("url", "claimed", "same"), NAMED)
def test_names_same_article(url: str, claimed: str, same: bool) -> None:
    assert names_same_article(article_key_url(url), article_key_url(claimed)) is same


SLUGS = st.sampled_from(
    ["", "news", "uz", "a-b-c", "150123-a", "a-150123", "a_a4012345", "2026/11/24/a", "amp", "x.html"]
)
PATHS = st.lists(SLUGS, min_size=1, max_size=3).map("/".join)


@given(st.lists(PATHS, min_size=2, max_size=8, unique=True), PATHS)
def test_one_address_that_all_pages_name_is_that_of_one_article(paths: list[str], constant: str) -> None:
    """Those that may name it differ only in their section, slug, or form: they all have its number or its path."""
    claimed = article_key_url(f"https://a.uz/{constant}")
    keys = [article_key_url(f"https://a.uz/{path}") for path in paths]
    assert len({core_of(key) for key in keys if names_same_article(key, claimed)}) <= 1


def core_of(key: str) -> str:
    """Return what tells an article's address without `/amp` and suffix: its number, or else its path."""
    plain = key.replace("/amp", "").removesuffix(".html").rstrip("/")
    number = re.search(r"[0-9]{5,}", plain.rpartition("/")[2])
    return number[0] if number else plain


@pytest.mark.parametrize(
    ("answered", "shown"),
    [
        ("https://www.gazeta.uz/uz/2026/11/24/suv/", "https://www.gazeta.uz/uz/2026/11/24/suv/"),
        (
            "http://eski.kz/index.php/kk/12-kopir?Itemid=4#pikir",
            "http://eski.kz/index.php/kk/12-kopir?Itemid=4",
        ),
        ("https://m.kun.uz/news/a/amp?utm_source=tg&from=5", "https://m.kun.uz/news/a/amp?from=5"),
        ("https://kun.uz/news/a?utm_source=rss&fbclid=1", "https://kun.uz/news/a"),
        (
            "https://www.kun.uz/жаңа/\x1b[31m%D0%B0?q=b c",
            "https://www.kun.uz/%D0%B6%D0%B0%D2%A3%D0%B0/%1B[31m%D0%B0?q=b%20c",
        ),
        (f"https://kun.uz/a/?from={'x' * 9000}"[:8190], "https://kun.uz/a/?from=" + "x" * (8190 - 23)),
    ],
)
def test_what_is_shown_of_an_address_that_answered_still_answers(answered: str, shown: str) -> None:
    assert shown_url(answered) == shown
    assert shown_url(shown) == shown
    assert article_key_url(shown) == article_key_url(answered)
