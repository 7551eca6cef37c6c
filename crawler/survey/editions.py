"""The editions of a surveyed site, its hosts and its zone: by what its articles are written in, and where they lie."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar
from urllib.parse import urlsplit

from crawler.survey.description import Decision
from crawler.survey.findings import Findings, edition_key
from crawler.survey.look import ArticleLook
from xabar.declaration import Edition
from xabar.zones import ASSUMED_ZONE, guess_zone

T = TypeVar("T")

MAX_EDITIONS: Final = 12
ONE_LANGUAGE: Final = 0.8  # share of an edition's articles from which it is in one language


@dataclass(frozen=True, slots=True)
class Sample:
    """A page that was read as an article."""

    url: str
    article: ArticleLook


def find_editions(
    findings: Findings, samples: Sequence[Sample]
) -> tuple[tuple[Edition, ...], list[Decision]]:
    """Return the editions by what their articles are written in. The one to which the given address leads comes first."""
    found: dict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        found[edition_key(sample.url, findings.codes)].append(sample)
    asked = findings.looks.get(findings.address)
    own = edition_key((asked and asked.url) or findings.address, findings.codes)
    keys = sorted(found, key=lambda each: (each != own, len(each), each))
    decided = [_edition(key, found[key]) for key in keys[:MAX_EDITIONS]]
    return tuple(edition for edition, _ in decided), [decision for _, decision in decided]


def _edition(key: str, samples: Sequence[Sample]) -> tuple[Edition, Decision]:
    texts = [sample.article for sample in samples if sample.article.language != "und"]
    language, many = most_common([each.language for each in texts], "und")
    scripts = {each.script for each in texts if each.language == language}
    first, (place, mark, chosen) = urlsplit(samples[0].url), key.partition("?")
    _, slash, code = place.partition("/")
    prefix = f"{first.scheme}://{first.netloc}{slash}{code}/{mark}{chosen}"
    edition = Edition(prefix, language, scripts.pop() if len(scripts) == 1 else None)
    mixed = "" if many >= ONE_LANGUAGE * len(texts) else ", the others in another language"
    words = f"{many} of {len(texts)} articles that were read are written so{mixed}"
    return edition, Decision("edition", prefix, f"{language}-{edition.script or 'several scripts'}: {words}")


def find_zone(findings: Findings, samples: Sequence[Sample]) -> tuple[str, str]:
    """Return the time zone of the site's country, and why it is that one."""
    language, _ = most_common([sample.article.language for sample in samples], "und")
    return guess_zone(findings.site, language) or ASSUMED_ZONE


def find_hosts(findings: Findings) -> tuple[str, ...]:
    """Return the hosts of the site: the given one, and those on which an edition answered."""
    urls = (findings.address, *(home.url for home in findings.homes))
    hosts = dict.fromkeys(_bare(urlsplit(url).hostname or "") for url in urls)
    return tuple(host for host in hosts if not any(host.endswith("." + other) for other in hosts))


def most_common(values: Sequence[T], default: T) -> tuple[T, int]:
    """Return the value that occurs most often, and how often; the default where there is none."""
    return Counter(values).most_common(1)[0] if values else (default, 0)


def _bare(host: str) -> str:
    return host.rstrip(".").lower().removeprefix("www.")
