"""An article as one HTML page that needs nothing else: no script, no picture, no style from elsewhere. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import Final

from xabar.app.reading import Line, byline, describe_date, list_lines
from xabar.article import Article

# Kind of a paragraph -> its element, and the element around all that stand together.
_ELEMENTS: Final[dict[str, tuple[str, str | None]]] = {
    "h": ("h2", None),
    "t": ("h2", None),
    "i": ("li", "ul"),
    "q": ("p", "blockquote"),
}
_PLAIN: Final = ("p", None)
# Nothing is loaded and nothing runs, whatever the text says (Content Security Policy 3, 6.1).
_PAGE: Final = """<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ max-width: 40rem; margin: 2rem auto; padding: 0 1rem; font: 1.1rem/1.6 serif }}
h1 {{ line-height: 1.25 }}
h2 {{ font-size: 1.15rem }}
.about {{ color: #555; font-size: .9rem; overflow-wrap: anywhere }}
</style>
</head>
<body>
<article>
<h1>{title}</h1>
<p class="about">{byline}</p>{tags}
{text}
</article>
<footer class="about">
<p>{date}</p>
<p><a href="{url}" rel="noreferrer">{url}</a></p>
</footer>
</body>
</html>
"""


def to_html(article: Article, script: str | None = None) -> str:
    """Return the page. `script` is that of the article's texts, where it is not the printed one."""
    script = script or article.script
    return _PAGE.format(
        language=escape("-".join(filter(None, (article.language or "und", script)))),
        direction="rtl" if script == "Arab" else "ltr",
        title=escape(article.title),
        byline=escape(" · ".join(byline(article))),
        tags=f'\n<p class="about">{escape(", ".join(article.tags))}</p>' if article.tags else "",
        text="\n".join(_blocks(list_lines(article))),
        date=escape(describe_date(article)),
        url=escape(article.url),
    )


def _blocks(lines: list[Line]) -> Iterator[str]:
    for (element, around), group in groupby(lines, lambda line: _ELEMENTS.get(line.kind, _PLAIN)):
        block = "\n".join(f"<{element}>{escape(line.text)}</{element}>" for line in group if line.text)
        yield f"<{around}>\n{block}\n</{around}>" if around else block
