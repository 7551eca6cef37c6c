"""Print the metadata of a varied page: each field in one of the places where sites put it."""

from __future__ import annotations

import html
import json
import random
from datetime import UTC
from typing import Any

from xabar.demo.editions import FakeEdition
from xabar.demo.entries import Entry
from xabar.demo.stories import Story
from xabar.extraction.addresses import article_key_url


def print_metadata(entry: Entry, story: Story, chance: random.Random) -> tuple[dict[str, Any], str]:
    """Return the fields that must be found, and the head of the page that has them."""
    edition, address = entry.edition, f"https://{entry.edition.host}{entry.path}"
    image = f"https://cdn.{edition.host}/{entry.number}.webp"
    stamp = entry.at.isoformat(timespec="seconds")
    fields: dict[str, Any] = {
        "title": story.title,
        "published_at": entry.at.astimezone(UTC).isoformat(timespec="minutes"),
        "canonical": article_key_url(address),
        "section": story.section,
        "image": image,
        "tags": list(story.tags),
    }
    if story.author:
        fields["authors"] = [story.author]
    data = {
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": stamp,
        "articleSection": story.section,
        "image": chance.choice((image, [image], {"@type": "ImageObject", "url": image})),
        "author": {"@type": "Person", "name": story.author}
        if story.author
        else {"@type": "Organization", "name": edition.style.name},
        "keywords": chance.choice((list(story.tags), ", ".join(story.tags))),
    }
    return fields, chance.choice((_as_json_ld, _as_graph, _as_meta, _as_breadcrumbs))(
        data, image, edition, story
    )


def _as_json_ld(data: dict[str, Any], image: str, edition: FakeEdition, story: Story) -> str:
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    return f'<script type="application/ld+json">{text}</script>'


def _as_graph(data: dict[str, Any], image: str, edition: FakeEdition, story: Story) -> str:
    graph = [{"@type": "WebSite", "name": edition.style.name}, {"@type": "WebPage", "name": "x"}, data]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, indent=2)
    return f'<script type="application/ld+json">//<![CDATA[\n{text},\n//]]></script>'.replace(
        "},\n//", "}\n//"
    )


def _as_meta(data: dict[str, Any], image: str, edition: FakeEdition, story: Story) -> str:
    values = [
        ("property", "article:published_time", data["datePublished"]),
        ("property", "article:section", story.section),
        ("property", "og:image", image),
        *(("property", "article:tag", tag) for tag in story.tags),
        *((("name", "author", story.author),) if story.author else ()),
    ]
    return "".join(f'<meta content="{html.escape(value)}" {key}="{name}">' for key, name, value in values)


def _as_breadcrumbs(data: dict[str, Any], image: str, edition: FakeEdition, story: Story) -> str:
    steps = [
        {"@type": "ListItem", "position": at, "name": name}
        for at, name in enumerate((edition.style.name, story.section, story.title))
    ]
    crumbs = {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": steps}
    bare = {key: value for key, value in data.items() if key != "articleSection"}
    return "".join(_as_json_ld(part, image, edition, story) for part in (crumbs, bare))
