"""Languages and scripts by the names that people type: uz, uzbek, oʻzbekcha, кирилл. Tables first."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from xabar.language.folding import fold_word

# Of every language that a text can be identified as: its code, and its names in Uzbek, Kazakh, Russian and English.
LANGUAGE_NAMES: Final = {
    "uz": "uzb uzbek oʻzbek ozbek oʻzbekcha ozbekcha өзбек өзбекше узбекский узбек",
    "kk": "kaz kz kazakh qazaq qazaqsha qozoq qozoqcha казахский казах",
    "ru": "rus russian ruscha orys oryssha русский орыс орысша",
    "en": "eng english ingliz inglizcha aǵylshyn aǵylşyn английский",
    "tr": "tur turkish turk turkcha türk türik турецкий",
    "az": "aze azerbaijani azeri ozarbayjon ozarbayjoncha әзірбайжан азербайджанский",
    "kaa": "karakalpak qoraqalpoq qoraqalpoqcha qaraqalpaq қарақалпақ каракалпакский",
    "ky": "kir kyrgyz kirghiz qirgʻiz qirgʻizcha qyrgyz қырғыз киргизский кыргызский",
    "tg": "tgk tajik tojik tojikcha tájik тәжік таджикский",
    "und": "unknown",
}
SCRIPT_NAMES: Final = {
    "Latn": "latin lotin lotincha latyn латын латиница латинский",
    "Cyrl": "cyrillic kirill kirillcha kiril kirilitsa кирилл кириллица кирилица",
    "Arab": "arabic arab arabcha арабский арабица төте tote",
}


def find_language(text: str) -> str:
    """Return the code of a language that is given by its code or a name. Raise ValueError for any other text."""
    return _find(text, _by_key(tuple(LANGUAGE_NAMES.items())), "language", "uz, uzbek, oʻzbek, ўзбек")


def find_script(text: str) -> str:
    """Return the code of a script (ISO 15924) that is given by its code or a name. Raise ValueError for any other."""
    return _find(text, _by_key(tuple(SCRIPT_NAMES.items())), "script", "latin, lotin, латын")


def _find(text: str, by_key: Mapping[str, str], what: str, example: str) -> str:
    code = by_key.get(_key(text))
    if code is None:
        codes = ", ".join(dict.fromkeys(by_key.values()))
        raise ValueError(f"{text!r} is not a {what} that is known; type {codes}, or a name ({example})")
    return code


@cache
def _by_key(table: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    return {_key(name): code for code, names in table for name in (code, *names.split())}


def _key(name: str) -> str:
    """Return the same for every spelling of a name in Uzbek, and for its Cyrillic letters."""
    return fold_word(name.strip(), "uz")
