"""Convert a text to another alphabet of its language, for reading and export. A search folds; it does not convert."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial

from xabar.language.alphabets import kazakh, uzbek
from xabar.language.alphabets.kazakh_letters import ARABIC_PUNCTUATION
from xabar.language.alphabets.kazakh_standards import latin_standard_of
from xabar.language.characters import APOSTROPHES, COMBINING_MARKS, CYRILLIC_LETTERS, LATIN_LETTERS
from xabar.language.identification import FOREIGN_SHARE
from xabar.language.months import MONTHS

# By language: its scripts, and the standards of its Latin; the first of each is the default.
SCRIPTS = {"uz": ("Latn", "Cyrl"), "kk": ("Cyrl", "Latn", "Arab")}
STANDARDS = {"uz": ("1995", "2026"), "kk": ("2021", "2018", "2017", "QazAqparat")}

_APOSTROPHE = f"[{APOSTROPHES}]"
_WORDS = {
    "Latn": (
        f"[{LATIN_LETTERS}](?:[{LATIN_LETTERS}{COMBINING_MARKS}]|{_APOSTROPHE}(?=[{LATIN_LETTERS}])|(?<=[oOgG]){_APOSTROPHE}"
        f"|(?<=[AaGgNnOoUuSsCcYyIi])ʼ)*"
    ),
    "Cyrl": f"[{CYRILLIC_LETTERS}]+",
    "Arab": "[\u0620-\u065f\u066e-\u06d3\u06d5]+",
}
# Runs of letters: to find each letter by itself takes four times as long.
_LETTERS = {
    "Latn": re.compile(f"[{LATIN_LETTERS}]+"),
    "Cyrl": re.compile(f"[{CYRILLIC_LETTERS}]+"),
    "Arab": re.compile("[\u0620-\u064a\u066e-\u06d3]+"),
}
_SAMPLE = 500  # characters that tell the script of a text
_LETTERS_TOGETHER = re.compile(r"[^\W\d_]+")

# An address keeps its letters; so do a hashtag, a user name and a Roman numeral. The name of a host and that of a
# mailbox are looked for where they begin and no further than they can reach (RFC 1035, 2.3.4; RFC 5321, 4.5.3.1.1): a
# text of dots and letters would otherwise be read again from each of them.
_ADDRESS = (
    r"https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]{1,64}+@[\w-]++(?:\.[\w-]++)+|[@#]\w+"
    r"|(?<!\w)(?<!\w-)(?=\w)[\w-]{1,63}+(?:\.[\w-]{1,63}+){0,9}"
    r"\.(?:uz|kz|com|ru|org|net|info|tv|me|io)\b(?:/\S*)?"
)
_ADDRESSES = re.compile(_ADDRESS)
_MAY_HOLD_ADDRESS = re.compile(
    r"@|#|://|\.\w"
)  # each begins with a letter, for which a text is searched fast
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
_ROMAN_IN_CYRILLIC = {"Х": "X", "І": "I"}

# Latin names that Cyrillic newspapers print in Latin: they have a letter that the alphabet lacks, or a capital inside.
_FOREIGN_TO_1995 = re.compile("^(?!.*[ʻʼ]).*(?:[wW]|[cC](?![hH])|[a-z][A-Z][a-z])")
_FOREIGN_TO_KAZAKH = re.compile("[wWxX]|[cC](?![hHʼ])|[a-z][A-Z][a-z]")
_FOREIGN_TO = dict.fromkeys(STANDARDS["kk"], _FOREIGN_TO_KAZAKH) | {
    "QazAqparat": re.compile("[a-z][A-Z][a-z]")
}
_BRANDS = """
airbus amazon android apple bloomberg boeing ferrari google honda huawei hyundai instagram iphone lamborghini
meta netflix nokia nvidia openai reuters samsung sony spotify tesla threads tiktok toyota uber visa volkswagen
xiaomi yandex youtube
"""
BRANDS = frozenset(_BRANDS.split())

# Years and days of a month are joined by a hyphen in Latin, by a space in Cyrillic (rules of 1995).
_MONTHS_CYRILLIC, _MONTHS_LATIN = (
    "|".join(month.full[0] for month in MONTHS[table]) for table in ("uz-Cyrl", "uz-Latn")
)
_ORDINAL_CYRILLIC = re.compile(f"([0-9]{{1,4}}) (?=(йил)|{_MONTHS_CYRILLIC})")
_ORDINAL_LATIN = re.compile(f"([0-9]{{1,4}})-(?=(yil)|{_MONTHS_LATIN})")

_TO_ARABIC_PUNCTUATION = re.compile(r"(?<!\d)[,;?]|[,;?](?!\d)")
_FROM_ARABIC_PUNCTUATION = str.maketrans("،؛؟", ",;?")


def convert_text(
    text: str, *, language: str, to: str, standard: str | None = None, within: str | None = None
) -> str:
    """Return the text in another script of its language, or in another standard of the same.

    `language` is "uz" or "kk", `to` an ISO 15924 code. `standard` names the Latin alphabet on whichever
    side is Latin: for Uzbek 1995 (default) or 2026, for Kazakh 2021 (default), 2018, 2017 or QazAqparat;
    for Latin input without it, the letters decide. Script and letters are those of the text `within` which this one
    stands, if that is given: a single line shows few of them. Addresses, hashtags, user names, Roman numerals and
    Latin names inside Cyrillic text stay. Raise ValueError for a value that is not in `SCRIPTS` or
    `STANDARDS`.

    Source: the laws, decrees and spelling rules that `alphabets/` names.
    """
    _check_choice("language", language, tuple(SCRIPTS))
    _check_choice("to", to, SCRIPTS[language])
    if standard is not None:
        _check_choice("standard", standard, STANDARDS[language])
    shown = within or text
    source = _main_script(shown, language)
    if source is None:
        return text
    if language == "uz":
        return _convert_uzbek(text, source, to, standard, shown)
    return _convert_kazakh(text, source, to, standard, shown)


def normalize_text(text: str, *, language: str, to: str, within: str | None = None) -> str | None:
    """Return the text in `to`, the one script for all texts of its language; None if it is printed in that already.

    Latin is the first of the language's `STANDARDS`. `within` is the whole text of which this is a line. For a language
    with only one alphabet, return None. Raise ValueError for a script that is not in `SCRIPTS`.

    Source: as `convert_text`.
    """
    if language not in SCRIPTS or (language == "uz" and to == "Latn" and not _NOT_OF_1995.search(text)):
        return None
    normal = convert_text(text, language=language, to=to, within=within)
    return None if normal == text else normal


def is_normal(text: str, *, language: str, to: str) -> bool:
    """Return whether `normalize_text` returns None for a whole text and each of its lines, which takes one look.

    Source: as `convert_text`.
    """
    if language not in SCRIPTS:
        return True
    if language == "uz" and to == "Latn":
        return _NOT_OF_1995.search(text) is None
    return to != "Latn" and _main_script(text, language) in (to, None)


# with all capitals: to ignore case takes twice as long
_NOT_OF_1995 = re.compile(f"[{CYRILLIC_LETTERS}\u1c80-\u1c87öōŏõóğḡǵşçÖŌŎÕÓĞḠǴŞÇ]")


def _check_choice(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ValueError(f"{name}={value!r} is not known here; allowed: {', '.join(allowed)}")


@lru_cache(maxsize=4)  # the same whole text is asked for each of its lines
def _main_script(text: str, language: str) -> str | None:
    """Return the script of the text itself, whatever script the foreign names in it have.

    Latin names stand in Cyrillic and Arabic texts, hardly ever the reverse. So the words without a capital decide,
    if there are any, in the first part of the text that has letters.
    """
    for start in range(0, len(text), _SAMPLE):
        if script := _script_of_sample(text[start : start + _SAMPLE], language):
            return script
    return None


def _script_of_sample(sample: str, language: str) -> str | None:
    has_address = _MAY_HOLD_ADDRESS.search(sample) is not None
    printed = [script for script in SCRIPTS[language] if _LETTERS[script].search(sample)]
    if len(printed) == 1 and not has_address:  # most texts
        return printed[0]
    words = _LETTERS_TOGETHER.findall(_ADDRESSES.sub(" ", sample) if has_address else sample)
    no_names = [word for word in words if word == word.lower()]
    counts = _count_letters(no_names, language) or _count_letters(words, language)
    if not counts:
        return None
    letters = sum(counts.values())
    other = max((script for script in counts if script != "Latn"), key=counts.__getitem__, default="Latn")
    return other if counts[other] >= FOREIGN_SHARE * letters else "Latn"


def _count_letters(words: list[str], language: str) -> dict[str, int]:
    """Count the letters of each of the language's scripts. Scripts without any are left out."""
    text = " ".join(words)
    counts = {script: sum(map(len, _LETTERS[script].findall(text))) for script in SCRIPTS[language]}
    return {script: count for script, count in counts.items() if count}


def _convert_uzbek(text: str, source: str, to: str, standard: str | None, shown: str) -> str:
    if to == "Cyrl":
        if source == "Cyrl":
            return text
        draft = standard if standard == "2026" else None if standard else uzbek.draft_of(shown)
        return _replace_words(
            _ORDINAL_LATIN.sub(partial(_join_ordinal, by=" "), text),
            "Latn",
            partial(_cyrillize_uzbek, draft=draft),
        )
    if source == "Cyrl":
        latinize = _latinize_in_2026 if standard == "2026" else uzbek.latinize_word
        return _replace_words(_ORDINAL_CYRILLIC.sub(partial(_join_ordinal, by="-"), text), "Cyrl", latinize)
    draft = uzbek.draft_of(shown)
    if draft == "2026" and standard == "2026":
        return text
    respell = partial(uzbek.spell_in_1995, draft=draft)
    text = _replace_words(text, "Latn", respell)
    return text if standard != "2026" else _replace_words(text, "Latn", uzbek.spell_in_2026)


def _latinize_in_2026(word: str) -> str:
    return uzbek.spell_in_2026(uzbek.latinize_word(word))


def _join_ordinal(match: re.Match[str], *, by: str) -> str:
    """Return the number of a year or a day joined to its noun; other numbers are amounts (5 йил: five years)."""
    number = int(match[1])
    before = match.string[match.start() - 1 : match.start()]
    ordinal = 1800 <= number < 2100 if match[2] else 1 <= number <= 31
    return match[1] + by if ordinal and not (before and before in "0123456789.,:") else match[0]


def _cyrillize_uzbek(word: str, *, draft: str | None) -> str:
    official = uzbek.spell_in_1995(word, draft=draft)
    return word if _keeps_latin(official, _FOREIGN_TO_1995) else uzbek.cyrillize_word(official)


def _convert_kazakh(text: str, source: str, to: str, standard: str | None, shown: str) -> str:
    if source == to and to != "Latn":
        return text
    if source == "Latn":
        found = standard if standard and to != "Latn" else latin_standard_of(shown)
        if to == "Latn" and found == (standard or STANDARDS["kk"][0]):
            return text
        text = _replace_words(text, "Latn", partial(_cyrillize_kazakh, standard=found))
    elif source == "Arab":
        text = _replace_words(text.translate(_FROM_ARABIC_PUNCTUATION), "Arab", kazakh.cyrillize_arabic_word)
    if to == "Latn":
        return _replace_words(
            text, "Cyrl", partial(_latinize_kazakh, standard=standard or STANDARDS["kk"][0])
        )
    if to == "Arab":
        text = _replace_words(text, "Cyrl", _arabize_kazakh)
        return _TO_ARABIC_PUNCTUATION.sub(lambda match: ARABIC_PUNCTUATION[match[0]], text)
    return text


def _cyrillize_kazakh(word: str, *, standard: str) -> str:
    return word if _keeps_latin(word, _FOREIGN_TO[standard]) else kazakh.cyrillize_latin_word(word, standard)


def _latinize_kazakh(word: str, *, standard: str) -> str:
    return _roman_numeral(word) or kazakh.latinize_word(word, standard)


def _arabize_kazakh(word: str) -> str:
    return _roman_numeral(word) or kazakh.arabize_word(word)


def _roman_numeral(word: str) -> str | None:
    """Return a numeral that was typed in Cyrillic letters (ХХІ) in Latin ones (XXI)."""
    if len(word) < 2 or word.strip("ХІ"):
        return None
    numeral = "".join(_ROMAN_IN_CYRILLIC[letter] for letter in word)
    return numeral if _ROMAN.fullmatch(numeral) else None


def _keeps_latin(word: str, foreign: re.Pattern[str]) -> bool:
    return _ROMAN.fullmatch(word) is not None or foreign.search(word) is not None or word.lower() in BRANDS


def _replace_words(text: str, script: str, convert: Callable[[str], str]) -> str:
    if _MAY_HOLD_ADDRESS.search(text) is None:
        pieces = _PATTERNS[script].split(text)  # in turn what is no word, and a word
        pieces[1::2] = map(convert, pieces[1::2])
        return "".join(pieces)

    def replace(match: re.Match[str]) -> str:
        return match[0] if match.lastgroup else convert(match[0])

    return _PATTERNS_AND_ADDRESSES[script].sub(replace, text)


_PATTERNS = {script: re.compile(f"({pattern})") for script, pattern in _WORDS.items()}
_PATTERNS_AND_ADDRESSES = {
    script: re.compile(f"(?P<address>{_ADDRESS})|{pattern}", re.IGNORECASE)
    for script, pattern in _WORDS.items()
}
