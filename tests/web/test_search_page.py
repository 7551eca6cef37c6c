"""The page of a search."""

from __future__ import annotations

import pytest

from tests.web.client import Answer, Client
from xabar.web.asked import Asked
from xabar.web.charts import draw_timeline


def titles(answer: Answer) -> list[str]:
    return answer.texts(".hit h2")


def test_the_first_page_shows_the_latest_articles_with_facets_and_a_timeline(page: Client) -> None:
    answer = page.get("/")
    assert answer.status == 200
    assert len(titles(answer)) == 10
    assert answer.texts("h1") == ["Latest articles · Articles in all: 14"]
    assert answer.texts("aside h2") == ["Site", "Language", "Script"]
    assert answer.links("aside p a") == ["/?names=1"]
    assert "/?site=zamin_uz" in answer.links("aside a")
    assert answer.all("#timeline a rect:not(.hold)")
    assert answer.links("a[rel=next]") == ["/?page=2"]


def test_a_search_marks_what_it_found_in_the_script_of_print(page: Client) -> None:
    answer = page.get("/?q=Qozog%CA%BBiston+Rubio")
    assert titles(answer) == ["Қозоғистон ташқи ишлар вазири Рубио билан учрашди"]
    assert answer.texts("h2 mark") == ["Қозоғистон", "Рубио"]
    assert answer.texts("h1") == ["Articles found: 1"]


def test_the_reader_s_alphabet_is_a_parameter_or_a_cookie(page: Client) -> None:
    converted = page.get("/?q=Rubio&text=Latn")
    assert titles(converted) == ["Qozogʻiston tashqi ishlar vaziri Rubio bilan uchrashdi"]
    assert converted.texts("h2 mark") == ["Rubio"]
    page.cookies["xabar_text"] = "Latn"
    assert titles(page.get("/?q=Rubio")) == titles(converted)
    assert titles(page.get("/?q=Rubio&text=print"))[0].startswith("Қозоғистон")


def test_each_hit_has_the_direction_and_the_language_in_which_it_is_written(page: Client) -> None:
    (arabic,) = page.get("/?q=mektep&script=Arab").all(".hit")
    assert (arabic.attributes["dir"], arabic.attributes["lang"]) == ("rtl", "kk-Arab")
    (converted,) = page.get("/?q=mektep&script=Arab&text=Cyrl").all(".hit")
    assert (converted.attributes["dir"], converted.attributes["lang"]) == ("ltr", "kk-Cyrl")


def test_filters_narrow_and_can_be_taken_off_one_by_one(page: Client) -> None:
    answer = page.get("/?q=*&language=uz&script=Cyrl&site=zamin_uz&since=2026-03")
    assert titles(answer) == ["Қозоғистон ташқи ишлар вазири Рубио билан учрашди"]
    assert "/?q=%2A&script=Cyrl&site=zamin_uz&since=2026-03" not in answer.links(".chosen a")
    assert "/?q=%2A&site=zamin_uz&script=Cyrl&since=2026-03" in answer.links(".chosen a")
    everything = page.get(answer.links(".chosen a.all")[0])
    assert len(everything.all(".hit")) == 10


def test_sections_tags_and_authors_are_counted_on_demand(page: Client) -> None:
    answer = page.get("/?names=1")
    assert answer.texts("aside h2") == ["Site", "Language", "Script", "Section", "Tag", "Author"]
    assert answer.links("aside p a") == []


def test_a_facet_s_link_finds_as_many_articles_as_it_says(page: Client) -> None:
    answer = page.get("/?q=metro&names=1")
    for link, label in zip(answer.links("aside li a"), answer.texts("aside li a"), strict=True):
        total, said = page.get(f"{link}&format=json").json()["total"], int(label.split()[-1])
        in_any_script = any(f"{name}=" in link for name in ("tag", "author", "section"))
        assert total >= said if in_any_script else total == said, label


def test_a_bar_of_the_timeline_finds_as_many_articles_as_it_says(page: Client) -> None:
    answer = page.get("/")
    bars = answer.all("#timeline a")
    counts = [int(words.rpartition(": ")[2]) for words in answer.texts("#timeline title")]
    assert sum(counts) == 14
    for bar, count in zip(bars, counts, strict=True):
        assert page.get(f"{bar.attributes['href']}&format=json").json()["total"] == count


def test_what_was_meant_is_found_and_said(page: Client) -> None:
    answer = page.get("/?q=hosill")
    assert titles(answer) == ["Paxta terimi boshlandi"]
    assert answer.texts(".note") == ["0 articles with “hosill”; showing hosil."]
    assert answer.links(".note a") == ["/?q=hosil"]


def test_missing_words_are_struck_out(page: Client) -> None:
    answer = page.get("/?q=paxta+terimi+hosil+kinoteatrlar")
    assert answer.texts(".note") == ["No article has all the words; these have most of them."]
    assert answer.texts(".missing s") == ["kinoteatrlar"]


def test_articles_that_lack_words_of_a_sentence_are_counted(page: Client) -> None:
    answer = page.get("/?q=paxta+terimi+boshlandi+hosil")
    assert answer.texts(".note") == ["Of them without some of the words: 2"]
    assert len(answer.all(".missing")) == 2


def test_marks_that_mean_nothing_are_ignored_with_a_note(page: Client) -> None:
    answer = page.get("/?q=%22Paxta+terimi+boshlandi)")
    assert answer.texts(".note") == ['Ignored, since it means nothing where it stands: " )']
    assert titles(answer) == titles(page.get("/?q=Paxta+terimi+boshlandi"))


def test_words_that_are_an_author_lead_there(page: Client) -> None:
    answer = page.get("/?q=Aziza+Karimova")
    assert answer.texts(".empty a") == ["Aziza Karimova"]
    assert titles(page.get(answer.links(".empty a")[0])) == ["Bozor va narxlar"]


def test_an_author_is_told_of_above_what_was_searched_instead(page: Client) -> None:
    answer = page.get("/?q=Xurshid+Metro")
    assert "Toshkentda ikkita yangi metro bekati ochildi" in titles(answer)
    assert answer.texts(".note a") == ["Xurshid Metro"]
    assert titles(page.get(answer.links(".note a")[0])) == ["Bozor va narxlar"]


def test_pages_follow_each_other(page: Client) -> None:
    first = page.get("/")
    second = page.get(first.links("a[rel=next]")[0])
    assert not set(titles(first)) & set(titles(second))
    assert second.all("ol")[0].attributes["start"] == "11"
    assert page.get(second.links("a[rel=prev]")[0]).body == first.body


def test_the_address_of_an_article_as_query_leads_to_it(page: Client) -> None:
    answer = page.get("/?q=https://kun.uz/paxta")
    assert answer.status == 303
    assert titles(page.get("/?q=kun.uz/no-such-article")) == []
    assert page.get(answer.headers["location"]).texts("h1") == ["Paxta terimi boshlandi"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/?q=sit:kun", "there is no field 'sit'; did you mean site?"),
        ("/?page=0", "page must be a number from 1"),
        ("/?page=100000&q=*", "page must be a number from 1 to 10,000, got '100000'"),
        ("/?page=1001", "reaches beyond hit 10,000"),
        ("/?sort=best", "sort must be one of relevance, newest, oldest, got 'best'"),
        ("/?since=someday", "'someday' is not a day"),
        ("/?language=klingon", "'klingon' is not a language"),
        ("/?since=2026-03-02&until=2026-03-01", "lies after"),
        ("/?tag=" + "a" * 201, "tag has 201 characters; 200 are allowed"),
        ("/?" + "&".join(f"tag={number}" for number in range(21)), "tag has 21 values; 20 are allowed"),
        ("/?q=" + "a" * 2001, "longer than 2000 characters"),
        ("/?format=xml", "format must be one of html, json, atom, got 'xml'"),
    ],
)
def test_what_cannot_be_asked_is_told(page: Client, address: str, words: str) -> None:
    answer = page.get(address)
    assert answer.status == 400
    assert words in answer.texts(".words")[0]
    as_json = page.get(address.replace("format=xml", "format=jsn") + "&format=json")
    assert as_json.status in (200, 400)


def test_what_cannot_be_asked_stays_in_the_form_to_be_mended(page: Client) -> None:
    answer = page.get("/?q=metro+sit:kun&site=kun_uz&sort=oldest")
    assert answer.status == 400
    assert [each.attributes["value"] for each in answer.all("input[name=q]")] == ["metro sit:kun"]
    assert [each.attributes["value"] for each in answer.all("option[selected]")] == ["oldest"]
    assert answer.all("pre.words")[0].text() == "  metro sit:kun\n        ^"  # in letters of one width
    wrong = page.get("/?q=metro&page=none")
    assert [each.attributes["value"] for each in wrong.all("input[name=q]")] == ["metro"]


def test_an_error_is_said_once(page: Client) -> None:
    answer = page.get("/no-such-page")
    assert (answer.status, answer.texts("h1"), answer.all(".words")) == (404, ["There is no such page"], [])


def test_the_same_address_answers_programs(page: Client) -> None:
    answer = page.get("/?q=Rubio&format=json&size=1")
    assert answer.headers["content-type"] == "application/json"
    values = answer.json()
    assert (values["total"], values["query"]) == (1, "Rubio")
    assert values["hits"][0]["url"] == "https://zamin.uz/rubio"
    assert page.get("/?page=0&format=json").json() == {
        "status": 400,
        "error": "page must be a number from 1 to 10,000, got '0'",
    }


def test_a_page_is_small(page: Client) -> None:
    """With its style and script, without pictures, and with more facets and bars than the library has: 60 kB."""
    answer = page.get("/")
    files = answer.links("link[rel=stylesheet]") + [
        node.attributes["src"] or "" for node in answer.all("script")
    ]
    shared = sum(len(page.get(file).body) for file in files)
    spans = [(f"20{year:02}-06-01", year) for year in range(70)]
    chart = draw_timeline(spans, Asked(q="toshkent metro bekati", site=("kun_uz",), language=("uz",)))
    assert chart is not None
    bar = len(str(answer.all("#timeline a")[0].html)) + 60
    facets = 8 * 6 * 150
    assert len(answer.body) + shared + len(chart.bars) * bar + facets < 60_000
    assert len(page.get("/?q=metro").body) + shared < 40_000
