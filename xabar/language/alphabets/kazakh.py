"""Kazakh letters: Cyrillic, the Latin of the decrees and drafts, QazAqparat's Latin, and Arabic (tote zhazu).

Sources: decree 569 of 26 October 2017; decree 637 of 19 February 2018; the alphabet of 28 January 2021
with ñ as amended in April 2021; the usage of QazAqparat (Kazinform) before the decrees; for Arabic,
Baitursynuly's reform of 1924 as written in China since 1982: one hamza a word marks front vowels,
and is left out where е, г or к already show them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from xabar.language.alphabets.casing import apply_case, copy_case
from xabar.language.alphabets.kazakh_letters import (
    ARABIC,
    ARABIC_TO_CYRILLIC,
    BACK_TO_FRONT,
    GLIDE,
    GLIDE_RULES,
    HAMZA,
    LATIN,
)
from xabar.language.alphabets.kazakh_words import DISHARMONIC_STEMS, LOAN_STEMS
from xabar.language.alphabets.loans import LoanTable, pair_stems


def spell_in_latin(word: str, standard: str) -> list[str]:
    """Return the spelling of each letter of a lower-case Cyrillic word in a Latin standard.

    Source: decrees 569 (2017) and 637 (2018), the alphabet of 28 January 2021, QazAqparat's usage.
    """
    table = LATIN[standard]
    return [table.get(letter, letter) for letter in word]


def spell_in_arabic(word: str) -> str:
    """Return a lower-case Cyrillic word in Arabic letters, with the hamza where front vowels need it.

    Source: Baitursynuly's reform of 1924 as written since 1982.
    """
    mark = HAMZA if re.search("[әөүі]", word) and not re.search("[егкэ]", word) else ""
    return mark + "".join(ARABIC.get(letter, letter) for letter in word).replace("يي", "ي")


def read_latin(word: str, standard: str) -> str:
    """Return a lower-case Latin word of a standard in Cyrillic, by the rules only.

    Source: decrees 569 (2017) and 637 (2018), the alphabet of 28 January 2021, QazAqparat's usage.
    """
    pattern, table = _latin_reader(standard)
    return _settle_glides(_settle_affricates(pattern.sub(lambda match: table[match[0]], word)))


def read_arabic(word: str) -> str:
    """Return a word in Arabic letters in Cyrillic, by the rules only: vowels by the hamza and their neighbours.

    Source: Baitursynuly's reform of 1924 as written since 1982.
    """
    plain = "".join(ARABIC_TO_CYRILLIC.get(letter, letter) for letter in word)
    return _settle_glides(_settle_affricates(_harmonize(plain, hamza=HAMZA in word)))


def _settle_affricates(word: str) -> str:
    """Return the word with ц for тс and ч for тш where no native suffix begins: полиция, чемпион, but кетсе, хатшы."""
    if "тс" in word:
        word = _TSE.sub("ц", word)
    return _TSHE.sub("ч", word) if "тш" in word else word


_TSE = re.compile("^тс(?=[аеiоу])|тс(?=iя|i|у|е(?!$|м$|[ңк]$|ңіз$|к?те|л[ае]р))")
_TSHE = re.compile("^тш|тш(?=$|[бвгғджзкқлмнңпрстфхһцчшщ])")


def _settle_glides(word: str) -> str:
    if GLIDE in word or "й" in word:
        for pattern, replacement in GLIDE_RULES:
            word = pattern.sub(replacement, word)
    return word


@cache
def _latin_reader(standard: str) -> tuple[re.Pattern[str], dict[str, str]]:
    table: dict[str, str] = {}
    for letter, spelling in LATIN[standard].items():
        if spelling and letter not in "эёюяһх" and spelling not in ("ts", "tş", "ştş", "shch"):
            table.setdefault(spelling, letter)
    table |= {"h": "х", "ə": "ә"}
    if standard == "QazAqparat":
        table |= {"x": "х", "h": "һ", "é": "э", "yu": "ю"}
    else:
        table |= {LATIN[standard]["и"]: GLIDE}
    longest_first = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), table


def _harmonize(word: str, *, hamza: bool) -> str:
    """Return the word with front vowels where it is marked as front: әлем, but кітап, қызмет and депутат.

    ә and ө stand only in the first syllable; beside қ and ғ a vowel is back; ы and і agree with the vowel
    before, unless г, к or е still follow. A hamza promises at least one front vowel. The postposition
    -мен, written together with its word, agrees with nothing.
    """
    stem = _POSTPOSITION.sub("", word)
    if not (hamza or re.search("[егк]", stem)):
        return word
    places = [place for place, letter in enumerate(stem) if _is_vowel(stem, place, letter)]
    loan = any(stem[place] in "ао" and not _beside_back(stem, place) for place in places[1:])
    front: set[int] = set()
    previous: bool | None = None
    for order, place in enumerate(places):
        letter = stem[place]
        if letter in "еi":  # a suffix after и is front: активті
            previous = True
        elif letter in "ао":
            previous = order == 0 and not loan and not _beside_back(stem, place)
        elif letter in "ұы":
            previous = _is_front(stem, place, order, previous)
        if letter in BACK_TO_FRONT and previous:
            front.add(place)
    if hamza and not front:
        narrow = [place for place in places if stem[place] in "ұы" and not _beside_back(stem, place)]
        front = set(narrow or [place for place in places if stem[place] in "ао"][:1])
    letters = [BACK_TO_FRONT[letter] if place in front else letter for place, letter in enumerate(word)]
    return "".join(letters)


_POSTPOSITION = re.compile("(?<=...)[мбп]ен$")


def _is_vowel(word: str, place: int, letter: str) -> bool:
    before, after = word[max(place - 1, 0) : place], word[place + 1 : place + 2]
    if letter == "i":
        return before not in _BACK_OR_E
    if letter == "у":
        return before not in _BACK_OR_E and after not in _BACK_OR_E
    return letter in _BACK_OR_E


_BACK_OR_E = frozenset("аеоұы")


def _is_front(word: str, place: int, order: int, previous: bool | None) -> bool:
    if _beside_back(word, place):
        return False
    if order == 0 or previous:
        return True
    return re.search("[егк]", word[place + 1 :]) is not None


def _beside_back(word: str, place: int) -> bool:
    return any(letter in "қғ" for letter in word[max(place - 1, 0) : place + 2])


@cache
def _latin_loans(standard: str) -> LoanTable:
    def convert(stem: str) -> str:
        return "".join(spell_in_latin(stem, standard))

    return LoanTable(
        pair_stems(LOAN_STEMS, convert, lambda word: read_latin(word, standard)),
        suffixes=".*",
        before_suffix=_before_suffix,
    )


@cache
def _arabic_loans() -> LoanTable:
    stems = f"{LOAN_STEMS} {DISHARMONIC_STEMS}"
    pairs = pair_stems(stems, spell_in_arabic, read_arabic)
    # a suffix with е, г or к takes the hamza away: ٴمۇعالىم, مۇعالىمگە
    bare = {arabic.removeprefix(HAMZA): stem for arabic, stem in pairs.items()}
    return LoanTable(bare, suffixes=".*", before_suffix=_before_suffix)


def _before_suffix(stem: str, tail: str) -> str:
    """Return the stem before a suffix: ь goes before a vowel and stays before a consonant (медалі, медальдар)."""
    return stem.removesuffix("ь") if tail[0] in "аәеоөұүыіиу" else stem


@lru_cache(maxsize=16384)
def latinize_word(word: str, standard: str) -> str:
    """Return a Cyrillic word in a Latin standard: Қазақстан → Qazaqstan, ҮКІМЕТ → ÜKIMET (2021).

    Source: decrees 569 (2017) and 637 (2018), the alphabet of 28 January 2021, QazAqparat's usage.
    """
    return apply_case(word, spell_in_latin(word.lower(), standard), _UPPER[standard])


@lru_cache(maxsize=16384)
def arabize_word(word: str) -> str:
    """Return a Cyrillic word in Arabic letters: мектеп → مەكتەپ, ән → ٴان.

    Source: Baitursynuly's reform of 1924 as written since 1982.
    """
    return spell_in_arabic(word.lower())


@lru_cache(maxsize=16384)
def cyrillize_latin_word(word: str, standard: str) -> str:
    """Return a word of a Latin standard in Cyrillic: Qazaqstan → Қазақстан, ıskerlık → іскерлік (2021).

    Source: decrees 569 (2017) and 637 (2018), the alphabet of 28 January 2021, QazAqparat's usage.
    """
    parts = _CASE_RUNS.findall(word)
    return "".join(
        copy_case(part, _cyrillize_lower(_lower(part, standard), standard), str.upper) for part in parts
    )


def _cyrillize_lower(word: str, standard: str) -> str:
    return _latin_loans(standard).restore(word, lambda part: read_latin(part, standard))


@lru_cache(maxsize=16384)
def cyrillize_arabic_word(word: str) -> str:
    """Return a word in Arabic letters in Cyrillic: مەكتەپ → мектеп. Arabic script has no capitals to give back.

    Source: Baitursynuly's reform of 1924 as written since 1982.
    """
    bare = word.replace("ء", "").replace(HAMZA, "")
    mark = HAMZA if len(bare) < len(word) else ""
    return _arabic_loans().restore(bare, lambda part: read_arabic(mark + part))


# АҚШ + тың: capitals of an abbreviation and the suffix behind them are spelt apart.
_CASE_RUNS = re.compile("(?:[A-ZÀ-ÖØ-ÞĞİŃŞŪǴ]ʼ?){2,}|.+", re.DOTALL)


def _upper_dotted(text: str) -> str:
    return text.replace("i", "İ").upper()


_UPPER = {"2017": str.upper, "2018": str.upper, "2021": _upper_dotted, "QazAqparat": _upper_dotted}


def _lower(word: str, standard: str) -> str:
    if standard in ("2021", "QazAqparat"):
        return word.replace("İ", "i").replace("I", "ı").lower()
    if standard == "2018":
        return _GLIDE_CAPITAL.sub("ı", word.replace("İ", "ı")).lower()
    return word.replace("İ", "i").lower()


# 2018 has one capital for і and и. и begins a word before a vowel (Iaǵnı) and in loans (Indonezııa, Italııa).
_GLIDE_CAPITAL = re.compile(
    r"I(?=[AÁEIOÓUÚYÝaáeioóuúyýı])"
    r"|\bI(?=(?:n[dstvfnj]|m[pm]|mam|s[lpt]|zr|ra[nkq]|rl|ta|or|pot|de[ıo])|(?:N[DSTVFNJ]|M[PM]|S[LPT]|ZR|RA[NKQ]|TA))"
)
