"""What a survey finds out about newspapers of many shapes, and what it does not fall for."""

from __future__ import annotations

import pytest

from crawler.described import make_site
from crawler.discovery import Feed, LinkList, LinkPage, Sitemap
from crawler.survey.describe import NoSite
from crawler.survey.visits import MAX_PAGES
from tests.crawler.survey.paper import NOW, RUSSIAN, Paper, article, feed, headline, links, newspaper
from xabar.declaration import Edition
from xabar.http_response import HttpResponse

HOME = "https://gazeta.example.uz/"
FORMS = {
    "dates": "{home}news/2026/11/{n:02}/xabar-{n}",
    "numbers": "{home}jamiyat/{n}48213-yangi-xabar.html",
    "numbers at the end": "{home}posts/yangi-xabar_{n}436197",
    "slugs": "{home}yangi-bekat-ochildi-{n}-xabar/",
    "slugs below news": "{home}news/yangi-bekat-{n}-ochildi",
    "bare numbers": "{home}news/{n}0012",
    "parameters": "{home}?p={n}12",
    "a script's parameter": "{home}news.php?id={n}77",
    "day and number": "{home}20261124/yangi-bekat-{n}8123456.html",
    "slug, then number": "{home}a/yangi-bekat-{n}/3172{n}48.html",
    "another parameter": "{home}oku.php?maqola_id={n}48",
    "unique ids": "{home}oz/jamiyat/2163636{n}-8b52-9b4a-97b7-50923ceb3ffd",
    "hashes": "{home}news/yangi-bekat-a{n}b1c2",
}


def urls_of(form: str, count: int = 8, home: str = HOME) -> list[str]:
    return [FORMS[form].format(home=home, n=number) for number in range(1, count + 1)]


@pytest.mark.parametrize("form", FORMS)
def test_addresses_of_articles_are_learned_from_a_front_page(form: str) -> None:
    known = newspaper(urls_of(form)).survey()
    site = make_site(known)
    for url in urls_of(form, count=9):  # the last one was never seen
        assert site.is_article(url), known.article
    for other in ("", "sport/", "news/", "tag/yangi-bekat-ochildi", "2026/11/24/", "?page=2", "about", "uz/"):
        assert not site.is_article(HOME + other), (other, known.article)
    assert LinkPage(HOME) in known.sources
    assert known.zone == "Asia/Tashkent"
    assert known.editions == (Edition(HOME, "uz", "Latn"),)


def test_a_section_that_was_not_seen_is_one_too_if_the_rest_tells_an_article() -> None:
    site = make_site(newspaper(urls_of("numbers")).survey())
    assert site.is_article(f"{HOME}sport/948217-futbol.html")
    assert not site.is_article(f"{HOME}tag/948217-futbol.html")


@pytest.mark.parametrize("place", ["rss", "feed/", "rss.xml", "news/rss", "export/rss2/archive/index.xml"])
def test_a_feed_is_found_where_the_press_keeps_it(place: str) -> None:
    paper = newspaper(urls_of("slugs"))
    paper.pages[HOME + place] = feed(urls_of("slugs"))
    assert Feed(HOME + place) in paper.survey().sources


def test_feeds_that_the_front_page_names_come_before_those_that_are_guessed() -> None:
    named = '<link rel="alternate" type="application/atom+xml" href="/yangilik.atom">'
    paper = newspaper(urls_of("slugs"), more=named)
    paper.pages[f"{HOME}yangilik.atom"] = feed(urls_of("slugs"))
    paper.pages[f"{HOME}rss"] = feed(urls_of("slugs"))
    sources = paper.survey().sources
    assert sources[0] == Feed(f"{HOME}yangilik.atom")
    assert Feed(f"{HOME}rss") not in sources


@pytest.mark.parametrize("place", ["sitemap.xml", "sitemap/index.xml", "xarita/hammasi.xml"])
def test_a_sitemap_is_found_by_robots_txt_or_at_its_usual_place(place: str) -> None:
    urls = urls_of("bare numbers")
    paper = newspaper(urls)
    paper.pages[f"{HOME}robots.txt"] = "User-agent: *\n" + (
        f"SITEMAP: {HOME}{place}" if "xarita" in place else ""
    )
    rows = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    paper.pages[HOME + place] = f"<urlset>{rows}</urlset>"
    assert Sitemap(HOME + place) in paper.survey().sources


def test_a_feed_that_only_a_section_names_is_found() -> None:
    paper = newspaper(urls_of("slugs")[:2])
    urls = urls_of("numbers")
    paper.pages |= {url: article(number) for number, url in enumerate(urls)}
    named = '<link rel="alternate" type="application/rss+xml" href="/sport/lenta.xml">'
    paper.pages[f"{HOME}sport/"] = links(urls[:4], more=named)
    paper.pages[f"{HOME}sport/lenta.xml"] = feed(urls)
    known = paper.survey()
    assert Feed(f"{HOME}sport/lenta.xml") in known.sources
    assert make_site(known).is_article(urls[7])


@pytest.mark.parametrize("further", ["?page=2", "page/2/", "news/?PAGEN_1=2"])
def test_a_list_in_pages_is_followed(further: str) -> None:
    paper = newspaper(urls_of("slugs"), more=f"<a href='/{further}'>&raquo;</a>")
    (lists,) = [source for source in paper.survey().sources if isinstance(source, LinkList)]
    assert lists == LinkList(
        HOME + further.replace("2", "{page}") if "PAGEN" not in further else f"{HOME}news/?PAGEN_1={{page}}",
        HOME,
    )


def test_a_list_that_counts_its_pages_from_zero_is_followed() -> None:
    pager = "<b>1</b> <a href='/?page=1'>2</a> <a href='/?page=2'>3</a>"
    sources = newspaper(urls_of("slugs"), more=pager).survey().sources
    assert LinkList(f"{HOME}?page={{page}}", HOME, second=1) in sources


@pytest.mark.parametrize(
    "printed",
    ["<div>{}</div>", "<p>{}</p>", "<small>{}</small>", "<p class='sana'>{}</p>", "<div><span>{} | 120</span></div>",
     "<div><a href='/muallif/x'>Ism</a> <i>{}</i></div>", "<time>{}</time>"],
)  # fmt: skip
def test_the_place_of_the_date_is_found_with_and_without_a_class(printed: str) -> None:
    paper = newspaper(urls_of("slugs"))
    for number, url in enumerate(urls_of("slugs")):
        page = article(number).replace("<nav>", "<p>Bugun 24.11.2026</p><nav>")
        day = page.partition("<div class='when'>")[2].partition("</div>")[0]
        paper.pages[url] = page.replace(f"<div class='when'>{day}</div>", printed.format(day))
    site = make_site(paper.survey())
    for number, url in enumerate(urls_of("slugs")):
        found = site.read_article(HttpResponse(url, paper.pages[url].encode()), fetched_at=NOW)
        assert [date.text for date in found.printed_dates if f"{number % 23 + 1:02}.11.2026 10:" in date.text]


@pytest.mark.parametrize(
    "printed",
    ["<h3>{}</h3>", "<table><tr><td class='zag'><font size='4'><b>{}</b></font></td></tr></table>",
     "<div class='kx-sarlavha'>{}</div>", "<p id='nom'>{}</p>"],
)  # fmt: skip
@pytest.mark.parametrize("named", ["<title>Vodiy ovozi</title>", "<title>{} | Водий овози</title>"])
def test_the_title_is_where_the_words_of_the_lists_stand(printed: str, named: str) -> None:
    """Whatever the page calls itself, and whatever element holds the heading."""
    paper = newspaper(urls_of("slugs"))
    for number, url in enumerate(urls_of("slugs")):
        page = article(number).replace("<body>", f"<head>{named.format(headline(number))}</head><body>")
        paper.pages[url] = page.replace(f"<h1>{headline(number)}</h1>", printed.format(headline(number)))
    site = make_site(paper.survey())
    for number, url in enumerate(urls_of("slugs")):
        found = site.read_article(HttpResponse(url, paper.pages[url].encode()), fetched_at=NOW)
        assert found.title == headline(number)


@pytest.mark.parametrize("number", ["?bet=2", "?sahifa=2", "bet/2/"])
def test_pages_of_a_list_may_be_counted_in_uzbek_and_kazakh(number: str) -> None:
    paper = newspaper(urls_of("slugs"), more=f"<p><a href='{HOME}{number}'>2</a></p>")
    assert any("{page}" in source.address for source in paper.survey().sources)


def test_the_date_is_found_where_the_text_has_no_place_of_its_own() -> None:
    paper = newspaper(urls_of("slugs"))
    paper.pages |= {
        url: paper.pages[url].replace("<div class='matn'>", "<div>").replace("class='when'", "")
        for url in urls_of("slugs")
    }
    known = paper.survey()
    site, url = make_site(known), urls_of("slugs")[4]
    found = site.read_article(HttpResponse(url, paper.pages[url].encode()), fetched_at=NOW)
    assert [layout.body for layout in known.layouts] == [None]
    assert [date.text for date in found.printed_dates] == ["05.11.2026 10:04"]


def test_pages_that_all_name_the_front_page_as_their_address_are_read() -> None:
    canonical = f"<link rel='canonical' href='{HOME}'>"
    paper = newspaper(urls_of("slugs"))
    paper.pages = {
        url: body.replace("<html>", f"<html><head>{canonical}</head>") for url, body in paper.pages.items()
    }
    url = urls_of("slugs")[4]
    site = make_site(paper.survey())
    assert site.read_article(HttpResponse(url, paper.pages[url].encode()), fetched_at=NOW).url == url


def test_headlines_may_be_short() -> None:
    urls = urls_of("bare numbers")
    paper = newspaper(urls)
    items = "".join(f"<li><a href='{url}'>Xabar {number}</a></li>" for number, url in enumerate(urls))
    paper.pages[HOME] = f"<html><body><nav><a href='/sport/'>Sport</a></nav><ul>{items}</ul></body></html>"
    assert all(map(make_site(paper.survey()).is_article, urls))


def test_a_headline_may_stand_beside_the_link() -> None:
    urls = urls_of("slugs")
    paper = newspaper(urls)
    items = "".join(
        f"<div class='card'><a href='{url}'><img src='/{number}.jpg' alt=''></a><h3>{headline(number)}</h3></div>"
        for number, url in enumerate(urls)
    )
    paper.pages[HOME] = f"<html><body>{items}</body></html>"
    assert all(map(make_site(paper.survey()).is_article, urls))


def test_editions_by_path_have_the_language_of_their_articles() -> None:
    cyrillic = ("Шу ҳафта қишлоқда янги мактаб очилди, бу ҳақда туман ҳокимлиги хабар берди ва ўқувчиларни табриклади.",
                "Аҳоли уни {number} йил кутган эди, энди болалар ҳам, катталар ҳам ундан фойдаланади ва шод.")  # fmt: skip
    home = newspaper(urls_of("slugs"), more="<a href='/ru/'>Рус</a> <a href='/oz/'>Ўзб</a>")
    for code, lines in (("ru", RUSSIAN), ("oz", cyrillic)):
        below = f"{HOME}{code}/"
        home.pages |= newspaper(urls_of("slugs", home=below), home=below, lines=lines).pages
    known = home.survey()
    assert set(known.editions) == {
        Edition(HOME, "uz", "Latn"), Edition(f"{HOME}ru/", "ru", "Cyrl"), Edition(f"{HOME}oz/", "uz", "Cyrl")
    }  # fmt: skip
    assert known.editions[0].prefix == HOME
    assert make_site(known).is_article(f"{HOME}ru/novaya-shkola-v-kishlake/")


def test_editions_on_other_hosts_belong_to_the_site() -> None:
    russian = "https://ru.gazeta.example.uz/"
    paper = newspaper(urls_of("slugs"), more=f"<link rel='alternate' hreflang='ru' href='{russian}'>")
    paper.pages |= newspaper(urls_of("slugs", home=russian), home=russian, lines=RUSSIAN).pages
    assert Edition(russian, "ru", "Cyrl") in paper.survey().editions


def test_a_mirror_of_the_site_is_no_edition() -> None:
    mirror = "https://oz.gazeta.example.uz/"
    paper = newspaper(urls_of("slugs"), more=f"<a href='{mirror}'>Oʻz</a>")
    paper.pages |= newspaper(urls_of("slugs", home=mirror), home=mirror).pages
    known = paper.survey()
    assert [edition.prefix for edition in known.editions] == [HOME]
    assert LinkPage(mirror) not in known.sources


def test_two_languages_on_one_path_are_one_edition() -> None:
    urls = urls_of("bare numbers", count=12)
    paper = newspaper(urls)
    paper.pages |= {url: article(number, RUSSIAN) for number, url in enumerate(urls) if number % 3 == 2}
    (edition,) = paper.survey().editions
    assert (edition.prefix, edition.language) == (HOME, "uz")


def test_a_front_page_that_moved_is_known_by_its_new_address() -> None:
    www = "https://www.gazeta.example.uz/"
    paper = newspaper(urls_of("slugs", home=www), home=www, more="<a href='/?page=2'>2</a>")
    paper.moved = {HOME: www}
    known = paper.survey()
    assert {LinkList(f"{www}?page={{page}}", www), LinkPage(www)} <= set(known.sources)
    assert known.hosts == ("gazeta.example.uz",)


def test_the_address_of_an_article_leads_to_its_site() -> None:
    urls = urls_of("slugs below news")
    known = newspaper(urls).survey(urls[2])
    assert (known.address, [s for s in known.sources if isinstance(s, LinkPage)]) == (
        HOME,
        [LinkPage(HOME)],
    )


# --- what it does not fall for --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (404, "", "nothing could be had from it .status 404"),
        (403, "", "nothing could be had from it .status 403"),
        (403, "<script>window._cf_chl_opt={}</script>", "status 403|challenge"),
        (404, "<html><body><p>Bu sahifa sotiladi, narxini soʻrang va egasiga yozing.</p></body></html>", "no links to articles"),
        (404, "<html><body><div id='app'></div></body></html>", "no links to articles"),
    ],
)  # fmt: skip
def test_an_address_that_is_no_newspaper_is_refused_with_the_reason(
    status: int, body: str, words: str
) -> None:
    paper = Paper({HOME: body} if body and status == 404 else {}, status=status)
    with pytest.raises(NoSite, match=words):
        paper.survey()


def test_a_feed_that_leads_to_another_site_is_not_used() -> None:
    paper = newspaper(urls_of("slugs"))
    paper.pages[f"{HOME}rss"] = feed(f"https://boshqa.example.com/a-b-c-{number}" for number in range(9))
    known = paper.survey()
    assert not any(isinstance(source, Feed) for source in known.sources)
    assert any(d.value == f"{HOME}rss" and "other sites" in d.reason for d in known.decisions)
    assert not any("boshqa" in url for url in paper.asked)


@pytest.mark.parametrize(
    "body", ["<html><body>feed</body></html>", "<?xml version='1.0'?><opml/>", "<rss><cha", "{}"]
)
def test_what_is_no_feed_is_not_used(body: str) -> None:
    paper = newspaper(urls_of("slugs"))
    paper.pages[f"{HOME}rss"] = body
    assert not any(isinstance(source, Feed) for source in paper.survey().sources)


def test_tags_authors_and_calendars_are_no_articles() -> None:
    others = [
        *(f"{HOME}teglar/yangi-bekat-haqida-{number}" for number in range(9)),
        *(f"{HOME}mualliflar/dilnoza-karimova-qizi-{number}" for number in range(9)),
        *(f"{HOME}kunlar/2026/11/{number:02}/xabarlar" for number in range(1, 24)),
    ]
    paper = newspaper([*urls_of("slugs below news"), *others])
    paper.pages |= dict.fromkeys(others, links(urls_of("slugs below news")))
    site = make_site(paper.survey())
    assert all(map(site.is_article, urls_of("slugs below news")))
    assert not any(
        map(
            site.is_article,
            [*others, f"{HOME}teglar/boshqa-bekat-haqida", f"{HOME}kunlar/2026/10/30/xabarlar"],
        )
    )


@pytest.mark.slow
def test_a_front_page_with_two_thousand_links_and_a_calendar_without_end_cost_a_bounded_survey() -> None:
    many = "".join(f"<a href='/arxiv-{n}/'>Arxiv {n}</a>" for n in range(2_000))
    paper = newspaper(urls_of("slugs", count=400), more=many)
    paper.pages |= {
        f"{HOME}arxiv-{n}/": links([], more=f"<a href='/arxiv-{n + 1}/'>Keyingi kun</a>")
        for n in range(2_000)
    }
    assert make_site(paper.survey()).is_article(urls_of("slugs")[0])
    assert len(paper.asked) <= MAX_PAGES


def test_private_and_foreign_addresses_are_never_asked_for() -> None:
    bad = ("http://127.0.0.1/rss", "http://169.254.169.254/latest/", "http://localhost:9200/_search", "//10.0.0.1/a-b-c-d",
           "http://gazeta.example.uz.evil.example/", "ftp://gazeta.example.uz/rss", "file:///etc/passwd")  # fmt: skip
    named = "".join(
        f"<link rel='alternate' type='application/rss+xml' href='{url}'><a href='{url}'>Yangi xabar shu yerda</a>"
        for url in bad
    )
    paper = newspaper(urls_of("slugs"), more=named)
    paper.pages[f"{HOME}robots.txt"] = "".join(f"Sitemap: {url}\n" for url in bad)
    paper.survey()
    assert all(url.startswith((HOME, "https://oz.gazeta.example.uz")) for url in paper.asked)


def test_what_strangers_write_stays_short() -> None:
    sections = [f"{HOME}{'boʻlim' * 40}-{number}/yangi-bekat-ochildi" for number in range(300)]
    paper = newspaper([*urls_of("slugs below news"), *sections])
    paper.pages[f"{HOME}robots.txt"] = f"Sitemap: {HOME}{'x' * 5_000}.xml"
    known = paper.survey()
    assert all(len(decision.value) <= 600 and len(decision.reason) <= 600 for decision in known.decisions)
    assert len(known.to_json()) < 60_000


def test_a_menu_that_looks_like_articles_is_not_asked_for() -> None:
    menu = "<nav><a href='/iqtisod-va-biznes/'>Iqtisod</a><a href='/fan-texnika-avto/'>Fan</a></nav>"
    site = make_site(newspaper(urls_of("slugs"), more=menu).survey())
    assert site.is_article(urls_of("slugs")[3])
    assert not site.is_article(f"{HOME}iqtisod-va-biznes/")
    assert not site.is_article(f"{HOME}fan-texnika-avto")


def test_the_survey_says_what_it_decided_and_why() -> None:
    known = newspaper(urls_of("dates")).survey()
    said = {decision.what for decision in known.decisions}
    assert {"edition", "zone", "articles", "page of links", "survey"} <= said
    assert all(decision.reason for decision in known.decisions)
    assert known.surveyed_at == NOW.isoformat(timespec="seconds")
