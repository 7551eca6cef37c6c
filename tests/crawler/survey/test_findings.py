"""Which addresses are those of editions, and which edition an address belongs to."""

from __future__ import annotations

import pytest

from crawler.survey.findings import edition_key, edition_parameter, is_edition, site_host


@pytest.mark.parametrize(
    "url",
    [
        "https://gazeta.uz/ru/",
        "https://kaz.nur.kz/",
        "https://gazeta.uz/?lang=ru",
        "https://gazeta.uz/index.php?language=ru_RU",
        "https://gazeta.uz/?til=cyr",
        "https://gazeta.uz/uz/?locale=uz-Latn",
    ],
)
def test_front_pages_of_editions(url: str) -> None:
    assert is_edition(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://gazeta.uz/",
        "https://gazeta.uz/sport/",
        "https://gazeta.uz/?page=2",
        "https://gazeta.uz/?lang=ru&page=2",
        "https://gazeta.uz/?lang=1",
        "https://gazeta.uz/sport/?lang=ru",
        "https://gazeta.uz/ru/?q=ru",
    ],
)
def test_other_pages(url: str) -> None:
    assert not is_edition(url)


def test_an_edition_is_told_by_host_code_and_parameter() -> None:
    keys = [
        edition_key(f"https://www.gazeta.uz{path}", ("ru",))
        for path in ("/news/1", "/ru/1", "/ru/1?lang=oz&p=1")
    ]
    assert keys == ["gazeta.uz", "gazeta.uz/ru", "gazeta.uz/ru?lang=oz"]
    assert edition_parameter("https://gazeta.uz/?id=5&lang=oz") == "lang=oz"
    assert site_host("oz.sputniknews.uz") == "sputniknews.uz"
