"""Recognize credits: lines that name who took a picture, or who edited, translated or laid out an article.

The name changes with every article, so no such line is ever repeated, and none could be learned. What it says shows it:
a noun of the trade, and besides it nothing but names.
"""

from __future__ import annotations

import re
from typing import Final

from xabar.extraction.bylines import is_name, is_person
from xabar.extraction.plain import plain

MAX_CREDIT: Final = 100  # characters
MAX_HOLDERS: Final = 4  # names on one line

# The stems of what is credited. Pictures are credited anywhere, people only at the ends: «Muallif: …» may head a list of
# books in the middle of a text.
_PICTURE: Final = (
    r"foto|surat|rasm(?!iy)|tasvir|kol+aj|il+[yu]+stra[ts]s?i|infografika|kadr|skrinsh?ot|photo|image"
    r"|фото|сурат|расм(?!ий)|тасвир|коллаж|иллюстраци|инфографика|кадр|скриншот|изображени|снимок|снимк"
    r"|сурет(?!ші)|бейнежазба|suret(?!sh?i)|bei?nejazba|سۋرەت(?!ءشى|شى)|فوتو|كوللاج|بەينەجازبا|يلليۋستراتسيا|ينفوگرافيكا"
)
_PERSON: Final = (
    r"tahrir(?!iyat)|таҳрир(?!ият)|matn|матн|мәтін|matin|ءماتىن|ماتىن|өңде|ondegen|وڭدەگەن"
    r"|muharrir|muxbir|tarjimon|tarjima qil|musahhih|sahifalovchi|tayyorla|fotomuxbir|operator|redaktor|korrektor|reporter"
    r"|муҳаррир|мухбир|таржимон|таржима қил|мусаҳҳиҳ|саҳифаловчи|тайёрла|фотомухбир|оператор|редактор|корректор|репортер"
    r"|тілші|аударған|аудармашы|аударма|дайындаған|әзірлеген|беттеген|түсірген|монтаж|переводчик|перевод|корреспондент"
    r"|tilsh?i|audargan|audarmash?y|audarma|daiyndagan|azirlegen|bettegen|tusirgen|montaj|perevod|korrespondent"
    r"|تىلشى|اۋدارعان|اۋدارما|دايىنداعان|ازىرلەگەن|بەتتەگەن|تۇسىرگەن|رەداكتور|كوررەكتور|وپەراتور|مونتاج"
)
_SEPARATOR: Final = r"(?:\s?[:©|]\s?|\s[–—-]\s)"


def _labelled(nouns: str) -> re.Pattern[str]:
    """Return the pattern of a label of up to three words, one of which is a noun of the trade, before the names."""
    label = rf"(?:[\w'.]{{1,20}}\s){{0,2}}?ء?(?:{nouns})[\w']{{0,12}}(?:\s[\w']{{1,20}}){{0,2}}"
    return re.compile(rf"[(\[📷📸🎥\s]*{label}{_SEPARATOR}(?P<names>[^\n]{{2,80}})")


_OF_PICTURE: Final = _labelled(_PICTURE)
_OF_PERSON: Final = _labelled(_PERSON)
_TOOK: Final = r"(?:\s(?:ol(?:gan|di)|tush?ir(?:gan|di)|ish?la(?:gan|di)|ол(?:ган|ди)|тушир(?:ган|ди)|түсір(?:ген|ді)|tusir(?:gen|di)|تۇسىر(?:گەن|دى)))"
# «Foto A. Karimov», «Suratni A. Karimov olgan», «A. Karimov fotosi»: without a separator only what is surely a person's name counts.
_BEFORE: Final = re.compile(
    rf"[(\[📷📸🎥\s]*ء?(?:{_PICTURE})\w{{0,8}}\s(?P<names>\S[^\n]{{2,60}}?){_TOOK}?[.)\]\s]*"
)
_BEHIND: Final = re.compile(
    rf"[(\[📷📸🎥\s]*(?P<names>\S[^\n]{{2,60}}?){_TOOK}?\sء?(?:{_PICTURE})\w{{0,12}}{_TOOK}?[.)\]\s]*"
)
# «A. Karimov / Kun.uz»
_WITH_OFFICE: Final = re.compile(
    r"[(\[📷📸🎥\s]*(?P<names>[^\n/]{3,40})\s?/\s?(?P<office>[^\n/]{2,40})[.)\]\s]*"
)
_HOLDERS: Final = re.compile(r"\s?[/|,;&•]\s?|\s[–—-]\s|\s(?:va|ва|және|jane|мен|пен|jäne|и|and|جانە)\s")
_INITIAL: Final = re.compile(r"(?<!\w)\w{1,2}\.\s?(?=\w)")
_ENTRY: Final = re.compile(r"[\w'-]{2,25}(?:\s[\w'-]{1,20}){0,2}\s?:\s\S")
_FINITE: Final = re.compile(
    r"(?:d[iy]|д[иыі]|tty|тт[ыі]|[gq]an|[гғқ]ан|[gk]en|[гк]ен|m[iy]z|м[иыі]з)$"
)  # of verbs
# in letters without case, only its verb tells a sentence from names
_CASELESS_SENTENCE: Final = re.compile(r"(?:دى|تى|عان|گەن|قان|كەن|مىز)\.$")
_WORDS: Final = 4  # of one holder's name
_OWN_NAME: Final = re.compile(r"[«“\"][^«»“”\"]{1,50}[»”\"]|[\w-]{2,30}(?:\.[\w-]{2,30}){1,3}|@\w{2,40}")
_ENDS: Final = ' .)]»”"'


def is_picture_credit(line: str) -> bool:
    """Return whether a line says whose a picture is, and nothing else: «Foto: A. Karimov / Kun.uz»."""
    if len(line) > MAX_CREDIT or _CASELESS_SENTENCE.search(line):
        return False
    simple = plain(line)
    if found := _OF_PICTURE.fullmatch(simple):
        return _are_holders(_printed(line, found))
    besides = (_BEFORE.fullmatch(simple), _BEHIND.fullmatch(simple))
    if any(found and _is_surely_person(_printed(line, found)) for found in besides):
        return True
    found = _WITH_OFFICE.fullmatch(simple)
    return (
        found is not None
        and _is_surely_person(_printed(line, found))
        and _is_holder(line[found.start("office") : found.end("office")])
    )


def is_credit(line: str) -> bool:
    """Return whether a line names who made a picture, or who worked on the article: «Muharrir: Nigora Karimova»."""
    if len(line) > MAX_CREDIT or _CASELESS_SENTENCE.search(line):
        return False
    found = _OF_PERSON.fullmatch(plain(line))
    return is_picture_credit(line) or (found is not None and _are_people(_printed(line, found)))


def is_list_entry(line: str) -> bool:
    """Return whether a line is an entry of a list with labels, and no credit: «Rejissyor: Nigora Karimova»."""
    return len(line) <= MAX_CREDIT and _ENTRY.match(plain(line)) is not None and not is_credit(line)


def _printed(line: str, found: re.Match[str]) -> str:
    """Return the names as they are printed: the plain text has the same places."""
    return line[found.start("names") : found.end("names")].strip(" .)]")


def _holders(text: str) -> list[str]:
    return [holder.strip() for holder in _HOLDERS.split(text) if holder.strip()]


def _are_people(text: str) -> bool:
    holders = [_INITIAL.sub("", holder).strip(_ENDS) for holder in _holders(text)]
    return 0 < len(holders) <= MAX_HOLDERS and all(map(is_name, holders))


def _are_holders(text: str) -> bool:
    """Return whether a text is nothing but names of people, agencies and sites."""
    holders = _holders(text)
    return 0 < len(holders) <= MAX_HOLDERS and all(map(_is_holder, holders))


def _is_holder(text: str) -> bool:
    bare = _INITIAL.sub("", text).strip(_ENDS)
    if not bare:
        return False
    return _OWN_NAME.fullmatch(text) is not None or (len(bare.split()) <= _WORDS and _is_capitalized(bare))


def _is_capitalized(text: str) -> bool:
    """Return whether a text is a person's name or begins as an office's does: «Davlat statistika qo'mitasi»."""
    words = text.split()
    if words[0][:1].islower() or any(character.isdigit() for character in text):
        return False
    ends_as_sentence = words[-1].islower() and _FINITE.search(plain(words[-1])) is not None
    return is_name(text) or not ends_as_sentence


def _is_surely_person(text: str) -> bool:
    holders = _holders(text)
    return 0 < len(holders) <= MAX_HOLDERS and all(
        is_person(_INITIAL.sub("", holder)) or (_INITIAL.match(holder) and is_name(_INITIAL.sub("", holder)))
        for holder in holders
    )
