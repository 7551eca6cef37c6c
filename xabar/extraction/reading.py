"""Elements -> text: what is a paragraph, and what is no text at all."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

# Elements that begin and end a paragraph (HTML Living Standard, 15.3.3 "Flow content": display block).
# fmt: off
_BLOCKS = frozenset((
    "address", "article", "blockquote", "body", "br", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li", "main", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
))
# Elements whose content is never an article's text. Captions belong to pictures.
_SKIPPED = frozenset((
    "-comment", "aside", "audio", "button", "canvas", "dialog", "embed", "figcaption", "figure", "form", "h1",
    "iframe", "input", "label", "map", "menu", "nav", "noscript", "object", "option", "script", "select", "style",
    "svg", "template", "textarea", "video",
))
# fmt: on
_DEPTH = 200  # elements inside each other; what lies deeper is taken as plain text
_CELLS = frozenset(("td", "th"))


def read_text(node: LexborNode | None) -> str | None:
    """An element's text on one line, white space collapsed; None when there is none."""
    if node is None:
        return None
    return " ".join(node.text().split()) or None


def read_paragraphs(root: LexborNode) -> list[str]:
    """The paragraphs below an element, subheads and list items among them, white space collapsed."""
    paragraphs: list[str] = []
    inline: list[str] = []
    _walk(root, inline, paragraphs)
    _close(inline, paragraphs)
    return paragraphs


def _walk(node: LexborNode, inline: list[str], paragraphs: list[str], depth: int = 0) -> None:
    for child in node.iter(include_text=True):
        tag = child.tag
        if tag == "-text" or depth == _DEPTH:
            inline.append(child.text())
        elif tag in _BLOCKS:
            _close(inline, paragraphs)
            _walk(child, inline, paragraphs, depth + 1)
            _close(inline, paragraphs)
        elif tag not in _SKIPPED:
            if tag in _CELLS:
                inline.append(" ")
            _walk(child, inline, paragraphs, depth + 1)


def _close(inline: list[str], paragraphs: list[str]) -> None:
    if inline:
        text = " ".join("".join(inline).split())
        if text:
            paragraphs.append(text)
        inline.clear()
