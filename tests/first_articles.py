"""What a process works out with its first articles, and a process that is forked after that does not."""

from __future__ import annotations

from typing import Final

from crawler.reading_rules import hash_rules
from crawler.spiders.kun_uz import KunUz
from xabar.demo.stories import load_stories
from xabar.extraction.last_layers import trafilatura_body
from xabar.search.analysis import analyze_texts

STORIES: Final = (
    *("daryo_uz.uz-Latn", "daryo_uz.uz-Cyrl", "kun_uz.uz-Latn", "zamin_uz.uz-Latn"),
    *("egemen_kz.kk-Cyrl", "inform_kz.kk-Cyrl"),
)


def read_and_index() -> None:
    """Compile the patterns of frequent suffixes, load what trafilatura asks for, and hash the rules of reading.

    Of a small crawl this is a quarter of the CPU, and it takes less than all that is forked for two tests.
    """
    stories = [(story, name.partition(".")[2][:2]) for name in STORIES for story in load_stories(name)]
    analyze_texts(("\n".join(story.paragraphs), language) for story, language in stories)
    trafilatura_body(f"<html><body><p>{stories[0][0].title}</p></body></html>")
    hash_rules(KunUz)
