import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xabar.extraction.addresses import MAX_LENGTH, article_key_url, day_in_url, is_home, is_on_site, join_url

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


def test_is_on_site_knows_subdomains_and_no_lookalikes() -> None:
    assert is_on_site("https://lat.egemen.kz/article/1", ("egemen.kz",))
    assert is_on_site("https://egemen.kz./article/1", ("egemen.kz",))
    assert not is_on_site("https://notegemen.kz/article/1", ("egemen.kz",))


@pytest.mark.parametrize("path", ["", "/", "/uz", "/kr/", "/index.php"])
def test_is_home(path: str) -> None:
    assert is_home(f"https://kun.uz{path}")
    assert not is_home("https://kun.uz/news/2026/11/24/a")
