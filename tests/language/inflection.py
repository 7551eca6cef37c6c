"""Forms of a folded word, composed by the grammars and not by the tables: they show what a root in a table is for.

The folded Kazakh key does not tell ы from і, о from ө or ұ from ү: a word without а and е gets the suffixes of both.
"""

from __future__ import annotations

from xabar.language.tables.table import words as split


def uzbek_noun(word: str) -> list[str]:
    """Return cases, plural and possessors; k and q are voiced between vowels."""
    dative = {"k": "ka", "q": "qa"}.get(word[-1], "ga")
    forms = [word + ending for ending in split(f"lar larga ning ni {dative} da dan dagi dir dek")]
    if word[-1] in "oöu":
        return [word, *forms, word + "si"]
    if word[-1] in "aei":
        return [word, *forms, *(word + ending for ending in split("si sini sining miz mda ngiz"))]
    voiced = word[:-1] + {"k": "g", "q": "ğ"}.get(word[-1], word[-1]) if len(word) > 3 else word
    return [word, *forms, *(voiced + ending for ending in split("i ini ining iga ida im imiz ing ingiz"))]


def uzbek_time(word: str) -> list[str]:
    """Return a noun of time and what is of that time: yil, yilgi, ertangi."""
    of_time = {"a": "ngi" if word == "erta" else "gi", "ş": "ki", "ç": "ki"}.get(word[-1], "gi")
    return [word, *(word + ending for ending in (of_time, of_time + "lar", "dan"))]


def uzbek_verb(root: str) -> list[str]:
    """Return tenses, participles and the verbal noun, affirmed and negated."""
    strong = {"k": "k", "q": "q"}.get(root[-1], "g")
    endings = split(f"di {strong}an moqda sa yapti yotgan madi maydi")
    endings += split("ydi b ş şni r" if root[-1] in "aeiouö" else "adi ib iş işni ar")
    return [root, *(root + ending for ending in endings)]


def uzbek_converb(root: str) -> list[str]:
    """Return what stands before a second verb: qila boşladi."""
    return [root + ("y" if root[-1] == "a" else "a")]


def kazakh_noun(word: str) -> list[str]:
    """Return cases, plural and possessors, by the sound before the suffix."""
    last, vowel = word[-1], word[-1] in "aei"
    voiced = word[:-1] + {"p": "b", "k": "g", "q": "ğ"}.get(last, last)
    forms = [word, *(voiced + ending for ending in split("" if vowel else "i in iniñ im imiz iñiz"))]
    for a, velar in _harmonies(word):
        plural, genitive, dative, locative, ablative, instrumental = _onsets(last, velar)
        endings = [
            f"{plural}{a}r",
            f"{plural}{a}ri",
            f"{plural}{a}rin",
            f"{plural}{a}rdiñ",
            f"{genitive}iñ",
            f"{genitive}i",
        ]
        endings += [
            f"{dative}{a}",
            f"{locative}{a}",
            f"{locative}{a}{velar}i",
            f"{ablative}{a}n",
            f"{instrumental}en",
        ]
        forms += [word + ending for ending in endings]
        if not vowel:
            forms += [f"{voiced}ind{a}", f"{voiced}in{a}"]
        elif last == "i":
            forms += [word + ending for ending in ("si", "sin", "siniñ", f"sin{a}")]
        else:
            forms += [word + ending for ending in ("si", "sin", "siniñ", f"sin{a}", "m", "miz", "ñiz")]
    return forms


def kazakh_time(word: str) -> list[str]:
    """Return a noun of time and what is of that time: jil, jilği."""
    of_time = [f"{'k' if word[-1] == 'ş' else velar}i" for _, velar in _harmonies(word)]
    return [word, *(word + ending for ending in of_time)]


def _harmonies(word: str) -> list[tuple[str, str]]:
    """Return the vowel of a suffix and the velar beside it: back, front, or both where the key does not tell."""
    vowels = [letter for letter in word if letter in "ae"]
    back, front = ("a", "ğ"), ("e", "g")
    return [front] if vowels[-1:] == ["e"] else [back] if vowels else [back, front]


def _onsets(last: str, velar: str) -> tuple[str, ...]:
    """Return how plural, genitive, dative, locative, ablative and instrumental begin after a sound."""
    if last in "ptkqsşfhçbvgd":
        return "t", "t", {"ğ": "q", "g": "k"}[velar], "t", "t", "p"
    if last in "zj":
        return "d", "d", velar, "d", "d", "b"
    if last in "mnñ":
        return "d", "n", velar, "d", "n", "m"
    if last in "aei":
        return "l", "n", velar, "d", "d", "m"
    return "d" if last == "l" else "l", "d", velar, "d", "d", "m"


def kazakh_verb(root: str) -> list[str]:
    """Return tenses, participles and the verbal noun, affirmed and negated."""
    vowel, voiceless = root[-1] in "aei", root[-1] in "ptkqsşfhçb"
    before_u = root[:-1] if root[-1] == "i" else root
    negation = "p" if voiceless else "b" if root[-1] in "zjmnñ" else "m"
    forms = [
        root,
        before_u + "u",
        before_u + "uğa",
        root + ("ti" if voiceless else "di"),
        root + ("p" if vowel else "ip"),
    ]
    for a, velar in _harmonies(root):
        present = "i" if vowel else a
        strong = {"ğ": "q", "g": "k"}[velar] if voiceless else velar
        forms += [root + ending for ending in (f"{strong}{a}n", f"{present}di", f"{present}tin", f"s{a}")]
        forms += [f"{root}{negation}{a}{ending}" for ending in ("di", "idi", f"{velar}{a}n")]
    return forms


def kazakh_converb(root: str) -> list[str]:
    """Return what stands before a second verb: kele jatir."""
    return [root + ("i" if root[-1] in "ae" else a) for a, _ in _harmonies(root)]


def kazakh_voiced_verb(root: str) -> list[str]:
    """Return the forms of a root in p, q or k, which are voiced before a vowel: tap, tab-u, tau-ip."""
    voiced = root[:-1] + {"p": "b", "q": "ğ", "k": "g"}[root[-1]]
    before_i = root[:-1] + "u" if root[-1] == "p" else voiced
    return [
        root,
        root + "ti",
        voiced + "u",
        before_i + "ip",
        *(voiced + a + "di" for a, _ in _harmonies(root)),
    ]
