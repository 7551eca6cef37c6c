"""The page of an article."""

from __future__ import annotations

import pytest

from tests.search.articles import CORPUS
from tests.web.client import Client
from tests.web.library import ATTACK, LONG

METRO = CORPUS[0]


def test_an_article_is_shown_with_all_that_is_known_of_it(page: Client) -> None:
    answer = page.get(f"/article/{LONG.id}")
    assert answer.texts("h1") == ["Bozor va narxlar"]
    assert answer.texts(".text h2") == ["Birinchi boʻlim"]
    assert answer.texts(".text ul li") == ["olma", "nok"]
    assert answer.texts(".text blockquote") == ["«Narx tushadi», dedi vazir."]
    assert answer.texts(".about .fine") == ["read from the printed date, to the minute: 1-mart 2026, 12:00"]
    assert answer.texts("time") == ["1 Mar 2026, 12:00 (Asia/Tashkent)"]
    (source,) = answer.all(".source a")
    assert source.attributes["href"] == "https://kun.uz/long"
    assert source.attributes["rel"] == "noopener noreferrer external"
    assert answer.links(".tags a") == ["/?tag=narxlar+%26+bozor"]
    assert "Telegram" not in answer.text


def test_what_was_cut_is_shown_in_its_place(page: Client) -> None:
    answer = page.get(f"/article/{LONG.id}?boilerplate=1")
    assert answer.texts(".cut") == ["Telegram kanalimizga obuna boʻling!"]
    assert answer.all(".cut")[0].attributes["title"] == "cut: promotion"


def test_pictures_are_loaded_only_when_asked_for_and_only_from_newspapers(page: Client) -> None:
    plain = page.get(f"/article/{LONG.id}")
    assert not plain.all("img")
    asked = page.get(plain.links(".more a[href*=pictures]")[0])
    assert [image.attributes["src"] for image in asked.all("img")] == [
        "https://kun.uz/a.jpg",
        "https://cdn.kun.uz/b.jpg",
    ]
    assert asked.headers["referrer-policy"] == "same-origin"  # or its forms would have no origin
    assert "img-src 'self' https://cdn.kun.uz https://kun.uz;" in asked.headers["content-security-policy"]


def test_near_copies_in_other_papers_and_scripts(page: Client) -> None:
    (found,) = page.get("/?q=kanalda+ombori&site=gazeta_uz&format=json").json()["hits"]
    answer = page.get(f"/article/{found['id']}")
    assert answer.texts("aside li a[lang=uz-Cyrl]") == ["Каналда янги сув омбори қурилди"]
    (copy,) = page.get(f"/article/{found['id']}?format=json").json()["copies"]
    assert (copy["site"], copy["script"]) == ("xabar_uz", "Cyrl")
    assert page.get(f"/article/{copy['id']}?format=json").json()["copies"][0]["id"] == found["id"]


def test_versions_and_what_changed(page: Client) -> None:
    answer = page.get(f"/article/{METRO.id}")
    assert answer.texts("h1") == ["Toshkentda ikkita yangi metro bekati ochildi"]
    (what,) = answer.links("aside li a[href*=to]")
    changed = page.get(what)
    assert changed.texts(".change ins") == ["ikkita", "qirq"]
    assert changed.texts(".change del") == ["oʻttiz"]
    assert page.get(f"/article/{METRO.id}?from=1&to=1").all(".change ins") == []
    assert page.get(f"{what}&format=json").json()["diff"][0][1] == {"kind": "added", "text": "ikkita "}
    assert page.get(f"/article/{METRO.id}?to=3").status == 400
    assert page.get(f"/article/{METRO.id}?to=x").status == 400


def test_the_reader_s_alphabet(page: Client) -> None:
    answer = page.get(f"/article/{METRO.id}?text=Cyrl")
    assert answer.texts("h1") == ["Тошкентда иккита янги метро бекати очилди"]
    assert answer.all("article")[0].attributes["lang"] == "uz-Cyrl"


def test_any_name_of_an_article_leads_to_its_address(page: Client) -> None:
    for wanted in (METRO.id[:8], "https://kun.uz/metro-latin", "kun.uz/metro-latin"):
        answer = page.get(f"/article/{wanted}")
        assert (answer.status, answer.headers["location"]) == (303, f"/article/{METRO.id}")


@pytest.mark.parametrize(("wanted", "status"), [("0" * 32, 404), ("abcd", 404), ("!!", 400), ("../x", 404)])
def test_what_is_no_article(page: Client, wanted: str, status: int) -> None:
    assert page.get(f"/article/{wanted}").status == status


def test_a_hostile_article_stays_text(page: Client) -> None:
    for address in (f"/article/{ATTACK.id}", f"/article/{ATTACK.id}?pictures=1", "/?q=hujum"):
        answer = page.get(address)
        assert answer.status == 200
        assert [(node.attributes["src"] or "")[:8] for node in answer.all("script")] == ["/static/"]
        assert not answer.all("img, svg[onload], [onerror], a[href^=javascript]")
        assert "49" not in answer.texts("main")[0].replace("149", "")
        assert answer.headers["content-security-policy"].count("script-src") == 1
        assert not set("\ue000\ue001") & set(answer.texts("h2 a, h1, .snippet, .text p")[0])
    assert "<script>alert(1)</script>" in page.get(f"/article/{ATTACK.id}").texts("h1")[0]
