"""What goes wrong on real sites, put among the articles of the fake ones. None of it may end as an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TrapKind = Literal["home", "challenge", "redirect-loop", "listing", "robots", "gone", "empty", "amp", "moved"]


@dataclass(frozen=True, slots=True)
class Trap:
    """An address that a site offers as an article, and what is there instead.

    `outcome` is how the crawl must count it: as a key of REJECTIONS or as "duplicate". It is None if the address is
    recognized as that of a known article before it is fetched. The slug of "amp" and "moved" is that of an article.
    """

    stories: str  # the edition: kun_uz.uz-Latn
    slug: str
    kind: TrapKind
    outcome: str | None


TRAPS = (
    # kun.uz answers for a deleted article with its front page and status 200
    Trap("kun_uz.uz-Latn", "ochirilgan-maqola", "home", "home-page"),
    Trap("daryo_uz.uz-Latn", "tekshiruv-sahifasi", "challenge", "challenge"),
    Trap("nur_kz.kk-Cyrl", "ainalma-zhol", "redirect-loop", "redirect-loop"),
    # tengrinews.kz calls its lists articles (og:type)
    Trap("tengrinews_kz.kk-Cyrl", "barlyq-zhanalyqtar", "listing", "not-article"),
    Trap("gazeta_uz.uz-Latn", "chop-etish-uchun", "robots", "robots"),
    Trap("qalampir_uz.uz-Latn", "topilmadi", "gone", "gone"),
    Trap("uza_uz.uz-Latn", "bosh-sahifa-yoq", "empty", "empty-page"),
    Trap("egemen_kz.kk-Cyrl", "auylda-zhana-kitaphana-ashyldy", "amp", None),
    # the same article under a second section, with a canonical address of its own
    Trap("zamin_uz.uz-Cyrl", "anor-bogi-hosilga-kirdi", "moved", "duplicate"),
)

CHALLENGE_PAGE = """<!DOCTYPE html>
<html lang="en-US"><head><title>Just a moment...</title><meta name="robots" content="noindex,nofollow"></head>
<body><div class="main-wrapper"><h1>daryo.uz</h1><p>Checking your browser before accessing the site.</p>
<script>(function(){window._cf_chl_opt={cvId:"3",cType:"managed"};})();</script>
<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script></div></body></html>
"""

ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /*/chop-etish-uchun
Disallow: /*?print=
"""
