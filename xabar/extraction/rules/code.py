"""Rules for program text that a site's template let through: whole paragraphs, or pieces inside one."""

from __future__ import annotations

from typing import Final

from xabar.extraction.rules.rule import Rule, one_of

CODE: Final = (
    Rule(
        "template",
        one_of("none none", "undefined", "null", "nan", r"\[object object\]", "lorem ipsum.*"),
        goes=("None None", "undefined", "[object Object]"),
        stays=("Undefined номли кўргазма очилди.",),
    ),
    Rule(
        "template",
        one_of(
            r"<\?(?:php|=).*",
            r".*\?>",
            r"\{\{.*\}\}",
            r"\{%.*%\}",
            "<%.*%>",
            r"\[/?(?:caption|gallery|embed|video|audio|vc_\w+|adrotate|contact-form)\b[^\]]*\](?:.*\[/\w+\])?",
        ),
        goes=(
            "<?php echo esc_attr( $caption ); ?>",
            "{{ article.body }}",
            "{% endif %}",
            '[gallery ids="12,13"]',
            "[embed]https://youtu.be/x[/embed]",
        ),
        stays=("Дастурчи «<b>» белгисини изоҳлади.", "[Муҳаррирдан] Матн қисқартирилди."),
    ),
    Rule(
        "script",
        one_of(
            r"\(?(?:adsbygoogle|window|document|googletag|ya\.context|yandex)\b.*[;})\]{]",
            r"(?:var|let|const) \w+ ?=.*",
            r"(?:\$|jquery|function)\s?\(.*[;{}]",
            r"@media\b.*|[.#][\w-]+ ?\{.*",
            r"<!--.*|.*-->",
        ),
        goes=(
            "(adsbygoogle = window.adsbygoogle || []).push({});",
            "window.yaContextCb.push(()=>{",
            "var slot = 4;",
            ".news-text { color: #000 }",
        ),
        stays=("Var — футболдаги видеотакрор тизими.", "Window компанияси дераза ишлаб чиқаради."),
    ),
)

# Pieces inside a paragraph of text: only the piece is cut. The pattern is for printed text, not plain text.
PIECES: Final = Rule(
    "template",
    r"\s?(?:<\?(?:php|=)[^<]{0,300}?\?>|\{\{[^{]{0,300}?\}\}|\{%[^{]{0,300}?%\}|\{!![^{]{0,300}?!!\}|<%[^<]{0,300}?%>)",
    goes=("Йўл {{ road.length }} километр.",),
    stays=("У {қавс} ичида ёзди.",),
    needs=("<?", "{{", "{%", "{!!", "<%"),
)
