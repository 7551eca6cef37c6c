"""What the demo invents of each edition that it fakes. Hosts, zones and sources come from the classes of the sites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How the pages of one language and script of a site look, and where its articles lie."""

    site: str
    code: str  # uz-Latn
    name: str  # as the masthead prints it
    article: str  # an article's address below the edition's prefix; takes {at}, {slug} and {id}
    dates: str  # a key of DATE_FORMS
    layout: str = ""  # a file in layouts/; the site's name unless given
    words: str = ""  # a key of words.toml; the code unless given
    machine_date: Literal["json-ld", "meta"] | None = None
    sitemap: str = ""  # a part of the addresses of its sitemaps, where the host has one for each edition
    child_sitemap: str | None = None  # the sitemap that the site's index names for it
    charset: str = "utf-8"

    @property
    def stories(self) -> str:
        """The name of the file with its articles."""
        return f"{self.site}.{self.code}"

    @property
    def language(self) -> str:
        """The language of its code: uz or kk."""
        return self.code.partition("-")[0]

    @property
    def script(self) -> str:
        """The script of its code, such as Latn."""
        return self.code.partition("-")[2]

    @property
    def wording(self) -> str:
        """The key of its words in words.toml."""
        return self.words or self.code

    @property
    def page_layout(self) -> str:
        """The name of its layout."""
        return self.layout or self.site


_BY_DAY: Final = "{at:%Y/%m/%d}/{slug}"

STYLES: Final = (
    Style(
        site="kun_uz",
        code="uz-Latn",
        name="Kun.uz",
        article=f"news/{_BY_DAY}",
        dates="kun",
        machine_date="json-ld",
    ),
    Style(
        site="kun_uz",
        code="uz-Cyrl",
        name="Kun.uz",
        article=f"news/{_BY_DAY}",
        dates="kun",
        machine_date="json-ld",
    ),
    Style(
        site="daryo_uz",
        code="uz-Latn",
        name="Daryo",
        article=_BY_DAY,
        dates="daryo",
        child_sitemap="/sitemap-oz-1.xml",
    ),
    Style(
        site="daryo_uz",
        code="uz-Cyrl",
        name="Daryo",
        article=_BY_DAY,
        dates="daryo",
        child_sitemap="/sitemap-uz-1.xml",
    ),
    Style(
        site="gazeta_uz",
        code="uz-Latn",
        name="Gazeta.uz",
        article=f"{_BY_DAY}/",
        dates="gazeta",
        sitemap="materials-oz",
    ),
    Style(
        site="gazeta_uz",
        code="uz-Cyrl",
        name="Газета.uz",
        article=f"{_BY_DAY}/",
        dates="gazeta",
        sitemap="materials-uz",
    ),
    Style(
        site="zamin_uz",
        code="uz-Cyrl",
        name="Замин",
        article="jamiyat/{id}-{slug}.html",
        dates="zamin",
        charset="windows-1251",
    ),
    Style(site="zamin_uz", code="uz-Latn", name="Zamin", article="tabiat/{id}-{slug}.html", dates="zamin"),
    Style(
        site="qalampir_uz", code="uz-Latn", name="QALAMPIR.UZ", article="news/{slug}-{id}", dates="qalampir"
    ),
    Style(site="uza_uz", code="uz-Latn", name="OʻzA", article="posts/{slug}_{id}", dates="uza"),
    Style(site="uza_uz", code="uz-Cyrl", name="ЎзА", article="posts/{slug}_{id}", dates="uza"),
    Style(
        site="ozodlik",
        code="uz-Cyrl",
        name="Озодлик",
        article="a/{slug}/{id}.html",
        dates="pangea",
        layout="pangea",
    ),
    Style(
        site="ozodlik",
        code="uz-Latn",
        name="Озодлик",
        article="a/{slug}/{id}.html",
        dates="pangea",
        layout="pangea",
    ),
    Style(
        site="egemen_kz",
        code="kk-Cyrl",
        name="Egemen Qazaqstan",
        article="article/{id}-{slug}",
        dates="egemen",
    ),
    Style(
        site="egemen_kz",
        code="kk-Latn",
        name="Egemen Qazaqstan",
        article="article/{id}-{slug}",
        dates="egemen",
    ),
    Style(
        site="egemen_kz",
        code="kk-Arab",
        name="ەگەمەن قازاقستان",
        article="article/{id}-{slug}",
        dates="egemen-ar",
    ),
    Style(site="inform_kz", code="kk-Cyrl", name="Kazinform", article="news/{slug}-{id:x}/", dates="inform"),
    Style(
        site="inform_kz",
        code="kk-Latn",
        name="Kazinform",
        article="news/{slug}-{id:x}/",
        dates="inform",
        words="kk-Latn-2021",
    ),
    Style(
        site="nur_kz",
        code="kk-Cyrl",
        name="NUR.KZ",
        article="society/{id}-{slug}/",
        dates="nur",
        machine_date="json-ld",
        child_sitemap="/sitemaps/articles-1.xml.gz",
    ),
    Style(
        site="tengrinews_kz",
        code="kk-Cyrl",
        name="Tengrinews.kz",
        article="kazakhstan_news/{slug}-{id}/",
        dates="tengri",
        machine_date="json-ld",
        child_sitemap="/kk-sitemap-1.xml",
    ),
    Style(
        site="azattyq",
        code="kk-Cyrl",
        name="Азаттық",
        article="a/{slug}/{id}.html",
        dates="pangea",
        layout="pangea",
        machine_date="meta",
    ),
)

FAKED_SITES: Final = tuple(dict.fromkeys(style.site for style in STYLES))
"""The sites that the demo fakes, by name. There may be others."""
